const { createApiGatewayClient } = require("ncloud-apigateway");
const { fromEnv } = require("ncloud-apigateway/node");
const { createSandbox } = require("ncloud-apigateway/sandbox");

const credentials = { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1" };
const env = { NCLOUD_ACCESS_KEY: credentials.accessKey, NCLOUD_SECRET_KEY: credentials.secretKey };

async function main() {
  const { url, close } = await createSandbox({ credentials }).listen();
  const client = createApiGatewayClient({ credentials: fromEnv({ env }), baseUrl: url });
  const { response } = await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
    params: { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } },
    body: { status: "ACCEPTED" },
  });
  console.log(response.status);
  await close();
}

main();
