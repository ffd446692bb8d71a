import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

/** The parts of a bundled description that the generator reads beyond what openapi-typescript does. */
export interface Description {
  paths?: Record<string, PathItem>;
  components?: { parameters?: Record<string, Parameter> };
}

type Method = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

interface PathItem extends Partial<Record<Method, Operation>> {
  parameters?: (Parameter | Reference)[];
}

interface Operation {
  parameters?: (Parameter | Reference)[];
  "x-idempotent"?: unknown;
}

interface Parameter {
  name: string;
  in: string;
  schema?: { maxLength?: number };
}

interface Reference {
  $ref: string;
}

const METHODS: readonly Method[] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** RFC 9110, section 9.2.2, as far as this API could use it. */
const IDEMPOTENT_METHODS: ReadonlySet<Method> = new Set(["get", "head", "put", "delete"]);

const HEADER = `/**
 * Generated from openapi/ by \`npm run generate\`. Do not edit: change the description instead.
 */

`;

/**
 * Everything that is generated from a description, as file name → text.
 *
 * @throws Error when the description leaves open, or says in two ways, what a generated file must hold; see the functions
 * below.
 * @example
 * const files = await generatedFiles(bundle);
 * files.get("schema.ts");
 */
export async function generatedFiles(description: Description): Promise<Map<string, string>> {
  return new Map([
    ["openapi.json", `${JSON.stringify(description, null, 2)}\n`],
    ["operations.ts", operationsFile(description)],
    ["schema.ts", await schemaFile(description)],
  ]);
}

/**
 * Names of the operations that are harmless to repeat, such as `"GET /api/v1/products"`: those that say
 * `x-idempotent: true` and, of those that do not say, the ones whose method HTTP defines as idempotent.
 *
 * @throws Error when `x-idempotent` is something else than true or false.
 */
export function idempotentOperations(description: Description): string[] {
  return operations(description)
    .filter(({ name, method, operation }) => {
      const { "x-idempotent": idempotent = IDEMPOTENT_METHODS.has(method) } = operation;
      if (typeof idempotent === "boolean") return idempotent;
      throw new Error(`x-idempotent of ${name} is ${JSON.stringify(idempotent)}. Write true or false.`);
    })
    .map(({ name }) => name);
}

/**
 * How long the value of each path parameter may be, in characters, by parameter name.
 *
 * @throws Error when a parameter has no `maxLength`, or has another one in another operation: the client keeps one limit
 * a name.
 */
export function pathParameterLimits(description: Description): Record<string, number> {
  const limits = new Map<string, { limit: number; where: string }>();
  for (const { name: where, item, operation } of operations(description)) {
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
      .map((parameter) => resolve(parameter, description))
      .filter((parameter) => parameter.in === "path");

    for (const { name, schema } of parameters) {
      const limit = schema?.maxLength;
      if (limit === undefined) {
        throw new Error(`Path parameter "${name}" of ${where} has no maxLength. Add one to its schema.`);
      }
      const known = limits.get(name);
      if (known && known.limit !== limit) {
        throw new Error(
          `Path parameter "${name}" has maxLength ${known.limit} in ${known.where} and ${limit} in ${where}. ` +
            "Give both the same parameter component.",
        );
      }
      limits.set(name, { limit, where });
    }
  }
  return Object.fromEntries([...limits].map(([name, { limit }]) => [name, limit]));
}

function operationsFile(description: Description): string {
  return `${HEADER}/** Operations that are harmless to repeat. */
export const idempotentOperations: ReadonlySet<string> = /* @__PURE__ */ new Set(${literal(idempotentOperations(description))});

/** The most characters that the value of each path parameter may have. */
export const pathParameterLimits: Readonly<Record<string, number>> = ${literal(pathParameterLimits(description))};
`;
}

async function schemaFile(description: Description): Promise<string> {
  // openapi-typescript bundles what it is given in place.
  const copy = structuredClone(description) as OpenAPI3;
  return HEADER + astToString(await openapiTS(copy, { defaultNonNullable: false, silent: true }));
}

function operations(description: Description) {
  return Object.entries(description.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ name: `${method.toUpperCase()} ${path}`, method, item, operation }] : [];
    }),
  );
}

function resolve(parameter: Parameter | Reference, description: Description): Parameter {
  if (!("$ref" in parameter)) return parameter;
  const name = parameter.$ref.replace("#/components/parameters/", "");
  const component = description.components?.parameters?.[name];
  if (!component) throw new Error(`${parameter.$ref} is not in the bundled description.`);
  return component;
}

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
