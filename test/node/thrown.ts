import { inspect } from "node:util";
import { expect } from "vitest";
import { ApiGatewayError, type CredentialsProvider } from "../../src/index.js";
import { credentials } from "../vectors.js";

/** The error that a provider ends with, after a look that it is of the right kind and tells no key. */
export async function thrown(provider: CredentialsProvider): Promise<ApiGatewayError> {
  const error = await Promise.resolve()
    .then(provider)
    .then(() => undefined)
    .catch((reason: unknown) => reason);
  if (!(error instanceof ApiGatewayError)) throw new Error("expected an ApiGatewayError", { cause: error });
  expect(error.kind).toBe("credentials");
  const told = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  expect(told).not.toContain(credentials.accessKey);
  expect(told).not.toContain(credentials.secretKey);
  return error;
}
