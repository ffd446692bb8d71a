import { createHmac } from "node:crypto";

/** Base64 of HMAC-SHA256, strings taken as UTF-8. The door for Node, Bun and Deno: synchronous. */
export function hmacSha256(message: string | Uint8Array, key: string | Uint8Array): string {
  return createHmac("sha256", key).update(message).digest("base64");
}
