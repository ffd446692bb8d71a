import { createHmac } from "node:crypto";
import axios, { type AxiosAdapter } from "axios";
import ky from "ky";
import { createApiGatewayClient, type paths } from "ncloud-apigateway";
import createClient from "openapi-fetch";
import { credentials } from "../../test/vectors.js";
import type { Group } from "./report.js";
import { type Contestants, compare, microseconds, processorMicroseconds } from "./rounds.js";

const TEMPLATE = "/api/v1/products/{product-id}/api-keys/{api-key-id}";
const PATH = "/api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4";
const params = { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } };
const body = { status: "ACCEPTED" } as const;

/** The simplest signing that one would write by hand, which is all that the peers get. */
function headers(): Record<string, string> {
  const { accessKey, secretKey } = credentials;
  const timestamp = String(Date.now());
  const message = `PATCH ${PATH}\n${timestamp}\n${accessKey}`;
  return {
    "x-ncp-apigw-timestamp": timestamp,
    "x-ncp-iam-access-key": accessKey,
    "x-ncp-apigw-signature-v2": createHmac("sha256", secretKey).update(message).digest("base64"),
  };
}

/** The same status change in many ways, each with a client as it comes. */
function callers(baseUrl: string, fetch?: typeof globalThis.fetch, adapter?: AxiosAdapter): Contestants {
  const url = baseUrl + PATH;
  const bare = createClient<paths>({ baseUrl, ...(fetch && { fetch }) });
  const client = createApiGatewayClient({ credentials, baseUrl, fetch });
  const kyClient = ky.create({ ...(fetch && { fetch }) });
  const axiosClient = axios.create({ ...(adapter && { adapter }) });
  const send = fetch ?? globalThis.fetch;
  return {
    "openapi-fetch, not signed": () => bare.PATCH(TEMPLATE, { params, body }),
    "ncloud-apigateway": () => client.PATCH(TEMPLATE, { params, body }),
    "fetch, signed by hand": async () => {
      const json = { "content-type": "application/json" };
      const response = await send(url, {
        method: "PATCH",
        headers: { ...json, ...headers() },
        body: JSON.stringify(body),
      });
      return response.text();
    },
    "ky, signed by hand": () => kyClient.patch(url, { json: body, headers: headers() }).text(),
    "axios, signed by hand": () => axiosClient.patch(url, body, { headers: headers() }),
  };
}

/** Calls that reach no network: what clients cost by themselves. */
export async function benchStubCalls(): Promise<Group> {
  const fetch = async () => new Response(null, { status: 204 });
  const adapter: AxiosAdapter = async (config) => ({ status: 204, statusText: "", headers: {}, data: "", config });
  const contestants = callers("https://apigateway.apigw.ntruss.com", fetch, adapter);
  return compare("a call with fetch stubbed", "µs", contestants, microseconds(20));
}

/** Calls over loopback HTTP. */
export async function benchLoopbackCalls(url: string): Promise<Group[]> {
  return [
    await compare("a call over loopback, one at a time", "µs", callers(url), microseconds(100), 15),
    await compare("the same, processor time of the client alone", "µs", callers(url), processorMicroseconds(100)),
    await compare("a call over loopback, 50 in flight", "µs", callers(url), microseconds(100, 50), 15),
  ];
}
