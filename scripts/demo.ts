/** `npm start`: a publisher's story told against the sandbox, or one real call. It is written as a user would write it. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import {
  type ApiGatewayClient,
  ApiGatewayError,
  type ClientOptions,
  createApiGatewayClient,
  unwrap,
} from "ncloud-apigateway";
import { fromEnv } from "ncloud-apigateway/node";
import { createSandbox } from "ncloud-apigateway/sandbox";

const HELP = `npm start
    Tells the story of a publisher who approves one API key and rejects another, over real HTTP
    against a sandbox on this machine. No account is needed and nothing leaves the machine.

npm start -- --live --product ID --key ID --status ACCEPTED|REJECTED --yes
    Sets the status of one API key on the real gateway, with the keys in the environment variables
    NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY. Without --yes it shows what it would send, and stops.

    --product ID      the product's id, as the list of products gives it
    --key ID          the API key's id, as the search of the product's keys gives it
    --status STATUS   ACCEPTED approves the key, REJECTED refuses it
    --region REGION   public (default), gov or fin
    --base-url URL    another gateway, such as http://127.0.0.1:8080 for a listening sandbox
    --yes             really send it

Exit code: 0 all done, 1 the call failed, 2 nothing was sent.
`;

const OPTIONS = {
  help: { type: "boolean" },
  live: { type: "boolean" },
  product: { type: "string" },
  key: { type: "string" },
  status: { type: "string" },
  region: { type: "string" },
  "base-url": { type: "string" },
  yes: { type: "boolean" },
} as const satisfies ParseArgsConfig["options"];

const KEY_PATH = "/api/v1/products/{product-id}/api-keys/{api-key-id}";
const SEARCH_PATH = "/api/v1/products/{product-id}/api-keys/search";

/** A mistake in how the demo was called. */
class UsageError extends Error {}

async function main(args: string[]): Promise<void> {
  const { help, live, ...options } = parse(args);
  const [stray] = Object.keys(options);
  if (help) console.log(HELP);
  else if (live) await callGateway(options);
  else if (stray) throw new UsageError(`--${stray} is of use only together with --live.`);
  else await tellStory();
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function tellStory(): Promise<void> {
  const credentials = { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1" };
  const sandbox = await createSandbox({ credentials }).listen();
  console.log(`A sandbox listens on ${sandbox.url}. It stands in for the gateway, and checks every signature.\n`);
  print("METHOD", "PATH", "STATUS", "WHAT CHANGED");
  try {
    const client = createApiGatewayClient({ credentials, baseUrl: sandbox.url });
    const productId = await listProducts(client);
    const [first, second] = await findWaitingKeys(client, productId);
    await answerKey(client, productId, first, "ACCEPTED");
    await answerKey(client, productId, second, "REJECTED");

    const secretKey = "WRONGsecretWRONGsecretWRONGsecretWRONGse";
    const stranger = createApiGatewayClient({ credentials: { ...credentials, secretKey }, baseUrl: sandbox.url });
    await beRefused(stranger, productId, first);
  } finally {
    await sandbox.close();
  }
}

async function listProducts(client: ApiGatewayClient): Promise<string> {
  const result = await client.GET("/api/v1/products");
  const [product] = unwrap(result).productPage?.content ?? [];
  const { productId = "", productName, subscriptionCode } = product ?? {};
  printCall("GET", result.response, `nothing: product ${productId} is ${productName}, ${subscriptionCode}`);
  return productId;
}

async function findWaitingKeys(client: ApiGatewayClient, productId: string): Promise<[string, string]> {
  const result = await client.POST(SEARCH_PATH, {
    params: { path: { "product-id": productId } },
    body: { statusSet: ["REQUEST"] },
  });
  const keys = unwrap(result).apiKeyPage?.content ?? [];
  const [first = "", second = ""] = keys.map(({ apiKeyId }) => apiKeyId);
  printCall("POST", result.response, `nothing: ${keys.length} keys wait in REQUEST, ${first} and ${second}`);
  return [first, second];
}

async function answerKey(
  client: ApiGatewayClient,
  productId: string,
  apiKeyId: string,
  status: "ACCEPTED" | "REJECTED",
): Promise<void> {
  const change = await client.PATCH(KEY_PATH, {
    params: { path: { "product-id": productId, "api-key-id": apiKeyId } },
    body: { status },
  });
  unwrap(change);
  printCall("PATCH", change.response, `key ${apiKeyId}: REQUEST to ${status}`);

  const readBack = await client.POST(SEARCH_PATH, {
    params: { path: { "product-id": productId } },
    body: { apiKeyId },
  });
  const [key] = unwrap(readBack).apiKeyPage?.content ?? [];
  printCall("POST", readBack.response, `nothing: key ${apiKeyId} reads back as ${key?.status}`);
}

async function beRefused(client: ApiGatewayClient, productId: string, apiKeyId: string): Promise<void> {
  const result = await client.PATCH(KEY_PATH, {
    params: { path: { "product-id": productId, "api-key-id": apiKeyId } },
    body: { status: "REJECTED" },
  });
  try {
    unwrap(result);
  } catch (error) {
    printCall("PATCH", result.response, "nothing: signed with a wrong secret key, and refused");
    console.log(`\n${(error as Error).message}`);
    return;
  }
  throw new Error("The sandbox took a wrong secret key.");
}

async function callGateway(options: Omit<ReturnType<typeof parse>, "help" | "live">): Promise<void> {
  const { product, key, status, region = "public", "base-url": baseUrl, yes } = options;
  if (!product || !key) throw new UsageError(`--${product ? "key" : "product"} ID is missing.`);
  if (status !== "ACCEPTED" && status !== "REJECTED") throw new UsageError("--status must be ACCEPTED or REJECTED.");
  const client = createApiGatewayClient({
    credentials: await fromEnv()(),
    region: region as ClientOptions["region"],
    baseUrl,
  });
  if (!yes) {
    const path = KEY_PATH.replace("{product-id}", product).replace("{api-key-id}", key);
    throw new UsageError(
      `This would send PATCH ${path} with {"status":"${status}"} to ${baseUrl ?? `the ${region} gateway`}. Add --yes to send it.`,
    );
  }
  const result = await client.PATCH(KEY_PATH, {
    params: { path: { "product-id": product, "api-key-id": key } },
    body: { status },
  });
  unwrap(result);
  print("METHOD", "PATH", "STATUS", "WHAT CHANGED");
  printCall("PATCH", result.response, `key ${key} is ${status}`);
}

function printCall(method: string, { status, url }: Response, change: string): void {
  print(method, new URL(url).pathname, String(status), change);
}

function print(method: string, path: string, status: string, change: string): void {
  console.log(`${method.padEnd(6)}  ${path.padEnd(51)}  ${status.padEnd(6)}  ${change}`);
}

const wasSent = (error: unknown) =>
  !(error instanceof UsageError) &&
  !(error instanceof ApiGatewayError && (error.kind === "request" || error.kind === "credentials"));

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (!wasSent(error)) console.error('Nothing was sent. "npm start -- --help" tells more.');
  process.exitCode = wasSent(error) ? 1 : 2;
}
