import { createHmac } from "node:crypto";
import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.js";

export const credentials = {
  accessKey: "AKIDEXAMPLE0000000A1",
  secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1",
};
export const NOW = 1505290625682;
export const KEY_TARGET = "/api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4";
export const SEARCH_TARGET = "/api/v1/products/k3sk9x1p2q/api-keys/search";

export interface Parts {
  method: string;
  target: string;
  timestamp?: number | string;
  accessKey?: string;
  secretKey?: string;
}

/** The three headers, computed with nothing of the project's. */
export function signatureHeaders({
  method,
  target,
  timestamp = NOW,
  accessKey = credentials.accessKey,
  secretKey = credentials.secretKey,
}: Parts): Record<string, string> {
  return {
    "x-ncp-apigw-timestamp": String(timestamp),
    "x-ncp-iam-access-key": accessKey,
    "x-ncp-apigw-signature-v2": createHmac("sha256", secretKey)
      .update(`${method} ${target}\n${timestamp}\n${accessKey}`)
      .digest("base64"),
  };
}

export interface Sent {
  method: string;
  target: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** One way into a sandbox: in-process, or over a socket with the request target as it is. */
export interface Door {
  sandbox: Sandbox;
  send(sent: Sent, signal?: AbortSignal): Promise<Got>;
  /** The same with a right signature, and with JSON if there is a body. */
  call(method: string, target: string, body?: unknown, signal?: AbortSignal): Promise<Got>;
  close(): Promise<void>;
}

export type DoorName = "fetch" | "listen";
export const DOORS: DoorName[] = ["fetch", "listen"];

export async function open(name: DoorName, options: Partial<SandboxOptions> = {}): Promise<Door> {
  const sandbox = createSandbox({ credentials, clock: () => NOW, ...options });
  const { send, close } = name === "fetch" ? inProcess(sandbox) : await overHttp(sandbox);
  const call: Door["call"] = (method, target, body, signal) => {
    const headers = { ...signatureHeaders({ method, target }), "content-type": "application/json" };
    return send({ method, target, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }, signal);
  };
  return { sandbox, send, call, close };
}

type Way = Pick<Door, "send" | "close">;

function inProcess(sandbox: Sandbox): Way {
  return {
    async send({ method, target, headers = {}, body }, signal) {
      const response = await sandbox.fetch(
        new Request(`https://apigateway.apigw.ntruss.com${target}`, {
          method,
          headers,
          ...(body !== undefined && { body: body as BodyInit }),
          ...(signal && { signal }),
        }),
      );
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: await response.text(),
      };
    },
    close: async () => {},
  };
}

async function overHttp(sandbox: Sandbox): Promise<Way> {
  const { url, close } = await sandbox.listen();
  return {
    send: (sent, signal) => rawRequest(url, sent, signal),
    close,
  };
}

export function rawRequest(
  url: string,
  { method, target, headers = {}, body }: Sent,
  signal?: AbortSignal,
  agent: Agent | false = false,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length: OutgoingHttpHeaders = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const outgoing = request(
      { hostname, port, method, path: target, headers: { ...headers, ...length }, agent, ...(signal && { signal }) },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The gateway's error in an answer, with its status. */
export function errorOf({ status, text }: Got): { status: number; code: string; message: string; details?: string } {
  const { errorCode: code, ...rest } = JSON.parse(text).error;
  return { status, code, ...rest };
}
