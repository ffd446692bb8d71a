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

const refuse = (fault: string, cause?: unknown) => new ApiGatewayError("credentials", `credentials${fault}`, { cause });

function checkKey(keys: object, name: keyof Credentials): string {
  const key: unknown = Reflect.get(keys, name);
  if (typeof key !== "string") throw refuse(`.${name} must be a string, got ${key === null ? key : typeof key}.`);
  if (key === "") throw refuse(`.${name} is empty.`);
  if (!/^[!-~]+$/.test(key)) throw refuse(`.${name} contains a blank, or a sign beyond ASCII: copy it again.`);
  return key;
}

/**
 * Checks that a value can be signed with, and gives it back as a copy that nobody else can change.
 * Messages name the fault and the key, never its value.
 */
export function checkCredentials(value: unknown): Credentials {
  if (typeof value !== "object" || !value)
    throw refuse(" must be { accessKey, secretKey }, or a function that gives them.");
  const accessKey = checkKey(value, "accessKey");
  const secretKey = checkKey(value, "secretKey");
  // An access key travels in a header: swapped, the secret would be sent in clear.
  if (accessKey.length === 40 && secretKey.length === 20) {
    throw refuse(": accessKey and secretKey look swapped.");
  }
  return { accessKey, secretKey };
}

/** Turns what a caller gave into one function to ask, and checks at once what can be checked at once. */
export function toProvider(credentials: Credentials | CredentialsProvider): () => Promise<Credentials> {
  if (typeof credentials !== "function") {
    const checked = checkCredentials(credentials);
    return async () => checked;
  }
  const ask = async () => credentials();
  return async () =>
    checkCredentials(
      await ask().catch((cause) => {
        throw cause instanceof ApiGatewayError ? cause : refuse(": the provider failed, see cause.", cause);
      }),
    );
}
