import type {
  MediaTypeObject,
  OpenAPI3,
  OperationObject,
  ParameterObject,
  PathItemObject,
  ReferenceObject,
  RequestBodyObject,
} from "openapi-typescript";

/** One code sample, as Redoc reads it from `x-codeSamples`. */
export interface CodeSample {
  lang: string;
  label: string;
  source: string;
}

type DocumentedOperation = OperationObject & { "x-codeSamples"?: CodeSample[] };

/** A call that a sample makes: an operation with the description's own example values. */
interface Call {
  method: Uppercase<Method>;
  path: string;
  pathValues: Record<string, string>;
  query: Record<string, unknown>;
  body?: unknown;
  /** Whether a success brings a body back. */
  answers: boolean;
}

const METHODS = ["get", "put", "post", "delete", "patch"] as const;
type Method = (typeof METHODS)[number];

/** A sample sends this many optional query parameters at most: more would hide the call. */
const OPTIONAL_QUERY = 3;
const LINE_WIDTH = 80;

/**
 * The description with a TypeScript and a shell sample in `x-codeSamples` of every operation. A request body keeps only
 * its first example, which the samples send: Redoc would offer to choose another one, and show the same samples.
 */
export function withCodeSamples(description: OpenAPI3): OpenAPI3 {
  const copy = structuredClone(description);
  for (const { path, method, item, operation } of operationsOf(copy)) {
    const media = jsonBody(copy, operation);
    if (media?.examples) media.examples = Object.fromEntries(Object.entries(media.examples).slice(0, 1));
    operation["x-codeSamples"] = codeSamples(exampleCall(copy, path, method, item, operation));
  }
  return copy;
}

/** Every operation of a description, with where it stands. */
export function operationsOf({ paths = {} }: OpenAPI3) {
  return (Object.entries(paths) as [string, PathItemObject][]).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as DocumentedOperation | undefined;
      return operation ? [{ path, method, item, operation }] : [];
    }),
  );
}

function codeSamples(call: Call): CodeSample[] {
  return [
    { lang: "TypeScript", label: "TypeScript", source: typescript(call) },
    { lang: "Shell", label: "curl", source: shell(call) },
  ];
}

function typescript({ method, path, pathValues, query, body, answers }: Call): string {
  const params = { ...filled("path", pathValues), ...filled("query", query) };
  const init = { ...filled("params", params), ...(body === undefined ? {} : { body }) };
  const start = `const result = await client.${method}("${path}"`;
  const options = Object.keys(init).length > 0 ? `, ${literal(init, LINE_WIDTH - start.length)}` : "";
  return `import { createApiGatewayClient, unwrap } from "ncloud-apigateway";
import { fromEnv } from "ncloud-apigateway/node";

const client = createApiGatewayClient({
  credentials: fromEnv(),
  baseUrl: process.env.NCLOUD_API_GW,
});

${start}${options});
${answers ? "const answer = unwrap(result);" : "unwrap(result);"}
console.log(result.response.status);
`;
}

function shell({ method, path, pathValues, query, body }: Call): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const target =
    path.replace(/\{(.+?)\}/g, (_, name) => encodeURIComponent(pathValues[name] as string)) +
    (search.size > 0 ? `?${search}` : "");
  const content =
    body === undefined
      ? ""
      : ` \\
  --header "content-type: application/json" \\
  --data ${quoted(JSON.stringify(body))}`;
  return `accessKey=$NCLOUD_ACCESS_KEY secretKey=$NCLOUD_SECRET_KEY
host=\${NCLOUD_API_GW:-https://apigateway.apigw.ntruss.com}
target=${quoted(target)}
timestamp=$(($(date +%s) * 1000))
signature=$(printf '${method} %s\\n%s\\n%s' "$target" "$timestamp" "$accessKey" |
  openssl dgst -sha256 -hmac "$secretKey" -binary | openssl base64)

curl --include --request ${method} "$host$target" \\
  --header "x-ncp-apigw-timestamp: $timestamp" \\
  --header "x-ncp-iam-access-key: $accessKey" \\
  --header "x-ncp-apigw-signature-v2: $signature"${content}
`;
}

/** @throws Error when the description has no example for something that the call needs. */
function exampleCall(
  description: OpenAPI3,
  path: string,
  method: Method,
  item: PathItemObject,
  operation: OperationObject,
): Call {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
    resolve<ParameterObject>(description, parameter),
  );
  const values = (where: string, wanted: (parameter: ParameterObject) => boolean) =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === where && wanted(parameter))
        .map(({ name, example }) => {
          if (example === undefined) throw new Error(`Parameter "${name}" of ${method} ${path} has no example.`);
          return [name, example];
        }),
    );

  let optional = 0;
  const call: Call = {
    method: method.toUpperCase() as Uppercase<Method>,
    path,
    pathValues: values("path", () => true),
    query: values("query", ({ required }) => required === true || ++optional <= OPTIONAL_QUERY),
    answers: Object.entries(operation.responses ?? {}).some(([status, r]) => /^2/.test(status) && "content" in r),
  };
  if (!operation.requestBody) return call;
  const [example] = Object.values(jsonBody(description, operation)?.examples ?? {});
  if (!example || !("value" in example)) throw new Error(`The body of ${method} ${path} has no example.`);
  return { ...call, body: example.value };
}

function jsonBody(description: OpenAPI3, { requestBody }: OperationObject): MediaTypeObject | undefined {
  if (!requestBody) return undefined;
  const { content } = resolve<RequestBodyObject>(description, requestBody);
  return content["application/json"] as MediaTypeObject | undefined;
}

function resolve<T extends object>(description: OpenAPI3, value: T | ReferenceObject): T {
  if (!("$ref" in value)) return value;
  const keys = value.$ref.slice("#/".length).split("/");
  return keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], description) as T;
}

function filled(name: string, values: object): object {
  return Object.keys(values).length > 0 ? { [name]: values } : {};
}

/** A value as TypeScript: on one line where there is room for it, otherwise one entry a line. */
function literal(value: unknown, room: number, margin = ""): string {
  const line = inline(value);
  if (line.length <= room || typeof value !== "object" || value === null) return line;
  const inner = `${margin}  `;
  const entries = Object.entries(value).map(([name, entry]) => {
    const start = Array.isArray(value) ? inner : `${inner}${property(name)}: `;
    return `${start}${literal(entry, LINE_WIDTH - start.length, inner)},\n`;
  });
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${entries.join("")}${margin}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, entry]) => `${property(name)}: ${inline(entry)}`);
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
}

const property = (name: string) => (/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name));

const quoted = (text: string) => (/^[\w/.,:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
