import { makeConsumer } from "./consumer.js";
import { openStage } from "./hosts.js";
import { type Runtime, runtimes } from "./runtimes.js";
import type { Report } from "./suite.js";

// usage: npm run test:runtimes [-- NAME...], where a name is a part of a runtime's, such as bun

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const isWanted = ({ name }: Runtime) => wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part));

const stage = await openStage();
const consumer = await makeConsumer(stage.hosts);

/** Runs the suite on one runtime. One that cannot be had, breaks off, or takes the wrong HMAC has failed, too. */
async function test(runtime: Runtime) {
  let version = "";
  const faults: Report["failed"] = [];
  const fail = (error: unknown) => faults.push({ name: "the runtime itself", error: String(error) });
  await runtime
    .run(consumer, stage.hosts, (told) => {
      version = told;
    })
    .catch(fail);
  const report = stage.takeReport();
  if (!report) fail("no report came");
  else if (report.door !== runtime.door) fail(`the HMAC has to be that of ${runtime.door}`);
  faults.push(...(report?.failed ?? []));
  return { version, door: report?.door ?? "", passed: report?.passed ?? 0, faults };
}

const line = (...cells: unknown[]) =>
  console.log([28, 14, 13, 8, 0].map((width, index) => String(cells[index]).padEnd(width)).join(""));
let allPassed = 0;
let allFailed = 0;
line("runtime", "version", "HMAC", "passed", "failed");
for (const runtime of runtimes.filter(isWanted)) {
  const { version, door, passed, faults } = await test(runtime);
  line(runtime.name, version, door, passed, faults.length);
  for (const { name, error } of faults) console.log(`  ${name}: ${error}`);
  allPassed += passed;
  allFailed += faults.length;
}
await stage.close();
console.log(`\n${allPassed} passed, ${allFailed} failed`);
process.exitCode = allPassed > 0 && allFailed === 0 ? 0 : 1;
