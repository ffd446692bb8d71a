import { pathParameterLimits } from "../generated/operations.js";
import { ApiGatewayError } from "./error.js";

// `%` and dot segments would let a value reach another operation: URL parsers fold `..` and `%2e%2e`
// away, and some servers cut a segment at `;` first. \p{C} is control, format, unassigned and lone surrogates.
const UNSAFE = /[/\\?#%\s\p{C}]|^\.{1,2}(;|$)/u;

// RFC 3986 lets these stand in a path, and NCP's samples leave them: only what must be is encoded.
const ENCODED_PATH_CHARACTERS = /%(?:24|26|2B|2C|3A|3B|3D|40)/g;

function encode(name: string, value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  const limit = pathParameterLimits[name] ?? Number.POSITIVE_INFINITY;
  let fault: string | undefined;
  if (text === undefined || text === null) fault = "is missing";
  else if (typeof text !== "string") fault = `must be a string, got ${typeof text}`;
  else if (text === "") fault = "is empty";
  else if (text.length > limit) fault = `is longer than ${limit} characters`;
  else if (UNSAFE.test(text)) {
    fault = "may not be a dot segment, nor hold a slash, backslash, ?, #, %, blank or control character";
  }
  if (fault) throw new ApiGatewayError("request", `Path parameter "${name}" ${fault}. Nothing was sent.`);
  return encodeURIComponent(text as string).replace(ENCODED_PATH_CHARACTERS, decodeURIComponent);
}

/**
 * Puts path parameters into a template such as `/api/v1/products/{product-id}`.
 *
 * @throws ApiGatewayError of kind `"request"` when a value could name another resource than it says: with
 * product id `..`, the call that sets a key's status would become the one that regenerates the key.
 */
export function serializePath(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encode(name, Object.hasOwn(values, name) ? values[name] : undefined),
  );
}
