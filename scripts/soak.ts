/** `npm run soak`: a night's work in half a minute, in figures. */
import { soak } from "./soak-run.js";

for (const [name, value] of Object.entries(await soak())) {
  console.log(`${name.padEnd(14)} ${Number.isInteger(value) ? value : value.toFixed(1)}`);
}
