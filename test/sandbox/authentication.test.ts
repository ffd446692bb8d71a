import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import {
  credentials,
  DOORS,
  type Door,
  errorOf,
  KEY_TARGET,
  NOW,
  open,
  type Parts,
  signatureHeaders,
} from "./support.js";

const MISSING = {
  status: 401,
  code: "200",
  message: "Authentication Failed",
  details: "Authentication information are missing.",
};
const INVALID = { ...MISSING, details: "Invalid authentication information." };
const MINUTES = 60_000;
const target = "/api/v1/products?productName=a%20b&limit=5";

describe.each(DOORS)("who is calling, through %s", (name) => {
  let door: Door;
  afterEach(() => door.close());

  test("a right signature is taken, and the answer tells the sandbox's time", async () => {
    door = await open(name);
    const got = await door.send({ method: "GET", target, headers: signatureHeaders({ method: "GET", target }) });
    expect(got.status).toBe(200);
    expect(got.headers.date).toBe("Wed, 13 Sep 2017 08:17:05 GMT");
  });

  test.each(["x-ncp-apigw-timestamp", "x-ncp-iam-access-key", "x-ncp-apigw-signature-v2"])(
    "%s missing or empty",
    async (header) => {
      door = await open(name);
      const { [header]: _, ...headers } = signatureHeaders({ method: "GET", target });
      expect(errorOf(await door.send({ method: "GET", target, headers }))).toEqual(MISSING);
      const empty = { ...headers, [header]: "" };
      expect(errorOf(await door.send({ method: "GET", target, headers: empty }))).toEqual(MISSING);
    },
  );

  test.each([
    ["5 minutes early", NOW - 5 * MINUTES, 200],
    ["5 minutes late", NOW + 5 * MINUTES, 200],
    ["a millisecond more than 5 minutes early", NOW - 5 * MINUTES - 1, 401],
    ["a millisecond more than 5 minutes late", NOW + 5 * MINUTES + 1, 401],
    ["in seconds", Math.floor(NOW / 1000), 401],
    ["not a whole number", `${NOW}.5`, 401],
    ["not a number", "now", 401],
  ])("a timestamp %s", async (_, timestamp, status) => {
    door = await open(name);
    const got = await door.send({
      method: "GET",
      target,
      headers: signatureHeaders({ method: "GET", target, timestamp }),
    });
    expect(got.status).toBe(status);
    if (status === 401) expect(errorOf(got)).toEqual(INVALID);
  });

  test.each([
    ["a hexadecimal digest", (signature: string) => Buffer.from(signature, "base64").toString("hex")],
    ["only the beginning", (signature: string) => signature.slice(0, 20)],
    ["the signature twice", (signature: string) => `${signature}, ${signature}`],
    ["the secret itself", () => credentials.secretKey],
  ])("%s instead of the signature", async (_, change) => {
    door = await open(name);
    const headers = signatureHeaders({ method: "GET", target });
    headers["x-ncp-apigw-signature-v2"] = change(headers["x-ncp-apigw-signature-v2"] ?? "");
    expect(errorOf(await door.send({ method: "GET", target, headers }))).toEqual(INVALID);
  });

  test("comes before the route and the body", async () => {
    door = await open(name);
    const nowhere = { method: "POST", target: "/nowhere", body: "not json" };
    expect(errorOf(await door.send(nowhere))).toEqual(MISSING);
  });

  test("a signature is taken for what was signed, and for nothing that differs in one byte", async () => {
    door = await open(name, { apiKeys: [] });
    const character = fc.constantFrom(..."abcxyzABCXYZ0189-._~");
    const word = (maxLength: number) => fc.string({ unit: character, minLength: 1, maxLength });
    const parts = fc.record({
      method: fc.constantFrom("GET", "POST", "PATCH", "PUT", "DELETE"),
      path: fc.array(
        word(10).filter((segment) => !/^\.+$/.test(segment)),
        { minLength: 1, maxLength: 5 },
      ),
      query: word(20),
      timestamp: fc.integer({ min: NOW - MINUTES, max: NOW + MINUTES }),
    });
    const changes: Record<string, (value: Required<Parts>, other: string) => Required<Parts>> = {
      method: (value) => ({ ...value, method: value.method === "GET" ? "PUT" : "GET" }),
      path: (value, other) => ({ ...value, target: value.target.replace(/[^/](?=\?)/, other) }),
      query: (value, other) => ({ ...value, target: value.target.slice(0, -1) + other }),
      timestamp: (value) => ({ ...value, timestamp: Number(value.timestamp) + 1 }),
      "access key": (value, other) => ({ ...value, accessKey: other + value.accessKey.slice(1) }),
      "secret key": (value, other) => ({ ...value, secretKey: value.secretKey.slice(0, -1) + other }),
    };

    await fc.assert(
      fc.asyncProperty(parts, fc.constantFrom(...Object.keys(changes)), character, async (given, field, other) => {
        const sent: Required<Parts> = {
          ...credentials,
          method: given.method,
          target: `/${given.path.join("/")}?${given.query}`,
          timestamp: given.timestamp,
        };
        const send = async ({ method, target }: Parts, headers: Record<string, string>) =>
          errorOf(await door.send({ method, target, headers })).status;
        expect(await send(sent, signatureHeaders(sent))).not.toBe(401);

        const changed = changes[field]?.(sent, other) ?? sent;
        fc.pre(JSON.stringify(changed) !== JSON.stringify(sent));
        const { "x-ncp-apigw-signature-v2": signature = "" } = signatureHeaders(changed);
        const headers = { ...signatureHeaders(sent), "x-ncp-apigw-signature-v2": signature };
        expect(await send(sent, headers)).toBe(401);
      }),
      { numRuns: 200 },
    );
  });

  test("another access key or secret key, rightly signed with", async () => {
    door = await open(name);
    for (const other of [{ accessKey: "AKIDEXAMPLE0000000A2" }, { secretKey: "another" }]) {
      const headers = signatureHeaders({ method: "GET", target, ...other });
      expect(errorOf(await door.send({ method: "GET", target, headers }))).toEqual(INVALID);
    }
  });

  test("the body is not signed", async () => {
    door = await open(name);
    const headers = {
      ...signatureHeaders({ method: "PATCH", target: KEY_TARGET }),
      "content-type": "application/json; charset=utf-8",
    };
    for (const status of ["ACCEPTED", "REJECTED"]) {
      const got = await door.send({ method: "PATCH", target: KEY_TARGET, headers, body: JSON.stringify({ status }) });
      expect(got.status).toBe(204);
    }
  });
});

describe("a request target that a URL parser would rewrite", () => {
  test.each([
    ["/api/v1/x/../products", "/api/v1/products"],
    ["/api/v1/x/%2e%2e/products", "/api/v1/products"],
    ["/api/v1/products?", "/api/v1/products"],
    ["/api/v1/products?productName='", "/api/v1/products?productName=%27"],
  ])("%s is that target, and not %s", async (raw, parsed) => {
    const door = await open("listen");
    const send = (signed: string) =>
      door.send({ method: "GET", target: raw, headers: signatureHeaders({ method: "GET", target: signed }) });
    expect((await send(raw)).status).not.toBe(401);
    expect(errorOf(await send(parsed))).toEqual(INVALID);
    await door.close();
  });
});

test("malformed credentials are refused at once", async () => {
  await expect(open("fetch", { credentials: { accessKey: "", secretKey: "s" } })).rejects.toMatchObject({
    kind: "credentials",
  });
});
