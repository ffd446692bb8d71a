import { describe, expect, expectTypeOf, it } from "vitest";
import { type ApiGatewayClient, type components, createApiGatewayClient, type paths, unwrap } from "../src/index.js";
import { credentials } from "./vectors.js";

// The compiler is the test: `tsc -p test` fails when a line that must not compile does, and the other way round.
const client = createApiGatewayClient({ credentials, fetch: async () => new Response(null, { status: 204 }) });
const path = { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" };
const operation = "/api/v1/products/{product-id}/api-keys/{api-key-id}";

describe("what compiles", () => {
  it("is the call with its two ids and a status, and no header parameters", async () => {
    const result = await client.PATCH(operation, { params: { path }, body: { status: "REJECTED" } });
    expectTypeOf(result.data).toEqualTypeOf<undefined>();
    expectTypeOf(unwrap(result)).toEqualTypeOf<undefined>();
    expect(result.response.status).toBe(204);
  });

  it("is unwrap giving exactly the data", async () => {
    const list = () => client.GET("/api/v1/products", { params: { query: { limit: 10, isPublished: true } } });
    type Listed = components["schemas"]["ProductList"];
    expectTypeOf<ReturnType<typeof unwrap<Listed>>>().toEqualTypeOf<Listed>();
    expectTypeOf(async () => unwrap(await list())).returns.resolves.toEqualTypeOf<Listed>();
    expectTypeOf<Listed>().not.toBeAny();
    expectTypeOf<ApiGatewayClient["PATCH"]>().not.toBeAny();
    expectTypeOf<paths>().not.toBeAny();
    await list();
  });
});

describe("what does not compile", () => {
  it("is refused by the compiler, line by line", () => {
    const never = () => [
      // @ts-expect-error a path that does not exist
      client.GET("/api/v1/made-up"),
      // @ts-expect-error a method that the path does not have
      client.DELETE(operation, { params: { path } }),
      // @ts-expect-error no parameters
      client.PATCH(operation, { body: { status: "ACCEPTED" } }),
      // @ts-expect-error a missing id
      client.PATCH(operation, { params: { path: { "product-id": "p" } }, body: { status: "ACCEPTED" } }),
      client.PATCH(operation, {
        // @ts-expect-error a misspelt id
        params: { path: { productId: "p", "api-key-id": "k" } },
        body: { status: "ACCEPTED" },
      }),
      // @ts-expect-error no body
      client.PATCH(operation, { params: { path } }),
      // @ts-expect-error a status that cannot be set
      client.PATCH(operation, { params: { path }, body: { status: "BLOCKED_REQUEST" } }),
      // @ts-expect-error a body field that does not exist
      client.PATCH(operation, { params: { path }, body: { state: "ACCEPTED" } }),
      // @ts-expect-error a query parameter that does not exist
      client.GET("/api/v1/products", { params: { query: { page: 1 } } }),
      // @ts-expect-error no credentials
      createApiGatewayClient({}),
      // @ts-expect-error a region that does not exist
      createApiGatewayClient({ credentials, region: "mars" }),
      // @ts-expect-error half of the credentials
      createApiGatewayClient({ credentials: { accessKey: "a" } }),
    ];
    expect(never).toBeTypeOf("function");
  });
});
