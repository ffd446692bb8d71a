import type { Answer } from "./gateway.js";

/** NCP's table of what its gateway answers when it fails: code, status, message. */
const TABLE = {
  "100": [400, "Bad Request Exception"],
  "200": [401, "Authentication Failed"],
  "210": [401, "Permission Denied"],
  "230": [403, "Forbidden"],
  "300": [404, "Not Found Exception"],
  "430": [413, "Request Entity Too Large"],
  "400": [429, "Quota Exceeded"],
  "410": [429, "Throttle Limited"],
  "420": [429, "Rate Limited"],
  "900": [500, "Unexpected Error"],
  "500": [503, "Endpoint Error"],
  "510": [504, "Endpoint Timeout"],
} as const;

export type GatewayCode = keyof typeof TABLE;

/** Thrown by whatever checks a request; the gateway turns it into an answer. */
export class Refusal extends Error {
  constructor(
    readonly code: GatewayCode,
    readonly details: string,
  ) {
    super(details);
  }
}

/** What may differ from NCP's table. */
export interface GatewayErrorParts {
  code: string;
  status?: number | undefined;
  message?: string | undefined;
  details?: string | undefined;
  headers?: Record<string, string> | undefined;
}

/** The answer for an error; status and message are those of NCP's table unless told otherwise. */
export function errorAnswer({ code, details, headers, ...parts }: GatewayErrorParts): Answer {
  const [status, message] = Object.hasOwn(TABLE, code) ? TABLE[code as GatewayCode] : TABLE["900"];
  return {
    status: parts.status ?? status,
    headers: { "content-type": "application/json;charset=UTF-8", ...headers },
    body: JSON.stringify({ error: { errorCode: code, message: parts.message ?? message, details } }),
  };
}
