/** Unix time in milliseconds: the same string that was signed. */
export const TIMESTAMP = "x-ncp-apigw-timestamp";
/** Whose keys these are. */
export const ACCESS_KEY = "x-ncp-iam-access-key";
/** Standard base64 of HMAC-SHA256, always 44 characters. */
export const SIGNATURE = "x-ncp-apigw-signature-v2";
