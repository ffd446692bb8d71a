import type { Credentials } from "./credentials.js";
import type { ErrorBody } from "./error-body.js";

/** The gateway accepts this much difference between clocks; less one minute, as `Date` and the way back blur it. */
export const CLOCK_TOLERANCE = 4 * 60_000;

/** How a key looks, without a character of it. */
export function describeKey(key: string): string {
  const classes = { "upper-case": /[A-Z]/, "lower-case": /[a-z]/, digits: /\d/, other: /[^A-Za-z\d]/ };
  const found = Object.entries(classes).flatMap(([name, pattern]) => (pattern.test(key) ? name : []));
  return `${key.length} characters (${found.join(", ")})`;
}

/**
 * The likeliest cause of a 401 and what to do, from what can be seen on this side.
 *
 * @param clockError milliseconds that the gateway's `Date` is ahead of the signed timestamp; NaN without a `Date`.
 */
export function explainRefusal(
  { code, details = "" }: ErrorBody,
  clockError: number,
  { accessKey, secretKey }: Credentials,
  origin: string,
): string {
  if (code === "210") {
    return /subscription/i.test(details)
      ? "The keys are good, but not subscribed to this: check product and host."
      : "The keys are good, but may not do this: check the sub account's permissions and allowed sources.";
  }
  if (/missing/i.test(details))
    return "The signing headers did not arrive: look for a proxy that removes x-ncp-* headers.";
  if (Math.abs(clockError) >= CLOCK_TOLERANCE) {
    const difference = `${Math.round(Math.abs(clockError) / 60_000)} min ${clockError > 0 ? "behind" : "ahead of"}`;
    return `This machine's clock is ${difference} the gateway's, which allows 5: set it, in UTC.`;
  }
  const swapped = accessKey.length === 40 || secretKey.length === 20;
  if (swapped || accessKey.length !== 20 || secretKey.length !== 40) {
    const advice = swapped ? "are they swapped?" : "copy both again; a Client ID or Client Secret does not work here.";
    return `An access key usually has 20 characters, a secret key 40. accessKey has ${describeKey(accessKey)}, secretKey ${describeKey(secretKey)}: ${advice}`;
  }
  return `Clock and keys look right. Likeliest first: the secret key belongs to another access key; the key was stopped, deleted or has expired; it is of another site than ${origin}; a proxy changed method, path or query.`;
}
