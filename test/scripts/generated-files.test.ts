import { describe, expect, test } from "vitest";
import bundle from "../../generated/openapi.json" with { type: "json" };
import {
  type Description,
  generatedFiles,
  idempotentOperations,
  pathParameterLimits,
} from "../../scripts/generated-files.js";

const id = { name: "thing-id", in: "path", schema: { maxLength: 8 } };

describe("idempotentOperations", () => {
  test("follows the description where it says so, and HTTP where it does not", () => {
    const description: Description = {
      paths: {
        "/silent": { get: {}, put: {}, post: {}, delete: {}, head: {}, patch: {} },
        "/told": {
          get: { "x-idempotent": false },
          post: { "x-idempotent": true },
          patch: { "x-idempotent": true },
        },
      },
    };
    expect(idempotentOperations(description).sort()).toEqual([
      "DELETE /silent",
      "GET /silent",
      "HEAD /silent",
      "PATCH /told",
      "POST /told",
      "PUT /silent",
    ]);
  });

  test("does not take a word for a truth value", () => {
    const description: Description = { paths: { "/told": { post: { "x-idempotent": "false" } } } };
    expect(() => idempotentOperations(description)).toThrow(
      'x-idempotent of POST /told is "false". Write true or false.',
    );
  });
});

describe("pathParameterLimits", () => {
  test("reads parameters of paths and operations, in place and by reference", () => {
    const description: Description = {
      paths: {
        "/things/{thing-id}/parts/{part-id}": {
          parameters: [{ $ref: "#/components/parameters/thing-id" }],
          get: { parameters: [{ name: "part-id", in: "path", schema: { maxLength: 3 } }] },
        },
        "/things/{thing-id}": { delete: { parameters: [id] } },
      },
      components: { parameters: { "thing-id": id } },
    };
    expect(pathParameterLimits(description)).toEqual({ "thing-id": 8, "part-id": 3 });
  });

  test("leaves other parameters aside", () => {
    const description: Description = {
      paths: { "/things": { get: { parameters: [{ name: "thing-id", in: "query" }] } } },
    };
    expect(pathParameterLimits(description)).toEqual({});
  });

  test("refuses two limits for one name", () => {
    const description: Description = {
      paths: {
        "/things/{thing-id}": { parameters: [id], get: {} },
        "/other/{thing-id}": { parameters: [{ ...id, schema: { maxLength: 9 } }], put: {} },
      },
    };
    expect(() => pathParameterLimits(description)).toThrow(
      'Path parameter "thing-id" has maxLength 8 in GET /things/{thing-id} and 9 in PUT /other/{thing-id}.',
    );
  });

  test("refuses a parameter without a limit", () => {
    const description: Description = {
      paths: { "/things/{thing-id}": { get: { parameters: [{ name: "thing-id", in: "path" }] } } },
    };
    expect(() => pathParameterLimits(description)).toThrow(
      'Path parameter "thing-id" of GET /things/{thing-id} has no maxLength.',
    );
  });

  test("names a reference that leads nowhere", () => {
    const description: Description = {
      paths: { "/things/{thing-id}": { parameters: [{ $ref: "#/components/parameters/gone" }], get: {} } },
    };
    expect(() => pathParameterLimits(description)).toThrow("#/components/parameters/gone is not in");
  });
});

describe("generatedFiles", async () => {
  const files = await generatedFiles(bundle as Description);
  const schema = files.get("schema.ts") ?? "";

  test("is the same text every time", async () => {
    expect(await generatedFiles(bundle as Description)).toEqual(files);
  });

  test("keeps the description as it was given, components and all", () => {
    expect(JSON.parse(files.get("openapi.json") ?? "")).toEqual(bundle);
    expect(files.get("openapi.json")).toContain('"$ref": "#/components/schemas/Product"');
  });

  test("gives types that leave no hole and bring no code", () => {
    for (const name of ["paths", "components", "operations"]) {
      expect(schema).toContain(`export interface ${name} {`);
    }
    const code = schema.replace(/\/\*\*.*?\*\//gs, "");
    expect(code).not.toMatch(/\b(any|enum|const)\b/);
  });

  test.each(["schema.ts", "operations.ts"])("tells the reader of %s not to edit it", (name) => {
    expect(files.get(name)).toMatch(/^\/\*\*\n \* Generated from openapi\/ .* Do not edit/);
  });
});
