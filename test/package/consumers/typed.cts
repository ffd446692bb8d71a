import ncloud = require("ncloud-apigateway");

const credentials = { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "made-up" };
const client = ncloud.createApiGatewayClient({ credentials });

client.GET("/api/v1/products").then((result) => ncloud.unwrap(result));

// @ts-expect-error A made-up path.
client.GET("/api/v1/made-up");
