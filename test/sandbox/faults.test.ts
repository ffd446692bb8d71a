import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createApiGatewayClient, unwrap } from "../../src/index.js";
import { createSandbox, type Fault } from "../../src/sandbox/index.js";
import { credentials, DOORS, type Door, errorOf, KEY_TARGET, NOW, open } from "./support.js";

const FOREVER = 2 ** 31 - 1;
const products = "/api/v1/products";

describe.each(DOORS)("failNext, through %s", (name) => {
  let door: Door;
  beforeEach(async () => {
    door = await open(name);
  });
  afterEach(() => door.close());

  const approve = (signal?: AbortSignal) => door.call("PATCH", KEY_TARGET, { status: "ACCEPTED" }, signal);
  const status = () => door.sandbox.apiKeys[0]?.status;

  test("an error: NCP's message for the code, or words of one's own", async () => {
    door.sandbox.failNext({ kind: "error", status: 429, code: "410", headers: { "retry-after": "7" } });
    const throttled = await approve();
    expect(errorOf(throttled)).toEqual({ status: 429, code: "410", message: "Throttle Limited" });
    expect(throttled.headers).toMatchObject({ "retry-after": "7", date: "Wed, 13 Sep 2017 08:17:05 GMT" });
    expect(status()).toBe("REQUEST");

    door.sandbox.failNext({ kind: "error", status: 418, code: "777", message: "Teapot", details: "Short and stout." });
    expect(errorOf(await approve())).toEqual({
      status: 418,
      code: "777",
      message: "Teapot",
      details: "Short and stout.",
    });
    door.sandbox.failNext({ kind: "error", status: 500, code: "777" });
    expect(errorOf(await approve()).message).toBe("Unexpected Error");
  });

  test("strikes as often as asked, one fault after the other, then no more", async () => {
    door.sandbox.failNext({ kind: "html" }, 0);
    door.sandbox.failNext({ kind: "error", status: 503, code: "500" }, 2);
    door.sandbox.failNext({ kind: "answer", status: 200, body: "later" });
    const seen = [];
    for (let call = 0; call < 4; call += 1) seen.push((await door.call("GET", products)).status);
    expect(seen).toEqual([503, 503, 200, 200]);
    expect(door.sandbox.requests.map((request) => request.status)).toEqual(seen);
  });

  test("before the request is looked at, or after it was carried out", async () => {
    door.sandbox.failNext({ kind: "error", status: 504, code: "510", when: "before" });
    expect((await approve()).status).toBe(504);
    expect(status()).toBe("REQUEST");
    door.sandbox.failNext({ kind: "error", status: 504, code: "510", when: "after" });
    expect((await approve()).status).toBe(504);
    expect(status()).toBe("ACCEPTED");
  });

  test("any answer", async () => {
    const body = '{"responseError":{"returnCode":"1"}}';
    door.sandbox.failNext({ kind: "answer", status: 200, body, headers: { "content-type": "text/plain" } });
    const got = await approve();
    expect(got).toMatchObject({ status: 200, text: body });
    expect(got.headers["content-type"]).toBe("text/plain");
    door.sandbox.failNext({ kind: "answer", status: 500 });
    expect(await approve()).toMatchObject({ status: 500, text: "" });
  });

  test("HTML", async () => {
    door.sandbox.failNext({ kind: "html" });
    const got = await approve();
    expect(got.status).toBe(502);
    expect(got.headers["content-type"]).toBe("text/html");
    expect(got.text).toMatch(/^<!doctype html>/);
    door.sandbox.failNext({ kind: "html", status: 200 });
    expect((await approve()).status).toBe(200);
  });

  test("a redirect", async () => {
    const location = "https://elsewhere.example/";
    door.sandbox.failNext({ kind: "redirect", location });
    expect(await approve()).toMatchObject({ status: 302, headers: { location } });
    door.sandbox.failNext({ kind: "redirect", location, status: 307 });
    expect(await approve()).toMatchObject({ status: 307, headers: { location } });
  });

  test("a Date header that is off", async () => {
    door.sandbox.failNext({ kind: "date", offsetMilliseconds: -3_600_000 });
    const got = await approve();
    expect(got).toMatchObject({ status: 204, headers: { date: "Wed, 13 Sep 2017 07:17:05 GMT" } });
    expect(status()).toBe("ACCEPTED");
  });

  test("a connection that is reset, with the work undone or done", async () => {
    door.sandbox.failNext({ kind: "reset" });
    const error = await approve().catch((caught) => caught);
    expect(error.code ?? error.cause.code).toBe("ECONNRESET");
    expect(status()).toBe("REQUEST");
    door.sandbox.failNext({ kind: "reset", when: "after" });
    await expect(approve()).rejects.toThrow();
    expect(status()).toBe("ACCEPTED");
    expect(door.sandbox.requests).toEqual([
      { method: "PATCH", path: KEY_TARGET },
      { method: "PATCH", path: KEY_TARGET },
    ]);
  });

  test("a body that is cut off", async () => {
    door.sandbox.failNext({ kind: "cutOff" });
    await expect(door.call("GET", products)).rejects.toThrow(/terminated|aborted/);
    expect(door.sandbox.requests).toEqual([{ method: "GET", path: products, status: 200 }]);
    door.sandbox.failNext({ kind: "cutOff" });
    await expect(approve()).rejects.toThrow();
    expect(status()).toBe("ACCEPTED");
  });

  test("the head and half of the body do arrive before the cut", async () => {
    const sandbox = createSandbox({ credentials });
    const listening = await sandbox.listen();
    const client = createApiGatewayClient(
      name === "fetch" ? { credentials, fetch: sandbox.fetch } : { credentials, baseUrl: listening.url },
    );
    sandbox.failNext({ kind: "cutOff" });
    const { data, response } = await client.GET(products, { parseAs: "stream" });
    expect(response.status).toBe(200);
    let text = "";
    const read = async () => {
      for await (const chunk of data as unknown as AsyncIterable<Uint8Array>) text += new TextDecoder().decode(chunk);
    };
    await expect(read()).rejects.toThrow("terminated");
    expect(text).toMatch(/^\{"initialCount":1/);
    await listening.close();
  });

  test("a delay before: a caller who leaves in the meantime has changed nothing", async () => {
    door.sandbox.failNext({ kind: "delay", milliseconds: 1 });
    expect((await approve()).status).toBe(204);

    Object.assign(door.sandbox.apiKeys[0] ?? {}, { status: "REQUEST" });
    door.sandbox.failNext({ kind: "delay", milliseconds: FOREVER });
    const leaving = new AbortController();
    const call = approve(leaving.signal);
    await vi.waitUntil(() => door.sandbox.requests.length === 2);
    leaving.abort(new Error("enough"));
    await expect(call).rejects.toThrow(/enough|aborted/);
    expect(status()).toBe("REQUEST");
    expect(door.sandbox.requests[1]).toEqual({ method: "PATCH", path: KEY_TARGET });
  });

  test("a delay after: the caller leaves, and the change was made", async () => {
    door.sandbox.failNext({ kind: "delay", milliseconds: 1, when: "after" });
    expect((await approve()).status).toBe(204);

    Object.assign(door.sandbox.apiKeys[0] ?? {}, { status: "REQUEST" });
    door.sandbox.failNext({ kind: "delay", milliseconds: FOREVER, when: "after" });
    const leaving = new AbortController();
    const call = approve(leaving.signal);
    await vi.waitUntil(() => status() === "ACCEPTED");
    leaving.abort(new Error("enough"));
    await expect(call).rejects.toThrow(/enough|aborted/);
  });

  test.each([
    [{ kind: "explode" }, /one of error, answer, html, redirect, delay, reset, cutOff, date, got explode/],
    [{ kind: "error", status: 42, code: "100" }, /status/],
    [{ kind: "answer", status: 204, body: "no" }, /204/],
    [{ kind: "answer", status: 200, headers: { "a b": "c" } }, /a b/],
  ])("%j cannot be", async (fault, message) => {
    expect(() => door.sandbox.failNext(fault as Fault)).toThrow(message);
    expect((await approve()).status).toBe(204);
  });
});

describe("timers", () => {
  const someTimer = async () => {
    while (vi.getTimerCount() === 0) await new Promise(setImmediate);
  };
  const noTimer = async () => {
    while (vi.getTimerCount() > 0) await new Promise(setImmediate);
  };
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("the answer waits for as long as the delay says", async () => {
    const door = await open("fetch");
    door.sandbox.failNext({ kind: "delay", milliseconds: 1000 });
    let answered = false;
    const call = door.call("GET", products).then(() => {
      answered = true;
    });
    await someTimer();
    await vi.advanceTimersByTimeAsync(999);
    expect(answered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await call;
    await noTimer();
  });

  test.each(DOORS)("none stays behind a caller who left, through %s", async (name) => {
    const { sandbox, call, close } = await open(name);
    sandbox.failNext({ kind: "delay", milliseconds: FOREVER });
    const leaving = new AbortController();
    const left = call("GET", products, undefined, leaving.signal).catch(() => "left");
    await someTimer();
    leaving.abort();
    expect(await left).toBe("left");
    await noTimer();
    await close();
  });

  test("none stays behind a sandbox that was closed", async () => {
    const { sandbox, call, close } = await open("listen");
    sandbox.failNext({ kind: "delay", milliseconds: FOREVER });
    const left = call("GET", products).catch(() => "left");
    await someTimer();
    await close();
    expect(await left).toBe("left");
    await noTimer();
  });
});

describe("in-process", () => {
  test("a caller who has already left is not answered", async () => {
    const { sandbox, call } = await open("fetch");
    await expect(call("GET", products, undefined, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    expect(sandbox.requests).toEqual([]);
  });

  test.each<[string, Fault[]]>([
    ["at once", []],
    ["late", [{ kind: "delay", milliseconds: FOREVER, when: "after" }]],
  ])("a caller who leaves while the work is done is not answered, were it %s", async (_, faults) => {
    const leaving = new AbortController();
    const clock = () => {
      leaving.abort(new Error("gone"));
      return NOW;
    };
    const door = await open("fetch", { clock });
    for (const fault of faults) door.sandbox.failNext(fault);
    await expect(door.call("GET", products, undefined, leaving.signal)).rejects.toThrow("gone");
    expect(door.sandbox.requests).toHaveLength(1);
  });

  test("a client meets the sandbox as it would meet a network", async () => {
    const sandbox = createSandbox({ credentials });
    const client = createApiGatewayClient({ credentials, fetch: sandbox.fetch, region: "gov" });
    sandbox.failNext({ kind: "redirect", location: "https://elsewhere.example/" });
    await expect(client.GET(products)).rejects.toMatchObject({ kind: "redirect" });
    expect(unwrap(await client.GET(products)).productPage?.total).toBe(1);
  });

  test("clocks can differ", async () => {
    const sandbox = createSandbox({ credentials, clock: () => NOW });
    const client = createApiGatewayClient({
      credentials,
      retry: false,
      fetch: sandbox.fetch,
      clock: () => NOW + 600_000,
    });
    const { response, error } = await client.GET(products);
    expect(response.status).toBe(401);
    expect(error?.error.details).toBe("Invalid authentication information.");
    expect(response.headers.get("date")).toBe(new Date(NOW).toUTCString());
  });

  test("the body that was sent is used up, as with any fetch", async () => {
    const { sandbox } = await open("fetch");
    const request = new Request(`https://x.example${KEY_TARGET}#fragment`, { method: "PATCH", body: "{}" });
    await sandbox.fetch(request, { redirect: "manual" });
    expect(request.bodyUsed).toBe(true);
    expect(sandbox.requests).toEqual([{ method: "PATCH", path: KEY_TARGET, status: 401 }]);
  });
});
