import type { IncomingMessage, ServerResponse } from "node:http";
import { type RecordingServer, recordingServer } from "../recording-server.js";
import { credentials } from "../vectors.js";

type Answer = string | { status: number; headers?: Record<string, string>; body?: string } | "hang" | "reset";

/** What the service says next, open to change between requests. */
export interface MetadataAnswers {
  token: Answer;
  role: Answer;
  keys: Answer;
}

export interface MetadataServer extends RecordingServer {
  answers: MetadataAnswers;
  /** What a client has to be given to find this service. */
  env: { NCLOUD_METADATA_ENDPOINT: string };
  /** Method and path of each request so far. */
  calls(): string[];
}

export const ROLE = "8f14e45f-ceea-467f-a83f-58b50f2d1ec4";
export const TOKEN_PATH = "/latest/api/token";
export const ROLE_PATH = "/latest/meta-data/iam/security-credentials/";

export const grant = (Expiration: string, more: object = {}) =>
  JSON.stringify({ AccessKeyId: credentials.accessKey, SecretAccessKey: credentials.secretKey, Expiration, ...more });

/** A metadata service that insists on version 2, unless its answer to a token request is no token. */
export async function metadataServer(changed: Partial<MetadataAnswers> = {}): Promise<MetadataServer> {
  const answers: MetadataAnswers = { token: "tok-1", role: ROLE, keys: grant("2026-11-23T12:00:00Z"), ...changed };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = request;
    const byRoute: Record<string, Answer> = {
      [`PUT ${TOKEN_PATH}`]: answers.token,
      [`GET ${ROLE_PATH}`]: answers.role,
      [`GET ${ROLE_PATH}${ROLE}`]: answers.keys,
    };
    let said = byRoute[`${method} ${url}`] ?? { status: 404, body: "Path Not found." };
    const token = typeof answers.token === "string" ? answers.token : undefined;
    if (method === "GET" && headers["x-ncp-metadata-token"] !== token) said = { status: 401 };
    if (method === "PUT" && headers["x-ncp-metadata-token-ttl-seconds"] !== "21600") said = { status: 400 };
    if (said === "hang") return;
    if (said === "reset") return request.socket.destroy();
    if (typeof said === "string") return response.end(said);
    response.writeHead(said.status, said.headers).end(said.body);
  };
  const server = await recordingServer(answer);
  return {
    ...server,
    answers,
    env: { NCLOUD_METADATA_ENDPOINT: server.url },
    calls: () => server.received.map(({ method, target }) => `${method} ${target}`),
  };
}
