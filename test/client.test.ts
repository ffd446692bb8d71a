import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiGatewayError, type ClientOptions, createApiGatewayClient, unwrap } from "../src/index.js";
import { expectedSignature, type RecordingServer, recordingServer } from "./recording-server.js";
import { credentials } from "./vectors.js";

const operation = "/api/v1/products/{product-id}/api-keys/{api-key-id}";
const path = { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" };
const call = { params: { path }, body: { status: "ACCEPTED" as const } };

let server: RecordingServer;
let answer: Parameters<typeof recordingServer>[0];
beforeEach(async () => {
  answer = (_, response) => response.writeHead(204).end();
  server = await recordingServer((request, response) => answer?.(request, response));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

const clientWith = (options: Partial<ClientOptions> = {}) =>
  createApiGatewayClient({ credentials, baseUrl: server.url, ...options });
const answerWith = (status: number, body?: string | Buffer, headers = {}) => {
  answer = (_, response) => response.writeHead(status, headers).end(body);
};
async function failure(promise: Promise<unknown>): Promise<ApiGatewayError> {
  const error = await promise.then(
    () => expect.unreachable("It should have failed."),
    (error) => error,
  );
  expect(error).toBeInstanceOf(ApiGatewayError);
  return error;
}

describe("a call", () => {
  it("sends the operation, signed, and takes 204 for success", async () => {
    const result = await clientWith().PATCH(operation, call);
    expect(result.response.status).toBe(204);
    expect(unwrap(result)).toBeUndefined();
    const [request] = server.received;
    expect(request).toMatchObject({
      method: "PATCH",
      target: "/api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4",
      body: '{"status":"ACCEPTED"}',
    });
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(request?.headers["x-ncp-apigw-signature-v2"]).toBe(request && expectedSignature(request));
  });

  it.each([
    [200, undefined, {}],
    [200, "", { "content-length": "0" }],
    [200, " \n", {}],
    [200, " \n", { "content-length": "2" }],
    [200, " \n", { "transfer-encoding": "chunked" }],
    [202, undefined, {}],
    [205, undefined, {}],
  ])("takes %i with the empty body %j and headers %j for success, too", async (status, body, headers) => {
    answerWith(status, body, headers);
    const result = await clientWith().PATCH(operation, call);
    expect(result).toMatchObject({ data: undefined, response: { status } });
    expect(unwrap(result)).toBeUndefined();
  });

  it.each([{}, { "content-type": "text/plain" }, { "transfer-encoding": "chunked" }])(
    "reads JSON under headers %j",
    async (headers) => {
      answerWith(200, '{"productPage":{"total":1,"content":[{"productId":"k3sk9x1p2q"}]}}', headers);
      const { productPage } = unwrap(await clientWith().GET("/api/v1/products"));
      expect(productPage?.content?.[0]?.productId).toBe("k3sk9x1p2q");
    },
  );

  it("gives a body as the caller wants it", async () => {
    answerWith(200, "plain");
    const client = clientWith();
    expect(unwrap(await client.GET("/api/v1/products", { parseAs: "text" }))).toBe("plain");
    const { data, response } = await client.GET("/api/v1/products", { parseAs: "stream" });
    expect(await new Response(data).text()).toBe("plain");
    expect(response.url).toBe(`${server.url}/api/v1/products`);
  });

  it("keeps the response's address", async () => {
    answerWith(200, "{}");
    const { response } = await clientWith().GET("/api/v1/products");
    expect(response.url).toBe(`${server.url}/api/v1/products`);
  });

  it("works under any of openapi-fetch's names for it", async () => {
    const client = clientWith();
    await client.request("patch", operation, call);
    await client.HEAD("/api/v1/products" as never);
    expect(server.received.map(({ method }) => method)).toEqual(["PATCH", "HEAD"]);
    for (const request of server.received) {
      expect(request.headers["x-ncp-apigw-signature-v2"]).toBe(expectedSignature(request));
    }
  });

  it("looks up globalThis.fetch when it is made, not when the client is", async () => {
    const client = clientWith();
    vi.stubGlobal("fetch", async () => Response.json({ productPage: { total: 7 } }));
    expect(unwrap(await client.GET("/api/v1/products")).productPage?.total).toBe(7);
  });

  it("may bring its own fetch, which sends what is signed", async () => {
    const sent: Request[] = [];
    await clientWith().PATCH(operation, {
      ...call,
      fetch: async (request: Request) => {
        sent.push(request);
        return new Response(null, { status: 204 });
      },
    });
    expect(sent[0]?.headers.get("x-ncp-apigw-signature-v2")).toHaveLength(44);
  });

  it("asks a credentials provider for each attempt", async () => {
    const provider = vi.fn(async () => credentials);
    const client = clientWith({ credentials: provider });
    await client.PATCH(operation, call);
    await client.PATCH(operation, call);
    expect(provider).toHaveBeenCalledTimes(2);
  });
});

describe("middleware of the user", () => {
  const rewrite = (change: (url: URL) => void, method?: string) => ({
    onRequest({ request }: { request: Request }) {
      const url = new URL(request.url);
      change(url);
      return new Request(url, { method: method ?? request.method, headers: request.headers });
    },
  });

  it.each(["client", "call"])("that rewrites the request (per %s) gets it signed as it is sent", async (where) => {
    const client = clientWith();
    const middleware = rewrite((url) => url.searchParams.set("added", "later"), "put");
    if (where === "client") client.use(middleware);
    await client.GET("/api/v1/products", where === "call" ? { middleware: [middleware] } : {});
    const [request] = server.received;
    expect(request).toMatchObject({ method: "PUT", target: "/api/v1/products?added=later" });
    expect(request?.headers["x-ncp-apigw-signature-v2"]).toBe(request && expectedSignature(request));
  });

  it("that points to another host gets no signature", async () => {
    const client = clientWith();
    const fetch = vi.fn(async () => new Response());
    client.use(
      rewrite((url) => {
        url.host = "elsewhere.example";
      }),
    );
    const error = await failure(client.GET("/api/v1/products", { fetch }));
    expect(error).toMatchObject({ kind: "request", method: "GET", attempts: 0 });
    expect(error.message).toContain("elsewhere.example");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("can be ejected again", async () => {
    const client = clientWith();
    const middleware = { onRequest: vi.fn() };
    client.use(middleware);
    await client.PATCH(operation, call);
    client.eject(middleware);
    await client.PATCH(operation, call);
    expect(middleware.onRequest).toHaveBeenCalledTimes(1);
  });
});

describe("an answer that is an error", () => {
  it("comes as error, and unwrap throws it with everything known", async () => {
    answerWith(
      400,
      '{"error":{"errorCode":"100","message":"Bad Request Exception","details":"status is not allowed"}}',
      { "x-ncp-request-id": "req-1" },
    );
    const wrongStatus = { ...call, body: { status: "MAYBE" as "ACCEPTED" } };
    const result = await clientWith().PATCH(operation, wrongStatus);
    expect(result.error).toEqual({
      error: { errorCode: "100", message: "Bad Request Exception", details: "status is not allowed" },
    });
    expect(() => unwrap(result)).toThrow(
      expect.objectContaining({
        kind: "http",
        status: 400,
        code: "100",
        details: "status is not allowed",
        requestId: "req-1",
        method: "PATCH",
        path: "/api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4",
        attempts: 1,
        message:
          "PATCH /api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4 answered 400 (code 100): Bad Request Exception. status is not allowed.",
      }),
    );
  });

  it.each([
    '{"error":{"errorCode":"900","message":"Unexpected Error"}}',
    '{"responseError":{"returnCode":"900","returnMessage":"Unexpected Error"}}',
  ])("is seen inside a 200: %s", async (body) => {
    answerWith(200, body);
    const result = await clientWith().GET("/api/v1/products");
    expect(() => unwrap(result)).toThrow(expect.objectContaining({ kind: "http", status: 200, code: "900" }));
  });

  it("may be empty", async () => {
    answerWith(503);
    const result = await clientWith({ retry: false }).GET("/api/v1/products");
    expect(() => unwrap(result)).toThrow("GET /api/v1/products answered 503.");
  });

  it("is read up to 64 KiB", async () => {
    answerWith(400, Buffer.alloc(1_000_000, "x"));
    const { error } = await clientWith().GET("/api/v1/products");
    expect(error).toHaveLength(64 * 1024);
  });

  it("is understood from a result that did not come from this client", () => {
    expect(() => unwrap({ error: "no", response: new Response(null, { status: 404 }) })).toThrow(
      "The call answered 404: no.",
    );
  });
});

describe("a success that is not JSON", () => {
  it.each([
    ["<html><head><title>Maintenance</title></head></html>", "text/html", "Maintenance"],
    ["upstream is tired", "text/plain", "upstream is tired"],
    ['{"apiKeyPage":{"content":[{"primaryKey":"hush"', "application/json", "malformed or was cut off"],
  ])("%s is told as kind parse", async (body, type, message) => {
    answerWith(200, body, { "content-type": type });
    const error = await failure(clientWith().GET("/api/v1/products"));
    expect(error).toMatchObject({ kind: "parse", status: 200, method: "GET", path: "/api/v1/products", attempts: 1 });
    expect(error.message).toContain(message);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("hush");
  });

  it("leaves a SyntaxError of somebody else alone", async () => {
    answerWith(200, "{}");
    const client = clientWith();
    const mine = new SyntaxError("mine");
    client.use({
      onResponse() {
        throw mine;
      },
    });
    await expect(client.GET("/api/v1/products")).rejects.toBe(mine);
  });
});

describe("no answer", () => {
  it.each([301, 302, 303, 307, 308])("a redirect with %i is refused and its target named", async (status) => {
    answerWith(status, undefined, { location: "https://elsewhere.example/path?secret=1" });
    const error = await failure(clientWith().PATCH(operation, { ...call, redirect: "follow" }));
    expect(error).toMatchObject({ kind: "redirect", status, attempts: 1 });
    expect(error.message).toContain("to https://elsewhere.example.");
    expect(server.received).toHaveLength(1);
  });

  it("an opaque or aimless redirect is refused, too", async () => {
    for (const response of [Response.error(), new Response(null, { status: 304 })]) {
      if (response.type === "error") Object.defineProperty(response, "type", { value: "opaqueredirect" });
      const error = await failure(clientWith().GET("/api/v1/products", { fetch: async () => response }));
      expect(error).toMatchObject({ kind: "redirect" });
    }
  });

  it("an unreachable host is told with the system's code", async () => {
    await server.close();
    const error = await failure(clientWith({ retry: false }).GET("/api/v1/products"));
    expect(error).toMatchObject({ kind: "network", attempts: 1 });
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.message).toContain(server.url);
  });

  it("a fetch that throws something odd is told all the same", async () => {
    for (const odd of [null, "odd", new Error("odd")]) {
      const error = await failure(clientWith().GET("/api/v1/products", { fetch: () => Promise.reject(odd) }));
      expect(error).toMatchObject({ kind: "network", cause: odd });
    }
  });

  it("a body cut off is no answer", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    };
    expect(await failure(clientWith({ retry: false }).GET("/api/v1/products"))).toMatchObject({ kind: "network" });
  });

  it("an abort rejects with the caller's reason", async () => {
    const reason = new Error("changed my mind");
    const client = clientWith();
    await expect(client.PATCH(operation, { ...call, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.received).toHaveLength(0);
    const controller = new AbortController();
    answer = () => controller.abort(reason);
    await expect(client.PATCH(operation, { ...call, signal: controller.signal })).rejects.toBe(reason);
  });
});

describe("bad input", () => {
  it.each([
    ["an empty id", { ...path, "product-id": "" }, '"product-id" is empty'],
    ["a traversal", { ...path, "product-id": ".." }, '"product-id" may not be a dot segment'],
    ["a missing id", { "product-id": "k3sk9x1p2q" } as typeof path, '"api-key-id" is missing'],
    ["no ids at all", undefined as unknown as typeof path, '"product-id" is missing'],
  ])("%s is refused before anything is sent", async (_, badPath, message) => {
    const error = await failure(clientWith().PATCH(operation, { ...call, params: { path: badPath } }));
    expect(error).toMatchObject({ kind: "request", method: "PATCH", path: operation, attempts: 0 });
    expect(error.message).toContain(message);
    expect(server.received).toHaveLength(0);
  });

  it("no arguments at all are refused alike", async () => {
    const error = await failure(Reflect.apply(clientWith().PATCH, undefined, [operation]));
    expect(error.message).toContain('"product-id" is missing');
  });

  it("a body that cannot be JSON is refused before anything is sent", async () => {
    const status: unknown[] = [];
    status.push(status);
    const error = await failure(clientWith().PATCH(operation, { ...call, body: { status: status as never } }));
    expect(error).toMatchObject({ kind: "request", attempts: 0, cause: expect.any(TypeError) });
    expect(error.message).toContain("The body cannot be written as JSON");
    expect(server.received).toHaveLength(0);
  });

  it("a provider that fails means that nothing is sent", async () => {
    const client = clientWith({
      credentials: () => {
        throw new Error("vault sealed");
      },
    });
    expect(await failure(client.PATCH(operation, call))).toMatchObject({ kind: "credentials", attempts: 0 });
    expect(server.received).toHaveLength(0);
  });

  it.each([
    ["http://apigateway.apigw.ntruss.com", "must be https"],
    ["http://127.0.0.1.example.com", "must be https"],
    ["ftp://localhost", "must be https"],
    ["https://apigateway.apigw.ntruss.com/api/v1", "must be a bare origin"],
    ["https://apigateway.apigw.ntruss.com?a", "must be a bare origin"],
    ["https://apigateway.apigw.ntruss.com#a", "must be a bare origin"],
    ["https://user:hush@apigateway.apigw.ntruss.com", "must not hold a user name or password"],
    ["apigateway.apigw.ntruss.com", "must be an absolute URL"],
    ["", "must be an absolute URL"],
  ])("baseUrl %j is refused", (baseUrl, message) => {
    expect(() => createApiGatewayClient({ credentials, baseUrl })).toThrow(`baseUrl ${message}`);
    expect(() => createApiGatewayClient({ credentials, baseUrl })).not.toThrow("hush");
  });

  it.each(["mars", "__proto__", null])("region %j is refused", (region) => {
    expect(() => createApiGatewayClient({ credentials, region: region as "public" })).toThrow("region must be");
  });

  it("options that are undefined are those by default", () => {
    const nothing = { region: undefined, baseUrl: undefined, fetch: undefined, timeout: undefined, clock: undefined };
    for (const retry of [undefined, { attempts: undefined, random: undefined, sleep: undefined }]) {
      expect(() => createApiGatewayClient({ credentials, ...nothing, retry })).not.toThrow();
    }
  });

  it.each([
    [{ timeout: 0 }, "timeout"],
    [{ timeout: 2 ** 31 }, "timeout"],
    [{ timeout: "1" as unknown as number }, "timeout"],
    [{ timeout: Number.POSITIVE_INFINITY }, "timeout"],
    [{ retry: { attempts: 0 } }, "retry.attempts"],
    [{ retry: { attempts: 1.5 } }, "retry.attempts"],
  ])("options %j are refused", (options, name) => {
    expect(() => clientWith(options)).toThrow(`${name} must be a whole number from 1 to`);
  });

  it("no options are refused with words", () => {
    expect(() => Reflect.apply(createApiGatewayClient, undefined, [])).toThrow(ApiGatewayError);
    expect(() => Reflect.apply(createApiGatewayClient, undefined, [{}])).toThrow("credentials must be");
  });
});

describe("in a browser", () => {
  it("the client warns once when a page holds a secret key, and is silent about a function", () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    vi.stubGlobal("document", {});
    createApiGatewayClient({ credentials: () => credentials });
    expect(warn).not.toHaveBeenCalled();
    createApiGatewayClient({ credentials });
    createApiGatewayClient({ credentials });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.lastCall?.[0]).toContain("secret key");
    expect(warn.mock.lastCall?.[0]).not.toContain(credentials.secretKey);
  });
});

describe("the gateway called", () => {
  it.each([
    [{}, "https://apigateway.apigw.ntruss.com"],
    [{ region: "public" as const }, "https://apigateway.apigw.ntruss.com"],
    [{ region: "gov" as const }, "https://apigateway.apigw.gov-ntruss.com"],
    [{ region: "fin" as const }, "https://apigateway.apigw.fin-ntruss.com"],
    [{ baseUrl: "https://gateway.example/" }, "https://gateway.example"],
    [{ baseUrl: "http://localhost:8080" }, "http://localhost:8080"],
    [{ baseUrl: "http://[::1]:8080" }, "http://[::1]:8080"],
    [{ baseUrl: "http://sandbox.localhost" }, "http://sandbox.localhost"],
  ])("with options %j is %s", async (options, origin) => {
    const fetch = vi.fn(async () => new Response(null, { status: 204 }));
    await createApiGatewayClient({ credentials, fetch, ...options }).PATCH(operation, call);
    expect(fetch).toHaveBeenCalledWith(
      expect.objectContaining({ url: `${origin}/api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4` }),
      expect.objectContaining({ redirect: "manual" }),
    );
  });

  it("stays the same, whatever baseUrl a call asks for", async () => {
    const error = await failure(clientWith().PATCH(operation, { ...call, baseUrl: "https://elsewhere.example" }));
    expect(error.message).toContain("https://elsewhere.example");
  });
});
