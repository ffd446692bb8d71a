import { afterEach, describe, expect, it, vi } from "vitest";
import { fromServerRole, type ServerRoleOptions } from "../../src/node/index.js";
import { nextRefresh, parseGrant } from "../../src/node/server-role.js";
import { recordingServer } from "../recording-server.js";
import { credentials } from "../vectors.js";
import { grant, type MetadataAnswers, metadataServer, ROLE, ROLE_PATH, TOKEN_PATH } from "./metadata-server.js";
import { thrown } from "./thrown.js";

const EXPIRATION = Date.parse("2026-11-23T12:00:00Z");
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const V2 = [`PUT ${TOKEN_PATH}`, `GET ${ROLE_PATH}`, `GET ${ROLE_PATH}${ROLE}`];
const rotated = (expiration: string) => grant(expiration, { SecretAccessKey: "rotated" });

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A metadata service, a provider that asks it patiently, and the provider's clock: an hour before expiry. */
async function scene(changed: Partial<MetadataAnswers> = {}, options: ServerRoleOptions = {}) {
  const server = await metadataServer(changed);
  open.push(server);
  const time = { now: EXPIRATION - 60 * MINUTE };
  return {
    server,
    time,
    provider: fromServerRole({ env: server.env, clock: () => time.now, timeout: 10_000, ...options }),
  };
}

describe("the metadata service", () => {
  it("is spoken to in version 2, token first", async () => {
    const { server, provider } = await scene();
    expect(await provider()).toEqual(credentials);
    expect(server.calls()).toEqual(V2);
    expect(server.received.map(({ headers }) => headers["x-ncp-metadata-token"])).toEqual([
      undefined,
      "tok-1",
      "tok-1",
    ]);
  });

  it.each([400, 401, 403, 404, 405])(
    "is spoken to in version 1 when it answers a token request with %i",
    async (status) => {
      const { server, provider } = await scene({ token: { status } });
      expect(await provider()).toEqual(credentials);
      expect(server.calls()).toEqual(V2);
      expect(server.received.every(({ headers }) => !("x-ncp-metadata-token" in headers))).toBe(true);
    },
  );

  it("may end its texts with a line break", async () => {
    const { provider } = await scene({ token: "tok-1", role: `${ROLE}\n` });
    expect(await provider()).toEqual(credentials);
  });

  it.each([
    ["NCLOUD_METADATA_ENDPOINT", ""],
    ["NCLOUD_METADATA_API_ENDPOINT", ""],
    ["NCLOUD_METADATA_API_ENDPOINT", "/"],
  ])("is found by %s%s in process.env", async (name, slash) => {
    const { server, time } = await scene();
    vi.stubEnv(name, server.url + slash);
    expect(await fromServerRole({ clock: () => time.now })()).toEqual(credentials);
  });

  it("is at 169.254.169.254 unless told otherwise, and asked by the fetch of the moment", async () => {
    const urls: string[] = [];
    const provider = fromServerRole({ env: {} });
    vi.spyOn(globalThis, "fetch").mockImplementation(async (request) => {
      urls.push((request as Request).url);
      throw new TypeError("fetch failed");
    });
    expect((await thrown(provider)).message).toContain("http://169.254.169.254");
    expect(urls).toEqual(["http://169.254.169.254/latest/api/token"]);
  });

  it.each([
    "169.254.169.254",
    "ftp://127.0.0.1",
    "http://user:pass@127.0.0.1",
    "http://127.0.0.1/latest",
    "http://127.0.0.1/?a",
  ])("is not looked for at %s", async (NCLOUD_METADATA_ENDPOINT) => {
    const error = await thrown(fromServerRole({ env: { NCLOUD_METADATA_ENDPOINT } }));
    expect(error.message).toContain("NCLOUD_METADATA_ENDPOINT or NCLOUD_METADATA_API_ENDPOINT must be a bare origin");
  });

  it("is not looked for at two places", async () => {
    const env = { NCLOUD_METADATA_ENDPOINT: "http://127.0.0.1:1", NCLOUD_METADATA_API_ENDPOINT: "http://127.0.0.1:2" };
    expect((await thrown(fromServerRole({ env }))).message).toContain("both set and differ");
  });
});

