export type { components, operations, paths } from "../generated/schema.js";
export type { Region } from "./base-url.js";
export { type ApiGatewayClient, type ClientOptions, createApiGatewayClient } from "./client.js";
export type { Credentials, CredentialsProvider } from "./credentials.js";
export { ApiGatewayError, type ErrorFacts, type ErrorKind, unwrap } from "./error.js";
export { explainSignature } from "./explain-signature.js";
export {
  createSigningMiddleware,
  type SigningOptions,
  type StringToSignParts,
  sign,
  stringToSign,
} from "./signing.js";
export type { Fetch, RetryOptions } from "./transport.js";
