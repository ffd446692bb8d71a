import { setImmediate } from "node:timers/promises";
import { createApiGatewayClient } from "ncloud-apigateway";
import { credentials } from "../../test/vectors.js";
import { startGateway } from "./gateway.js";
import type { Group } from "./report.js";

/** Whether a client grows with its work: a new client and a new gateway each time, ten calls in flight. */
export async function benchGrowth(): Promise<Group[]> {
  const time: Group = { title: "time a call, 10 in flight", unit: "µs", rows: [] };
  const heap: Group = { title: "heap held after collection", unit: "kB", rows: [] };
  const sockets: Group = { title: "open sockets", unit: "", rows: [] };
  for (const calls of [1, 100, 10_000]) {
    const name = calls === 1 ? "after 1 call" : `after ${calls} calls`;
    const gateway = await startGateway();
    const before = await heapUsed();
    const client = createApiGatewayClient({ credentials, baseUrl: gateway.url });
    let left = calls;
    const work = async () => {
      while (left-- > 0) await client.GET("/api/v1/products");
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: 10 }, work));
    time.rows.push({ name, value: ((performance.now() - start) / calls) * 1000 });
    heap.rows.push({ name, value: ((await heapUsed()) - before) / 1024 });
    sockets.rows.push({ name, value: await gateway.openSockets() });
    await client.GET("/api/v1/products"); // The client is in use to the end, so that what it holds was counted.
    gateway.close();
  }
  return [time, heap, sockets];
}

async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    global.gc?.();
    await setImmediate(); // Finalizers run between two collections, and let go of more.
  }
  return process.memoryUsage().heapUsed;
}
