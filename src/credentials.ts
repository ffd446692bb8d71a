import { ApiGatewayError } from "./error.js";

/**
 * The two halves of an NCP API authentication key: of an account, a sub account, an STS grant or a
 * server role. All are signed with alike.
 *
 * @example
 * const credentials: Credentials = {
 *   accessKey: "AKIDEXAMPLE0000000A1",
 *   secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1",
 * };
 */
export interface Credentials {
  /** Sent with every request, in the header `x-ncp-iam-access-key`. Usually 20 characters. */
  accessKey: string;
  /** Never sent: the key of the HMAC. Usually 40 characters. */
  secretKey: string;
}

/**
 * Gives the credentials of the moment. It is asked again for each attempt, so keys may rotate.
 *
 * @example
 * const provider: CredentialsProvider = async () => ({
 *   accessKey: "AKIDEXAMPLE0000000A1",
 *   secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1",
 * });
 */
export type CredentialsProvider = () => Credentials | Promise<Credentials>;

const refuse = (reason: string) => new ApiGatewayError("credentials", reason);

function checkKey(name: keyof Credentials, value: unknown): string {
  if (typeof value !== "string") {
    throw refuse(`credentials.${name} must be a string, got ${value === null ? "null" : typeof value}.`);
  }
  if (value === "") throw refuse(`credentials.${name} is empty.`);
  if (/\s/.test(value)) throw refuse(`credentials.${name} contains a blank or line break: copy it again without.`);
  if (!/^[!-~]+$/.test(value)) {
    throw refuse(`credentials.${name} contains a character that is not printable ASCII: copy it again.`);
  }
  return value;
}

/**
 * Checks that a value can be signed with, and gives it back as a copy that nobody else can change.
 * Messages name the fault and the key, never its value.
 */
export function checkCredentials(value: unknown): Credentials {
  if (typeof value !== "object" || value === null) {
    throw refuse("credentials must be { accessKey, secretKey }, or a function that gives them.");
  }
  const accessKey = checkKey("accessKey", Reflect.get(value, "accessKey"));
  const secretKey = checkKey("secretKey", Reflect.get(value, "secretKey"));
  // An access key travels in a header: swapped, the secret would be sent in clear.
  if (accessKey.length === 40 && secretKey.length === 20) {
    throw refuse("credentials.accessKey (40 characters) and credentials.secretKey (20) look swapped.");
  }
  return { accessKey, secretKey };
}

let browserWarned = false;

function warnInBrowser(): void {
  if (browserWarned || typeof document === "undefined") return;
  browserWarned = true;
  console.warn(
    "[ncloud-apigateway] Everyone who opens this page can read the secret key in it. Sign on a server, or give a function that fetches short-lived keys.",
  );
}

/** Turns what a caller gave into one function to ask, and checks at once what can be checked at once. */
export function toProvider(credentials: Credentials | CredentialsProvider): () => Promise<Credentials> {
  if (typeof credentials !== "function") {
    const checked = checkCredentials(credentials);
    warnInBrowser();
    return async () => checked;
  }
  return async () => {
    let answer: unknown;
    try {
      answer = await credentials();
    } catch (cause) {
      if (cause instanceof ApiGatewayError) throw cause;
      throw new ApiGatewayError("credentials", "The credentials provider failed: see cause.", { cause });
    }
    return checkCredentials(answer);
  };
}
