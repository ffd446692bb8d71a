import { type Credentials, checkCredentials } from "./credentials.js";
import { describeKey } from "./hint.js";
import { SIGNATURE, TIMESTAMP } from "./signature-headers.js";
import { sign, stringToSign } from "./signing.js";

/**
 * Explains how a request is signed, for a support ticket: the exact string to sign with its line feeds made visible,
 * the look of both keys, and whether the signature in the request is the right one. Neither the secret key nor a
 * signature is shown. A request without a timestamp is explained as if it were sent now.
 *
 * @throws ApiGatewayError of kind `"credentials"` or `"request"` for what cannot be signed.
 * @example
 * const request = new Request("https://apigateway.apigw.ntruss.com/api/v1/products");
 * console.log(await explainSignature(request, { accessKey, secretKey }));
 */
export async function explainSignature(request: Request, credentials: Credentials): Promise<string> {
  const { accessKey, secretKey } = checkCredentials(credentials);
  const timestamp = request.headers.get(TIMESTAMP) ?? Date.now();
  const message = stringToSign({ method: request.method, url: request.url, timestamp, accessKey });
  const sent = request.headers.get(SIGNATURE);
  const verdict = sent === null ? "is absent" : sent === (await sign(message, secretKey)) ? "is right" : "is wrong";
  return [
    "String to sign (each ⏎ is one line feed, there is none at the end):",
    message.replaceAll("\n", "⏎\n"),
    `Access key: ${describeKey(accessKey)}. Secret key: ${describeKey(secretKey)}.`,
    `The signature in the request ${verdict}.`,
  ].join("\n");
}
