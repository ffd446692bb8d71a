import { Agent } from "node:http";
import { connect } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { createApiGatewayClient } from "../../src/index.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { credentials, KEY_TARGET, NOW, open, rawRequest, SEARCH_TARGET, signatureHeaders } from "./support.js";

const products = "/api/v1/products";

describe("listen", () => {
  test("serves a client's calls on the loopback address", async () => {
    const sandbox = createSandbox({ credentials });
    const { url, close } = await sandbox.listen();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const client = createApiGatewayClient({ credentials, baseUrl: url });
    const { response } = await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
      params: { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } },
      body: { status: "ACCEPTED" },
    });
    expect(response.status).toBe(204);
    expect(sandbox.apiKeys[0]?.status).toBe("ACCEPTED");
    await close();
  });

  test("takes the port it is given, once", async () => {
    const sandbox = createSandbox({ credentials });
    const first = await sandbox.listen();
    const port = Number(new URL(first.url).port);
    await expect(sandbox.listen(port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.close();
    const second = await sandbox.listen(port);
    expect(second.url).toBe(first.url);
    await second.close();
  });

  test("close ends idle and waiting connections alike, and may be called again", async () => {
    const sandbox = createSandbox({ credentials, clock: () => NOW });
    const { url, close } = await sandbox.listen();
    const agent = new Agent({ keepAlive: true });
    const sent = { method: "GET", target: products, headers: signatureHeaders({ method: "GET", target: products }) };
    expect((await rawRequest(url, sent, undefined, agent)).status).toBe(200);
    sandbox.failNext({ kind: "delay", milliseconds: 2 ** 31 - 1 });
    const waiting = rawRequest(url, sent).catch((error) => error.code);
    await vi.waitUntil(() => sandbox.requests.length === 2);

    await close();
    expect(await waiting).toBe("ECONNRESET");
    await expect(rawRequest(url, sent)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await close();
    agent.destroy();
  });

  test("outlives a caller who hangs up in the middle of a body, or sends what is not HTTP", async () => {
    const sandbox = createSandbox({ credentials, clock: () => NOW });
    const { url, close } = await sandbox.listen();
    const say = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
          socket.write(text, () => text.startsWith("PATCH") && socket.destroy());
        });
        let heard = "";
        socket.on("data", (chunk) => {
          heard += chunk;
        });
        socket.on("error", () => {});
        socket.on("close", () => resolve(heard));
      });
    await say(`PATCH ${KEY_TARGET} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"status"`);
    expect(await say("patch / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);

    const headers = signatureHeaders({ method: "GET", target: products });
    expect((await rawRequest(url, { method: "GET", target: products, headers })).status).toBe(200);
    expect(sandbox.requests).toEqual([{ method: "GET", path: products, status: 200 }]);
    await close();
  });

  test("says how long the body is, and sends none with 204", async () => {
    const { call, close } = await open("listen");
    const listed = await call("GET", products);
    expect(listed.headers["content-length"]).toBe(String(Buffer.byteLength(listed.text)));
    expect(listed.headers["content-type"]).toBe("application/json;charset=UTF-8");
    const { headers } = await call("PATCH", KEY_TARGET, { status: "ACCEPTED" });
    expect(headers).not.toHaveProperty("content-length");
    expect(headers).not.toHaveProperty("transfer-encoding");
    await close();
  });
});

describe("a web page", () => {
  test("may ask before it calls: that is no request to the gateway, and takes no fault", async () => {
    const { sandbox, send, call, close } = await open("listen");
    sandbox.failNext({ kind: "error", status: 503, code: "500" });
    const { status, headers } = await send({
      method: "OPTIONS",
      target: KEY_TARGET,
      headers: {
        origin: "https://page.example",
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "content-type,x-ncp-apigw-timestamp",
      },
    });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": expect.stringContaining("PATCH"),
      "access-control-allow-headers": "content-type,x-ncp-apigw-timestamp",
    });
    const bare = await send({ method: "OPTIONS", target: "/", headers: { "access-control-request-method": "GET" } });
    expect(bare).toMatchObject({ status: 204, headers: { "access-control-allow-headers": "" } });
    expect(sandbox.requests).toEqual([]);
    expect((await call("GET", products)).status).toBe(503);
    await close();
  });

  test("may read every answer, refusals too", async () => {
    const { send, close } = await open("listen");
    const { headers } = await send({ method: "GET", target: products });
    expect(headers).toMatchObject({ "access-control-allow-origin": "*", "access-control-expose-headers": "*" });
    await close();
  });
});

test("the log holds method, path and status, and nothing of keys and signatures", async () => {
  const { sandbox, call, close } = await open("listen");
  await call("POST", SEARCH_TARGET, { apiKeyValue: "hidden" });
  await call("GET", `${products}?limit=1`);
  expect(sandbox.requests).toEqual([
    { method: "POST", path: SEARCH_TARGET, status: 200 },
    { method: "GET", path: `${products}?limit=1`, status: 200 },
  ]);
  await close();
});
