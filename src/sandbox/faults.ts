import type { Answer } from "./gateway.js";
import { errorAnswer } from "./gateway-error.js";

interface When {
  /**
   * Whether the fault strikes before the request is looked at (default), so that nothing is done, or after it was
   * carried out as usual, so that only the answer is lost or late.
   */
  when?: "before" | "after";
}

/** The gateway's own error body, as a failing gateway or one that is too busy sends it. */
export interface ErrorFault extends When {
  kind: "error";
  status: number;
  /** The gateway's code; it stands for its usual message unless `message` is given. */
  code: string;
  message?: string;
  details?: string;
  /** Such as `retry-after`. */
  headers?: Record<string, string>;
}

/** Any answer at all: broken JSON, an error inside a 200, another service's error body. */
export interface AnswerFault extends When {
  kind: "answer";
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

/** A page for people, as a proxy sends it. */
export interface HtmlFault extends When {
  kind: "html";
  /** Default 502. */
  status?: number;
}

/** A redirect. */
export interface RedirectFault extends When {
  kind: "redirect";
  location: string;
  /** Default 302. */
  status?: 301 | 302 | 303 | 307 | 308;
}

/** The usual answer, late. */
export interface DelayFault extends When {
  kind: "delay";
  milliseconds: number;
}

/** The connection is reset, and no answer comes. */
export interface ResetFault extends When {
  kind: "reset";
}

/** The request is carried out, and the connection ends in the middle of the body; at once if there is none. */
export interface CutOffFault {
  kind: "cutOff";
}

/** The usual answer, with a `Date` header that is this far from the sandbox's clock. */
export interface DateFault {
  kind: "date";
  offsetMilliseconds: number;
}

/** What `failNext` can do to an answer. */
export type Fault =
  | ErrorFault
  | AnswerFault
  | HtmlFault
  | RedirectFault
  | DelayFault
  | ResetFault
  | CutOffFault
  | DateFault;

type Replacing = Exclude<Fault, DelayFault | CutOffFault | DateFault>;

/**
 * Checks what a test asks for at once, where its author sees it.
 *
 * @throws TypeError or RangeError for a kind, status, header or body that cannot be.
 */
export function checkFault(fault: Fault): void {
  if (!KINDS.has(fault.kind)) {
    throw new TypeError(`failNext: the kind of a fault is one of ${[...KINDS].join(", ")}, got ${fault.kind}.`);
  }
  new Response("body" in fault && fault.body ? fault.body : null, fault as ResponseInit);
}

const KINDS: ReadonlySet<string> = new Set<Fault["kind"]>([
  "error",
  "answer",
  "html",
  "redirect",
  "delay",
  "reset",
  "cutOff",
  "date",
]);

/** Lets a fault strike. `work` carries the request out as usual; `signal` aborts when the caller is gone. */
export async function strike(fault: Fault, work: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  switch (fault.kind) {
    case "delay": {
      if (fault.when !== "after") {
        await pause(fault.milliseconds, signal);
        return work();
      }
      const answer = await work();
      await pause(fault.milliseconds, signal);
      return answer;
    }
    case "cutOff": {
      const answer = await work();
      return { ...answer, lost: answer.body ? "half" : "all" };
    }
    case "date":
      return { ...(await work()), dateOffset: fault.offsetMilliseconds };
    default:
      if (fault.when === "after") await work();
      return replacement(fault);
  }
}

function replacement(fault: Replacing): Answer {
  switch (fault.kind) {
    case "error":
      return errorAnswer(fault);
    case "answer":
      return { headers: {}, body: "", ...fault };
    case "html": {
      const { status = 502 } = fault;
      const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>Out of order</h1></body></html>`;
      return { status, headers: { "content-type": "text/html" }, body };
    }
    case "redirect":
      return { status: fault.status ?? 302, headers: { location: fault.location }, body: "" };
    case "reset":
      return { status: 0, headers: {}, body: "", lost: "all" };
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", leave, { once: true });
  });
}
