import { createHmac, createSecretKey, webcrypto } from "node:crypto";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import Base64 from "crypto-js/enc-base64.js";
import hmacSha256 from "crypto-js/hmac-sha256.js";
import { sign, stringToSign } from "ncloud-apigateway";
import { credentials, timestamp } from "../../test/vectors.js";
import type { Group } from "./report.js";
import { compare, microseconds } from "./rounds.js";

/** From the string to sign to the value of the header. */
export async function benchSigning(): Promise<Group> {
  const { accessKey, secretKey } = credentials;
  const message = stringToSign({ method: "GET", url: "/photos/puppy.jpg?query1=&query2", timestamp, accessKey });
  const keyObject = createSecretKey(secretKey, "utf8");
  const bytes = (text: string) => new TextEncoder().encode(text);
  const base64 = (digest: ArrayBuffer | Uint8Array) => btoa(String.fromCharCode(...new Uint8Array(digest)));
  const importKey = () =>
    webcrypto.subtle.importKey("raw", bytes(secretKey), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const cryptoKey = await importKey();

  return compare(
    "string to sign → header value",
    "µs",
    {
      "createHmac with a KeyObject: the limit": () => createHmac("sha256", keyObject).update(message).digest("base64"),
      "ncloud-apigateway": () => sign(message, secretKey),
      "WebCrypto, key imported once": async () =>
        base64(await webcrypto.subtle.sign("HMAC", cryptoKey, bytes(message))),
      "WebCrypto, key imported each time": async () =>
        base64(await webcrypto.subtle.sign("HMAC", await importKey(), bytes(message))),
      "crypto-js, as in NAVER's samples": () => hmacSha256(message, secretKey).toString(Base64),
      "@noble/hashes": () => base64(hmac(sha256, bytes(secretKey), bytes(message))),
    },
    microseconds(20),
  );
}
