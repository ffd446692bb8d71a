import { ApiGatewayError } from "./error.js";

/** The three sites of NCP, each with accounts, keys and a gateway of its own. */
const ORIGINS = {
  public: "https://apigateway.apigw.ntruss.com",
  gov: "https://apigateway.apigw.gov-ntruss.com",
  fin: "https://apigateway.apigw.fin-ntruss.com",
};
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** A site of NCP. */
export type Region = keyof typeof ORIGINS;

/** The one origin that requests go to and that may get signatures: a region's, or that of a `baseUrl`. */
export function originOf(region: Region = "public", baseUrl?: string): string {
  const refuse = (fault: string) => new ApiGatewayError("request", fault);
  if (baseUrl === undefined) {
    if (Object.hasOwn(ORIGINS, region)) return ORIGINS[region];
    throw refuse(`region must be "public", "gov" or "fin", got ${JSON.stringify(region)}.`);
  }
  if (!URL.canParse(baseUrl)) throw refuse(`baseUrl must be an absolute URL such as "${ORIGINS.public}".`);
  const { origin, protocol, hostname, username, password, href } = new URL(baseUrl);
  if (username || password) throw refuse("baseUrl must not hold a user name or password.");
  if (protocol !== "https:" && !(protocol === "http:" && LOOPBACK.test(hostname))) {
    throw refuse(`baseUrl must be https; http is for loopback hosts only, got ${protocol}//${hostname}.`);
  }
  if (href !== `${origin}/`) throw refuse(`baseUrl must be a bare origin: the operations' paths start with /api/v1.`);
  return origin;
}
