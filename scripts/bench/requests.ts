import { type BinaryLike, createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsClient } from "aws4fetch";
import { createSigningMiddleware } from "ncloud-apigateway";
import { credentials } from "../../test/vectors.js";
import type { Group } from "./report.js";
import { compare, microseconds } from "./rounds.js";

const ORIGIN = "https://apigateway.apigw.ntruss.com";
const PATH = "/api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4";
const BODY = '{"status":"ACCEPTED"}';

const newRequest = () =>
  new Request(ORIGIN + PATH, { method: "PATCH", body: BODY, headers: { "content-type": "application/json" } });

/** SHA-256 as the AWS SDK has it on Node. */
class Sha256 {
  private readonly hash;
  constructor(secret?: BinaryLike) {
    this.hash = secret ? createHmac("sha256", secret) : createHash("sha256");
  }
  update(data: Uint8Array) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
  reset() {}
}

/** A request made and signed whole. */
export async function benchRequests(): Promise<Group> {
  const { accessKey: accessKeyId, secretKey: secretAccessKey } = credentials;
  const service = { service: "apigateway", region: "kr" };
  const middleware = createSigningMiddleware({ credentials });
  const onRequest = middleware.onRequest as (call: { request: Request; options: { baseUrl: string } }) => unknown;
  const aws4fetch = new AwsClient({ accessKeyId, secretAccessKey, ...service });
  const smithy = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    sha256: Sha256 as never,
    ...service,
  });

  return compare(
    "a request, made and signed",
    "µs",
    {
      "ncloud-apigateway: four parts, one HMAC": () =>
        onRequest({ request: newRequest(), options: { baseUrl: ORIGIN } }),
      "the Request alone, not signed": newRequest,
      "aws4fetch: body and headers too, key derived once a day": () => aws4fetch.sign(newRequest()),
      "@smithy/signature-v4: the same, without a Request": () =>
        smithy.sign({
          method: "PATCH",
          protocol: "https:",
          hostname: new URL(ORIGIN).hostname,
          path: PATH,
          headers: { host: new URL(ORIGIN).hostname, "content-type": "application/json" },
          body: BODY,
        }),
    },
    microseconds(20),
  );
}
