import type { CredentialsProvider } from "../credentials.js";
import { type ConfigFileOptions, fromConfigFile } from "./config-file.js";
import { type EnvironmentOptions, fromEnv } from "./environment.js";
import { fromServerRole, type ServerRoleOptions } from "./server-role.js";
import { AbsentSource, refuse } from "./source.js";

/** Options of `defaultCredentials`: those of its three sources. */
export interface DefaultCredentialsOptions extends EnvironmentOptions, ConfigFileOptions, ServerRoleOptions {}

/**
 * Credentials from where NCP's own SDKs look, in their order: the environment, the file `~/.ncloud/configure`, the
 * server role. The first that holds keys is asked from then on; the others are not asked again.
 *
 * A source that is absent is passed over, as is a file without keys for `DEFAULT`. One that is there but broken (one
 * of two variables, a malformed file, a profile or path that was named and is missing) ends the search: it was meant
 * to be used, and calls made with other keys might change another account.
 *
 * The provider throws ApiGatewayError of kind `"credentials"`. Its message has the reason of each source that was
 * asked, and its `cause` is an AggregateError of them.
 *
 * @example
 * const client = createApiGatewayClient({ credentials: defaultCredentials() });
 */
export function defaultCredentials(options: DefaultCredentialsOptions = {}): CredentialsProvider {
  const sources = [fromEnv(options), fromConfigFile(options), fromServerRole(options)];
  let chosen: CredentialsProvider | undefined;

  return async () => {
    if (chosen) return chosen();
    const refusals: Error[] = [];
    for (const source of sources) {
      try {
        const credentials = await source();
        chosen = source;
        return credentials;
      } catch (error) {
        refusals.push(error as Error);
        if (!(error instanceof AbsentSource)) break;
      }
    }
    const reasons = refusals.map(({ message }) => message).join(" ");
    throw refuse(`No credentials were found. ${reasons}`, new AggregateError(refusals));
  };
}
