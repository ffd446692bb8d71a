import { expectTypeOf, test } from "vitest";
import type { components, operations, paths } from "../../generated/schema.js";

type Schemas = components["schemas"];
type Update = operations["updateApiKeyStatus"];

test("a status can be set to two values and read as five", () => {
  expectTypeOf<Update["requestBody"]["content"]["application/json"]>().toEqualTypeOf<{
    status: "ACCEPTED" | "REJECTED";
  }>();
  expectTypeOf<Schemas["ProductApiKey"]["status"]>().toEqualTypeOf<
    "REQUEST" | "DENY" | "ACCEPTED" | "REJECTED" | "BLOCKED_REQUEST" | undefined
  >();
});

test("a path asks for its ids, and no operation asks for a header", () => {
  expectTypeOf<Update["parameters"]["path"]>().toEqualTypeOf<{
    "product-id": string;
    "api-key-id": string;
  }>();
  expectTypeOf<operations[keyof operations]["parameters"]["header"]>().toEqualTypeOf<undefined>();
});

test("a success without a body has none, and a success is told apart from a failure", () => {
  expectTypeOf<Update["responses"][204]["content"]>().toEqualTypeOf<undefined>();
  expectTypeOf<Update["responses"][400]["content"]["application/json"]>().toEqualTypeOf<Schemas["GatewayError"]>();
});

test("what a response may leave out is optional", () => {
  expectTypeOf<Schemas["Product"]>().toEqualTypeOf<Partial<Schemas["Product"]>>();
  expectTypeOf<Schemas["ProductApiKey"]>().toEqualTypeOf<Partial<Schemas["ProductApiKey"]>>();
  expectTypeOf<Schemas["GatewayError"]["error"]["errorCode"]>().toEqualTypeOf<string | number>();
});

test("the paths are those of NAVER's pages", () => {
  expectTypeOf<keyof paths>().toEqualTypeOf<
    | "/api/v1/products"
    | "/api/v1/products/{product-id}/api-keys/search"
    | "/api/v1/products/{product-id}/api-keys/{api-key-id}"
  >();
});
