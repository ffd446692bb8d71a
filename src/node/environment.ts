import type { Credentials, CredentialsProvider } from "../credentials.js";
import { AbsentSource, checkSource, refuse } from "./source.js";

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Options of `fromEnv`. */
export interface EnvironmentOptions {
  /** Where variables are read. Default: `process.env`. */
  env?: Environment | undefined;
}

// NCP's tools disagree on the names: its SDKs read the long ones, its Terraform provider only the short ones.
const ACCESS_KEY = ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_ACCESS_KEY"] as const;
const SECRET_KEY = ["NCLOUD_SECRET_ACCESS_KEY", "NCLOUD_SECRET_KEY"] as const;

/** The value that goes by either of two names, trimmed; nothing when both are unset or blank. */
export function readVariable(env: Environment, names: readonly [string, string]): string | undefined {
  const [first, second] = names.map((name) => env[name]?.trim());
  if (first && second && first !== second) {
    // Which of two names wins differs from one official SDK to the next, so neither choice would be safe.
    throw refuse(`${names[0]} and ${names[1]} are both set and differ: unset one of them.`);
  }
  return first || second || undefined;
}

function readEnvironment(env: Environment): Credentials {
  const accessKey = readVariable(env, ACCESS_KEY);
  const secretKey = readVariable(env, SECRET_KEY);
  if (accessKey && secretKey) return checkSource("The environment", { accessKey, secretKey });
  const [access, secret] = [ACCESS_KEY.join(" or "), SECRET_KEY.join(" or ")];
  if (accessKey) throw refuse(`The environment sets ${access}, but not ${secret}: set both, or neither.`);
  if (secretKey) throw refuse(`The environment sets ${secret}, but not ${access}: set both, or neither.`);
  throw new AbsentSource(`The environment sets neither ${access} nor ${secret}.`);
}

/**
 * Credentials from the environment: `NCLOUD_ACCESS_KEY_ID` or `NCLOUD_ACCESS_KEY`, with
 * `NCLOUD_SECRET_ACCESS_KEY` or `NCLOUD_SECRET_KEY`. Values are trimmed, and a blank one counts as unset. They
 * are read each time the provider is asked.
 *
 * The provider throws ApiGatewayError of kind `"credentials"` when a value is missing or malformed, or when two
 * names of one value are set and differ.
 *
 * @example
 * const client = createApiGatewayClient({ credentials: fromEnv() });
 */
export function fromEnv({ env = process.env }: EnvironmentOptions = {}): CredentialsProvider {
  return () => readEnvironment(env);
}