describe("what fromServerRole refuses", () => {
  const broken: [string, Partial<MetadataAnswers>, string][] = [
    ["a server without a role", { role: { status: 404, body: "Path Not found." } }, "knows no role of this server"],
    ["a service in trouble", { token: { status: 503 } }, "answered 503, when asked for a token"],
    ["a refusal", { role: { status: 403, body: "no" } }, "answered 403, when asked for the server's role"],
    ["a token with a line break", { token: "tok\n1" }, "a token that cannot be sent"],
    ["an empty token", { token: "" }, "a token that cannot be sent"],
    ["a role id that leads elsewhere", { role: ".." }, "did not answer with a role id"],
    ["a page of HTML", { role: "<html>sign in</html>" }, "did not answer with a role id"],
    ["an empty role", { role: { status: 200 } }, "did not answer with a role id"],
    ["keys that are not JSON", { keys: `${credentials.secretKey} {` }, "did not give keys as JSON"],
    ["JSON that is no object", { keys: "null" }, "did not give keys as JSON"],
    ["JSON without keys", { keys: "{}" }, "The metadata service: credentials.accessKey must be a string"],
    ["a lone access key", { keys: grant("x", { SecretAccessKey: "" }) }, "credentials.secretKey is empty"],
    ["keys without an end", { keys: grant("x", { Expiration: undefined }) }, "Expiration is not an ISO 8601 time"],
    ["keys whose end is a number", { keys: grant("x", { Expiration: 1 }) }, "Expiration is not an ISO 8601 time"],
    ["keys whose end is no day", { keys: grant("2026-13-41T12:00:00Z") }, "Expiration is not an ISO 8601 time"],
    ["keys that have expired", { keys: grant("2026-11-23T11:00:00Z") }, "Is this machine's clock right?"],
    ["a long answer", { keys: grant("2026-11-23T12:00:00Z", { more: "x".repeat(20_000) }) }, "more than 16384 bytes"],
    ["a connection that breaks", { role: "reset" }, "No metadata service answered at http://127.0.0.1:"],
  ];
  it.each(broken)("is %s", async (_, changed, message) => {
    const { provider } = await scene(changed);
    expect((await thrown(provider)).message).toContain(message);
  });

  it.each(["token", "role", "keys"] as const)("is a redirect of the %s, which it does not follow", async (name) => {
    const elsewhere = await recordingServer((_, response) => response.end("tok-1"));
    open.push(elsewhere);
    const { provider } = await scene({ [name]: { status: 307, headers: { location: elsewhere.url } } });
    const { message } = await thrown(provider);
    expect(message).toContain("answered 307, a redirect, which is never followed");
    expect(elsewhere.received).toEqual([]);
  });

  it("is silence, after a second", async () => {
    const { server } = await scene({ role: "hang" });
    const error = await thrown(fromServerRole({ env: server.env }));
    expect(error.message).toContain(`No metadata service answered at ${server.url} within 1000 ms`);
    expect(error.cause).toMatchObject({ name: "TimeoutError" });
  });

  it("is an answer that stops half way, after the timeout", async () => {
    const slow = await recordingServer((_, response) => response.writeHead(200).write("tok"));
    open.push(slow);
    const provider = fromServerRole({ env: { NCLOUD_METADATA_ENDPOINT: slow.url }, timeout: 50 });
    expect((await thrown(provider)).message).toContain("within 50 ms");
  });

  it("is an answer without a body", async () => {
    const provider = fromServerRole({ env: {}, fetch: async () => new Response(null) });
    expect((await thrown(provider)).message).toContain("a token that cannot be sent");
  });

  it("is a fetch that throws nothing at all", async () => {
    const provider = fromServerRole({ env: {}, fetch: () => Promise.reject(undefined) });
    expect((await thrown(provider)).message).toContain("No metadata service answered");
  });
});

