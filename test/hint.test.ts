import { describe, expect, it } from "vitest";
import { describeKey, explainRefusal } from "../src/hint.js";
import { explainSignature } from "../src/index.js";
import { createSigner } from "../src/signing.js";
import { credentials, timestamp } from "./vectors.js";

const origin = "https://apigateway.apigw.ntruss.com";
const refused = { code: "200", details: "Invalid authentication information." };
const explain = (body: object, clockError = 0, keys = credentials) => explainRefusal(body, clockError, keys, origin);

describe("explainRefusal", () => {
  it.each([
    ["headers that did not arrive", { code: "200", details: "Authentication information are missing." }, 0, "proxy"],
    ["a clock behind", refused, 9 * 3_600_000, "540 min behind the gateway's"],
    ["a clock ahead", refused, -300_000, "5 min ahead of the gateway's"],
    ["all that looks right", refused, 200_000, `another site than ${origin}`],
    ["an unknown time of the gateway", refused, Number.NaN, "stopped, deleted or has expired"],
    ["a missing subscription", { code: "210", details: "A subscription to the API is required." }, 0, "subscribed"],
    ["a missing right", { code: "210" }, 0, "sub account's permissions"],
  ])("names %s", (_, body, clockError, words) => {
    expect(explain(body, clockError)).toContain(words);
  });

  it("names keys that are swapped, or of another kind, by length only", () => {
    const { accessKey, secretKey } = credentials;
    expect(explain(refused, 0, { accessKey: secretKey, secretKey })).toContain("are they swapped?");
    expect(explain(refused, 0, { accessKey, secretKey: accessKey })).toContain("are they swapped?");
    const clientId = explain(refused, 0, { accessKey: "abcdefghi0", secretKey });
    expect(clientId).toContain("accessKey has 10 characters (lower-case, digits)");
    expect(clientId).not.toContain("abcdefghi0");
    expect(clientId).not.toContain(secretKey);
  });
});

describe("describeKey", () => {
  it("tells length and kinds of characters", () => {
    expect(describeKey("aB3-")).toBe("4 characters (upper-case, lower-case, digits, other)");
  });
});

describe("explainSignature", () => {
  const request = () => new Request(`${origin}/api/v1/products?limit=10`);
  const message = "GET /api/v1/products?limit=10⏎\n1505290625682⏎\nAKIDEXAMPLE0000000A1\n";

  it("shows the exact string to sign and says whether the signature is right", async () => {
    const signed = await createSigner({ credentials, clock: () => timestamp }).sign(request(), origin);
    const explanation = await explainSignature(signed, credentials);
    expect(explanation).toContain(message);
    expect(explanation).toContain("Access key: 20 characters (upper-case, digits).");
    expect(explanation).toContain("The signature in the request is right.");
    expect(explanation).not.toContain(credentials.secretKey);
    expect(explanation).not.toContain(signed.headers.get("x-ncp-apigw-signature-v2"));
  });

  it("sees a signature by other keys", async () => {
    const signed = await createSigner({ credentials, clock: () => timestamp }).sign(request(), origin);
    const others = { ...credentials, secretKey: "x" };
    expect(await explainSignature(signed, others)).toContain("The signature in the request is wrong.");
  });

  it("explains an unsigned request as of now", async () => {
    const explanation = await explainSignature(request(), credentials);
    expect(explanation).toMatch(/GET \/api\/v1\/products\?limit=10⏎\n\d{13}⏎\n/);
    expect(explanation).toContain("The signature in the request is absent.");
  });
});
