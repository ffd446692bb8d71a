/** What the many error bodies of NCP have in common. */
export interface ErrorBody {
  code?: string;
  message?: string;
  details?: string;
  requestId?: string;
}

// Each fact under the names that NCP's services give it, the likelier first.
const NAMES: Record<keyof ErrorBody, string[]> = {
  code: ["errorCode", "code", "returnCode", "responseCode"],
  message: ["message", "errorMessage", "msg", "returnMessage", "responseMessage", "error"],
  details: ["details"],
  requestId: ["requestId"],
};
const ENVELOPES = ["error", "responseError", "status"];
const EXCERPT_LENGTH = 200;

const excerpt = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, EXCERPT_LENGTH);

/** JSON as a value, or undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function collect(read: (name: string) => unknown): ErrorBody {
  const found: ErrorBody = {};
  for (const [fact, names] of Object.entries(NAMES) as [keyof ErrorBody, string[]][]) {
    for (const name of names) {
      const value = read(name);
      if ((typeof value === "string" && value.trim() !== "") || typeof value === "number") {
        found[fact] = excerpt(String(value));
        break;
      }
    }
  }
  return found;
}

function fromObject(body: object): ErrorBody {
  const read = (from: object) => (name: string) => (Object.hasOwn(from, name) ? Reflect.get(from, name) : undefined);
  const outer = read(body);
  const inner = ENVELOPES.map(outer).find((value) => typeof value === "object" && value !== null);
  return collect(read((inner as object | undefined) ?? body));
}

function fromText(text: string): ErrorBody {
  if (/<html|<!doctype html/i.test(text)) {
    const title = /<title>([^<]*)/i.exec(text)?.[1] ?? "";
    return { message: `An HTML page came instead of JSON${title.trim() && `: "${excerpt(title)}"`}.` };
  }
  const found = /^\s*</.test(text) ? collect((name) => new RegExp(`<${name}>([^<]*)</`, "i").exec(text)?.[1]) : {};
  if (Object.keys(found).length > 0) return found;
  return text.trim() === "" ? {} : { message: excerpt(text) };
}

/**
 * Reads an error body of any NCP service: gateway, infrastructure, Sub Account, CLOVA, certificate services,
 * Spring's default, XML, HTML, plain text. It goes by shape, as statuses do not tell the services apart;
 * it takes anything and never throws.
 *
 * @param body JSON as parsed or as text; anything else that came.
 * @param hidden what is cut out of the result, should the body quote it.
 */
export function parseErrorBody(body: unknown, hidden: string[] = []): ErrorBody {
  const value = typeof body === "string" ? (parseJson(body) ?? body) : body;
  const found =
    typeof value === "string" ? fromText(value) : typeof value === "object" && value ? fromObject(value) : {};
  for (const [fact, text] of Object.entries(found) as [keyof ErrorBody, string][]) {
    found[fact] = hidden.reduce((shown, secret) => shown.replaceAll(secret, "(hidden)"), text);
  }
  return found;
}
