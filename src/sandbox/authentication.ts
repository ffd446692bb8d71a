import type { Credentials } from "../credentials.js";
import { sign } from "../signing.js";
import type { Received } from "./gateway.js";
import { Refusal } from "./gateway-error.js";

const WINDOW = 5 * 60 * 1000;

/**
 * Checks the three headers of a request as NCP's documents tell it: present, of a known key, not more than
 * 5 minutes from `now`, and signed with that key's secret.
 *
 * @throws Refusal with code 200. Its details are NCP's words, which do not tell a wrong key from a wrong clock.
 */
export async function authenticate({ method, target, headers }: Received, known: Credentials, now: number) {
  const timestamp = headers.get("x-ncp-apigw-timestamp");
  const accessKey = headers.get("x-ncp-iam-access-key");
  const signature = headers.get("x-ncp-apigw-signature-v2");
  if (!timestamp || !accessKey || !signature) {
    throw new Refusal("200", "Authentication information are missing.");
  }
  // Put together here and not by `stringToSign`, which first gives the URL to a parser: a path that was
  // sent in another spelling than it was signed has to be seen.
  const expected = await sign(`${method} ${target}\n${timestamp}\n${accessKey}`, known.secretKey);
  const inTime = /^\d+$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= WINDOW;
  if (!inTime || !equal(accessKey, known.accessKey) || !equal(signature, expected)) {
    throw new Refusal("200", "Invalid authentication information.");
  }
}

/** Compares in a time that does not tell how much of a guess was right; node:crypto's is not everywhere. */
function equal(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index += 1) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}
