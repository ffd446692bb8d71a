import { createApiGatewayClient } from "ncloud-apigateway";

/** What a page would bundle. */
export async function accept(credentials, baseUrl) {
  const client = createApiGatewayClient({ credentials, baseUrl });
  const { response } = await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
    params: { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } },
    body: { status: "ACCEPTED" },
  });
  return response.status;
}
