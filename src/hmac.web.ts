import { ApiGatewayError } from "./error.js";

const HMAC_SHA256 = { name: "HMAC", hash: "SHA-256" };
const encoder = new TextEncoder();
const bytes = (value: string | Uint8Array) =>
  (typeof value === "string" ? encoder.encode(value) : value) as Uint8Array<ArrayBuffer>;

// Importing a key costs more than signing with it, so each secret is imported once. The bound is for
// providers that rotate: only the secrets in use are worth keeping.
const MAX_KEYS = 16;
const keys = new Map<string | Uint8Array, Promise<CryptoKey>>();

function importKey(key: string | Uint8Array): Promise<CryptoKey> {
  let imported = keys.get(key);
  if (!imported) {
    if (keys.size >= MAX_KEYS) keys.clear();
    imported = crypto.subtle.importKey("raw", bytes(key), HMAC_SHA256, false, ["sign"]);
    keys.set(key, imported);
  }
  return imported;
}

/** Base64 of HMAC-SHA256, strings taken as UTF-8. The door for browsers and workers: WebCrypto. */
export async function hmacSha256(message: string | Uint8Array, key: string | Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new ApiGatewayError(
      "request",
      "Signing needs crypto.subtle, which a page has only over https or on localhost.",
    );
  }
  const digest = await crypto.subtle.sign("HMAC", await importKey(key), bytes(message));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
