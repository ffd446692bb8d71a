import { readdirSync, readFileSync } from "node:fs";
import * as front from "ncloud-apigateway";
import * as node from "ncloud-apigateway/node";
import * as sandbox from "ncloud-apigateway/sandbox";
import { expect, it } from "vitest";
import { compile, writeBlocks } from "./code-blocks.js";

const source = new URL("../../src/", import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
const examples = files.flatMap((name) => {
  const text = readFileSync(new URL(name, source), "utf8");
  return [...text.matchAll(/@example\n([\s\S]*?)\*\/\n+(?:export )?([^\n]*)/g)].map(
    ([, comment = "", declared = ""]) => ({
      name: `${name}-${declared}`.replace(/\W+/g, "-").slice(0, 80),
      code: comment.replace(/^ *\* ?/gm, ""),
      declared,
    }),
  );
});

const values = (module: object) => Object.keys(module).join(", ");
// What an example may take for granted: all public names, a pair of keys, and a client or sandbox where it makes none.
const prelude = `
import { ${values(front)}, type Credentials, type CredentialsProvider, type paths } from "ncloud-apigateway";
import { ${values(node)} } from "ncloud-apigateway/node";
import { ${values(sandbox)} } from "ncloud-apigateway/sandbox";
import createClient from "openapi-fetch";
const accessKey = "AKIDEXAMPLE0000000A1";
const secretKey = "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1";
const client = createApiGatewayClient({ credentials: { accessKey, secretKey } });
const sandbox = createSandbox({ credentials: { accessKey, secretKey } });
`;

it("every public function and class has an example", () => {
  const functions = [front, node, sandbox].flatMap(Object.keys);
  const shown = examples.map(({ declared }) => /(?:function|class) (\w+)/.exec(declared)?.[1]);
  expect(functions.filter((name) => !shown.includes(name))).toEqual([]);
});

it("every example compiles", () => {
  const blocks = examples.map(({ name, code }) => [name, `${prelude}{\n${code}}\n`]);
  expect(compile(writeBlocks("examples", Object.fromEntries(blocks)))).toEqual([]);
});
