import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchLoopbackCalls, benchStubCalls } from "./calls.js";
import { benchBundles, benchImports, benchTypes } from "./footprint.js";
import { startGateway } from "./gateway.js";
import { benchGrowth } from "./growth.js";
import { format, type Group } from "./report.js";
import { benchRequests } from "./requests.js";
import { benchSigning } from "./signing.js";

const USAGE = `usage: npm run bench [-- --json]

Measures the built package against the platform's limits and against its peers. Contestants take turns, round by round;
a ratio compares with the first line of a group within one round, and is given as median, best and worst of all rounds.
  --json   print the figures as JSON`;

function wantsJson(): boolean {
  try {
    return parseArgs({ options: { json: { type: "boolean", default: false } } }).values.json;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** What the figures depend on. */
async function conditions() {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(new URL("../../package.json", import.meta.url), "utf8"),
  );
  const peers = [
    "openapi-fetch",
    "aws4fetch",
    "@smithy/signature-v4",
    "ky",
    "axios",
    "crypto-js",
    "@noble/hashes",
    "typescript",
    "esbuild",
  ];
  const versions = Object.fromEntries(peers.map((name) => [name, { ...dependencies, ...devDependencies }[name]]));
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${process.platform} ${process.arch}, ${processors.length} × ${processors[0]?.model.trim()}`,
    versions: { node: process.versions.node, ...versions },
  };
}

const json = wantsJson();
const groups: Group[] = [];
const gateway = await startGateway();
try {
  groups.push(await benchSigning(), await benchRequests(), await benchStubCalls());
  groups.push(...(await benchLoopbackCalls(gateway.url)), ...(await benchGrowth()));
} finally {
  gateway.close();
}
groups.push(await benchImports(), ...(await benchBundles()), ...(await benchTypes()));

const facts = await conditions();
if (json) console.log(JSON.stringify({ ...facts, groups }, undefined, 2));
else {
  const versions = Object.entries(facts.versions).map(([name, version]) => `${name} ${version}`);
  console.log(`${facts.date}, ${facts.machine}\n${versions.join(", ")}\n${format(groups)}`);
}
