import { createApiGatewayClient, unwrap } from "ncloud-apigateway";
import { fromEnv } from "ncloud-apigateway/node";
import { createSandbox } from "ncloud-apigateway/sandbox";

const sandbox = createSandbox({ credentials: { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "made-up" } });
const client = createApiGatewayClient({ credentials: fromEnv(), fetch: sandbox.fetch });

const result = await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
  params: { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } },
  body: { status: "ACCEPTED" },
});
unwrap(result);

// @ts-expect-error A made-up path.
await client.GET("/api/v1/made-up");

await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
  // @ts-expect-error A missing id.
  params: { path: { "product-id": "k3sk9x1p2q" } },
  body: { status: "ACCEPTED" },
});

await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
  params: { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } },
  // @ts-expect-error A wrong status.
  body: { status: "APPROVED" },
});

// @ts-expect-error An option of another source of keys.
fromEnv({ profile: "prod" });

// @ts-expect-error A sandbox without keys.
createSandbox({});
