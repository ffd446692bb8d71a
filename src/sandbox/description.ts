import type { Document, OpenAPIBackend, Operation, ValidationResult } from "openapi-backend";
import description from "../../generated/openapi.json" with { type: "json" };
import { ApiGatewayError } from "../error.js";
import type { Received } from "./gateway.js";
import { Refusal } from "./gateway-error.js";
import type { Operations } from "./operations.js";

/** NCP's documents name the error and no number. This is far above any body of the description. */
export const BODY_LIMIT = 1024 * 1024;

/** Which operation a request means, and what it brings along, checked against the description. */
export interface Understood {
  operationId: keyof Operations;
  input: { path: Record<string, string>; query: Record<string, unknown>; body: unknown };
}

/** @throws Refusal with code 300 for an unknown route, 430 for too large a body, 100 for whatever does not fit. */
export type Understand = (received: Received) => Understood;

let loaded: Promise<Understand> | undefined;

/**
 * Loads the library and the description, once for all sandboxes.
 *
 * @throws ApiGatewayError of kind `"request"` when openapi-backend is not installed.
 */
export function loadDescription(): Promise<Understand> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Understand> {
  const library = await import("openapi-backend").catch((cause) => {
    throw new ApiGatewayError(
      "request",
      'The sandbox needs the package openapi-backend: run "npm install --save-dev openapi-backend".',
      { cause },
    );
  });
  const api = new library.OpenAPIBackend({
    definition: description as unknown as Document,
    // The description has been linted and bundled; checking it again would only take time.
    quick: true,
    strict: true,
    coerceTypes: true,
    // A path with a slash more is signed as another path.
    ignoreTrailingSlashes: false,
    // A format is a note. The library's own check of int64 refuses the largest one.
    ajvOpts: { allErrors: true, validateFormats: false },
  });
  await api.init();
  return (received) => understand(api, received);
}

function understand(api: OpenAPIBackend, { method, target, headers, body }: Received): Understood {
  const [path = "", ...query] = target.split(/(?=\?)/);
  const request = { method, path, query: query.join(""), headers: Object.fromEntries(headers) };
  const operation = api.matchOperation(request);
  if (!operation) throw new Refusal("300", `There is no operation ${method} ${path}.`);

  const text = readBody(body, request.headers, operation);
  const { errors, coerced } = validate(api, { ...request, body: text }, operation);
  if (errors) throw new Refusal("100", errors.map(explain).join("; "));
  return {
    operationId: operation.operationId as keyof Operations,
    input: { path: coerced.params, query: coerced.query, body: text && JSON.parse(text) },
  };
}

function readBody(body: Uint8Array, headers: Record<string, string>, operation: Operation): string | undefined {
  if (body.length > BODY_LIMIT) throw new Refusal("430", `The body is larger than ${BODY_LIMIT} bytes.`);
  if (body.length === 0 || !operation.requestBody) return undefined;
  if (!/^application\/json *(;|$)/i.test(headers["content-type"] ?? "")) {
    throw new Refusal("100", "content-type must be application/json");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new Refusal("100", "body must be UTF-8");
  }
}

function validate(...[api, request, operation]: [OpenAPIBackend, ...Parameters<OpenAPIBackend["validateRequest"]>]) {
  try {
    return api.validateRequest(request, operation);
  } catch (error) {
    // Thrown while the library decodes path parameters.
    if (error instanceof URIError) throw new Refusal("100", "path has a % without two hexadecimal digits after it");
    throw error;
  }
}

/** One sentence on what does not fit, which names the field and quotes no value: it might be a secret. */
function explain({ keyword, instancePath, params, message }: NonNullable<ValidationResult["errors"]>[number]): string {
  if (keyword === "parse") return "body must be valid JSON";
  if (keyword === "additionalProperties") return `query has no parameter ${params.additionalProperty}`;
  const [place = "", ...names] = instancePath.slice(1).split("/");
  if (place === "") return "body is missing";
  const field = names.join(".") || (place === "requestBody" ? "body" : place);
  const allowed = params.allowedValues ? `: ${params.allowedValues.join(", ")}` : "";
  return `${field} ${message}${allowed}`;
}
