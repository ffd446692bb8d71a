import { createSandbox } from "ncloud-apigateway/sandbox";

// Loaded before a code block: the keys of its environment are the example keys, and what it sends to NCP goes to a
// sandbox in its own process.

const credentials = { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1" };
process.env.NCLOUD_ACCESS_KEY = credentials.accessKey;
process.env.NCLOUD_SECRET_KEY = credentials.secretKey;

const sandbox = createSandbox({ credentials });
const overTheNetwork = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  return new URL(request.url).hostname === "127.0.0.1" ? overTheNetwork(request) : sandbox.fetch(request);
};