describe("the keys of a role", () => {
  it("are kept until 5 minutes before they expire, and then asked for again", async () => {
    const { server, time, provider } = await scene();
    await provider();
    server.answers.keys = rotated("2026-11-23T18:00:00+00:00");
    time.now = EXPIRATION - 5 * MINUTE - 1;
    expect(await provider()).toEqual(credentials);
    expect(server.calls()).toEqual(V2);
    time.now += 1;
    expect(await provider()).toEqual({ ...credentials, secretKey: "rotated" });
    expect(server.calls()).toEqual([...V2, ...V2]);
  });

  it("are asked for once by all who wait", async () => {
    const { server, provider } = await scene();
    const answers = await Promise.all([provider(), provider(), provider()]);
    expect(answers).toEqual([credentials, credentials, credentials]);
    expect(server.calls()).toEqual(V2);
  });

  it("are asked for again after a failure, when there are none", async () => {
    const { server, provider } = await scene({ role: { status: 500 } });
    await Promise.all([thrown(provider), thrown(provider)]);
    expect(server.calls()).toEqual(V2.slice(0, 2));
    server.answers.role = ROLE;
    expect(await provider()).toEqual(credentials);
  });

  it("are used while a refresh fails, tried again after a pause, and not used once they expired", async () => {
    const { server, time, provider } = await scene();
    await provider();
    server.answers.token = { status: 500 };
    server.received.length = 0;

    time.now = EXPIRATION - MINUTE;
    expect(await Promise.all([provider(), provider()])).toEqual([credentials, credentials]);
    expect(await provider()).toEqual(credentials);
    expect(server.calls()).toEqual(V2.slice(0, 1));

    time.now += 30 * SECOND;
    expect(await provider()).toEqual(credentials);
    expect(server.calls()).toEqual([V2[0], V2[0]]);

    time.now = EXPIRATION - 1;
    expect(await provider()).toEqual(credentials);
    time.now = EXPIRATION;
    expect((await thrown(provider)).message).toContain("answered 500");

    server.answers.token = "tok-2";
    server.answers.keys = rotated("2026-11-23T18:00:00Z");
    expect(await provider()).toEqual({ ...credentials, secretKey: "rotated" });
  });

  it("are not replaced by keys that have expired already", async () => {
    const { server, time, provider } = await scene();
    await provider();
    server.answers.keys = rotated("2026-11-23T11:00:00Z");
    time.now = EXPIRATION - MINUTE;
    expect(await provider()).toEqual(credentials);
  });
});

describe("nextRefresh", () => {
  it.each([
    ["5 minutes early", EXPIRATION - 60 * MINUTE, EXPIRATION - 5 * MINUTE],
    ["after a pause, when that has passed", EXPIRATION - 2 * MINUTE, EXPIRATION - 90 * SECOND],
    ["at the end, when a pause would pass it", EXPIRATION - 10 * SECOND, EXPIRATION],
  ])("is %s", (_, now, expected) => {
    expect(nextRefresh(EXPIRATION, now)).toBe(expected);
  });
});

describe("parseGrant", () => {
  it.each([
    ["2026-11-23T12:00:00Z", EXPIRATION],
    ["2026-11-23T12:00:00.250Z", EXPIRATION + 250],
    ["2026-11-23T12:00:00", EXPIRATION],
    ["2026-11-23T21:00:00+09:00", EXPIRATION],
    ["2026-11-23T21:00:00+0900", EXPIRATION],
  ])("understands %s", (text, expiration) => {
    expect(parseGrant(grant(text))).toEqual({ credentials, expiration });
  });
});
