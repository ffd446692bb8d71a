import { type Credentials, checkCredentials } from "../credentials.js";
import { ApiGatewayError } from "../error.js";

/** A source that is there but cannot be used. Its own message ends a chain, so that no other keys are used silently. */
export const refuse = (reason: string, cause?: unknown) => new ApiGatewayError("credentials", reason, { cause });

/** A source that holds no credentials at all: a chain may go on to the next. */
export class AbsentSource extends ApiGatewayError {
  constructor(reason: string, cause?: unknown) {
    super("credentials", reason, { cause });
  }
}

/** `checkCredentials`, with the name of the source put before what it finds. */
export function checkSource(name: string, credentials: unknown): Credentials {
  try {
    return checkCredentials(credentials);
  } catch (error) {
    throw refuse(`${name}: ${(error as ApiGatewayError).message}`);
  }
}
