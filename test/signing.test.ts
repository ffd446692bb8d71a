import { createHmac } from "node:crypto";
import fc from "fast-check";
import createClient, { type Middleware } from "openapi-fetch";
import { describe, expect, it } from "vitest";
import { createSigningMiddleware, sign, stringToSign } from "../src/index.js";
import { createSigner } from "../src/signing.js";
import { credentials, knownAnswers, timestamp } from "./vectors.js";

const { accessKey, secretKey } = credentials;
const origin = "https://apigateway.apigw.ntruss.com";
const signer = () => createSigner({ credentials, clock: () => timestamp }).sign;
const signature = (request: Request) => request.headers.get("x-ncp-apigw-signature-v2");
const independently = (message: string) => createHmac("sha256", secretKey).update(message).digest("base64");

describe("stringToSign", () => {
  it.each(knownAnswers)("with sign, gives the known answer for %s %s", async (method, target, answer) => {
    for (const url of [target, `https://any.apigw.ntruss.com${target}`]) {
      const message = stringToSign({ method, url, timestamp, accessKey });
      expect(message).toBe(`${method} ${target}\n${timestamp}\n${accessKey}`);
      expect(await sign(message, secretKey)).toBe(answer);
    }
  });

  it("puts the method in upper case", () => {
    expect(stringToSign({ method: "patch", url: "/a", timestamp, accessKey })).toMatch(/^PATCH \/a\n/);
  });

  it("signs the encoded form", () => {
    expect(stringToSign({ method: "GET", url: "/한글 a?q='한'", timestamp, accessKey })).toMatch(
      /^GET \/%ED%95%9C%EA%B8%80%20a\?q=%27%ED%95%9C%27\n/,
    );
  });

  it("leaves out a fragment and a lone question mark", () => {
    expect(stringToSign({ method: "GET", url: "https://h/a?#x", timestamp, accessKey })).toMatch(/^GET \/a\n/);
  });

  it.each(["//a", "/a//b", "https://h/a//"])("refuses the empty segment in %s", (url) => {
    expect(() => stringToSign({ method: "GET", url, timestamp, accessKey })).toThrow("empty segment");
  });

  it("agrees with an independent computation on any URL", async () => {
    await fc.assert(
      fc.asyncProperty(fc.webUrl({ withQueryParameters: true }), fc.nat(), async (url, time) => {
        const { pathname, search } = new URL(url);
        fc.pre(!pathname.includes("//"));
        const message = stringToSign({ method: "PUT", url, timestamp: time, accessKey });
        expect(await sign(message, secretKey)).toBe(independently(`PUT ${pathname}${search}\n${time}\n${accessKey}`));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the signer", () => {
  it("sets the three headers in place, from one reading of the clock", async () => {
    let now = timestamp;
    const { sign } = createSigner({ credentials, clock: () => now++ });
    const request = new Request(`${origin}/photos/puppy.jpg?query1=&query2`);
    expect(await sign(request, origin)).toBe(request);
    expect(request.headers.get("x-ncp-apigw-timestamp")).toBe("1505290625682");
    expect(request.headers.get("x-ncp-iam-access-key")).toBe(accessKey);
    expect(signature(request)).toBe(knownAnswers[0]?.[2]);
  });

  it("reads the clock after a slow provider, not before", async () => {
    let now = timestamp;
    const slow = async () => {
      now += 400_000;
      return credentials;
    };
    const request = new Request(`${origin}/a`);
    await createSigner({ credentials: slow, clock: () => now }).sign(request, origin);
    expect(request.headers.get("x-ncp-apigw-timestamp")).toBe(String(timestamp + 400_000));
  });

  it("sends whole milliseconds, whatever the clock's resolution", async () => {
    const request = new Request(`${origin}/a`);
    await createSigner({ credentials, clock: () => timestamp + 0.9 }).sign(request, origin);
    expect(request.headers.get("x-ncp-apigw-timestamp")).toBe("1505290625682");
  });

  it("replaces signing headers that came in", async () => {
    const request = new Request(`${origin}/a`, { headers: { "x-ncp-apigw-signature-v2": "stale" } });
    request.headers.append("x-ncp-apigw-timestamp", "1");
    await signer()(request, origin);
    expect(request.headers.get("x-ncp-apigw-timestamp")).toBe("1505290625682");
    expect(signature(request)).toBe(independently(`GET /a\n${timestamp}\n${accessKey}`));
  });

  it("leaves its own fresh signature alone, and renews one that was touched, copied or has waited", async () => {
    let now = timestamp;
    const { sign } = createSigner({ credentials, clock: () => now });
    const request = await sign(new Request(`${origin}/a`), origin);
    const first = signature(request);
    const timestampAfter = async (candidate: Request) => {
      await sign(candidate, origin);
      return Number(candidate.headers.get("x-ncp-apigw-timestamp")) - timestamp;
    };
    now += 1;
    expect(await timestampAfter(request)).toBe(0);
    expect(await timestampAfter(request.clone())).toBe(1);
    request.headers.set("x-ncp-apigw-signature-v2", "touched");
    expect(await timestampAfter(request)).toBe(1);
    expect(signature(request)).not.toBe(first);
    now += 60_000;
    expect(await timestampAfter(request)).toBe(60_001);
  });

  it("puts a lower-case method in upper case on the request itself", async () => {
    const lower = new Request(`${origin}/a`, { method: "patch", body: '{"status":"ACCEPTED"}' });
    const signed = await signer()(lower, origin);
    expect(signed.method).toBe("PATCH");
    expect(await signed.text()).toBe('{"status":"ACCEPTED"}');
    expect(signature(signed)).toBe(independently(`PATCH /a\n${timestamp}\n${accessKey}`));
  });

  it.each([null, "body"])("drops a lone question mark from the request itself, body %s", async (body) => {
    const signed = await signer()(new Request(`${origin}/a?#x`, { method: "PUT", body }), origin);
    expect(signed.url).toBe(`${origin}/a#x`);
    expect(await signed.text()).toBe(body ?? "");
    expect(signature(signed)).toBe(independently(`PUT /a\n${timestamp}\n${accessKey}`));
  });

  it("signs for one origin only", async () => {
    const request = new Request("https://elsewhere.example/a");
    await expect(signer()(request, origin)).rejects.toMatchObject({
      kind: "request",
      message: expect.stringContaining("https://elsewhere.example"),
    });
    expect(signature(request)).toBeNull();
  });
});

describe("createSigningMiddleware", () => {
  const plainClient = (sent: Request[], baseUrl: string, ...earlier: Middleware[]) => {
    const client = createClient<Record<string, never>>({
      baseUrl,
      fetch: async (request) => {
        sent.push(request);
        return new Response(null, { status: 204 });
      },
    });
    client.use(...earlier, createSigningMiddleware({ credentials, clock: () => timestamp }));
    return client as unknown as { GET(path: string, init?: object): Promise<unknown> };
  };

  it("signs for any openapi-fetch client, base path included", async () => {
    const sent: Request[] = [];
    const client = plainClient(sent, "https://ncloud.apigw.ntruss.com/vserver/v2");
    await client.GET("/getServerInstanceList?regionCode=KR&responseFormatType=json");
    expect(sent.map(signature)).toEqual([knownAnswers[1]?.[2]]);
  });

  it("gives openapi-fetch the corrected request when one was needed", async () => {
    const sent: Request[] = [];
    await plainClient(sent, origin).GET("/a?");
    expect(sent.map((request) => request.url)).toEqual([`${origin}/a`]);
  });

  it("refuses a request that another middleware sent elsewhere", async () => {
    const sent: Request[] = [];
    const rewrite = { onRequest: () => new Request("https://elsewhere.example/a") };
    const client = plainClient(sent, origin, rewrite);
    await expect(client.GET("/a")).rejects.toThrow("https://elsewhere.example");
    expect(sent).toEqual([]);
  });

  it("refuses malformed keys at once", () => {
    expect(() => createSigningMiddleware({ credentials: { accessKey: "", secretKey } })).toThrow("accessKey is empty");
  });
});
