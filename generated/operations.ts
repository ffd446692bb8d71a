/**
 * Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.
 */

/** Operations that are harmless to repeat. */
export const idempotentOperations: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "GET /api/v1/products",
  "POST /api/v1/products/{product-id}/api-keys/search",
  "PATCH /api/v1/products/{product-id}/api-keys/{api-key-id}"
]);

/** The most characters that the value of each path parameter may have. */
export const pathParameterLimits: Readonly<Record<string, number>> = {
  "product-id": 10,
  "api-key-id": 10
};
