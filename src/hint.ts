import type { Credentials } from "./credentials.js";
import type { ErrorBody } from "./error-body.js";

/** The gateway accepts this much difference between clocks; less one minute, as `Date` and the way back blur it. */
export const CLOCK_TOLERANCE = 4 * 60_000;

/** How a key looks, without a character of it. */
export function describeKey(key: string): string {
  const classes = {
    "upper-case letters": /[A-Z]/,
    "lower-case letters": /[a-z]/,
    digits: /\d/,
    "other signs": /[^A-Za-z\d]/,
  };
  const found = Object.entries(classes).flatMap(([name, pattern]) => (pattern.test(key) ? name : []));
  return `${key.length} characters (${found.join(", ")})`;
}

/**
 * The likeliest cause of a 401 and what to do, from what can be seen on this side.
 *
 * @param clockError milliseconds that the gateway's `Date` is ahead of the signed timestamp; NaN without a `Date`.
 */
export function explainRefusal(body: ErrorBody, clockError: number, credentials: Credentials, origin: string): string {
  const { code, details = "" } = body;
  const { accessKey, secretKey } = credentials;
  if (code === "210") {
    return /subscription/i.test(details)
      ? "The keys are good, but nothing is subscribed to what they were used for: check the product and the host."
      : "The keys are good, but may not do this: check the sub account's permissions for API Gateway, and the sources it may call from.";
  }
  if (/missing/i.test(details)) {
    return "The signing headers did not arrive: look for a proxy that removes headers named x-ncp-*.";
  }
  if (Math.abs(clockError) >= CLOCK_TOLERANCE) {
    const minutes = Math.round(Math.abs(clockError) / 60_000);
    return `This machine's clock is ${minutes} min ${clockError > 0 ? "behind" : "ahead of"} the gateway's, which allows 5: set the clock, in UTC.`;
  }
  if (accessKey.length === 40 || secretKey.length === 20) {
    return "Judging by their lengths, credentials.accessKey and credentials.secretKey are swapped, or one was given twice.";
  }
  if (accessKey.length !== 20 || secretKey.length !== 40) {
    return `Usual are an access key of 20 and a secret key of 40 characters. credentials.accessKey has ${describeKey(accessKey)}, credentials.secretKey ${describeKey(secretKey)}. Copy both again; a Client ID and Client Secret do not work here.`;
  }
  return `Clock and keys look right. Likeliest first: the secret key belongs to another access key; the key was stopped, deleted or has expired; it is a key of another site than ${origin}; a proxy changed method, path or query.`;
}
