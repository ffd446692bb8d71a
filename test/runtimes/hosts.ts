import type { RequestListener } from "node:http";
import { createSandbox } from "ncloud-apigateway/sandbox";
import { expectedSignature, recordingServer } from "../recording-server.js";
import { credentials } from "../vectors.js";
import type { Answer, Hosts, Mirrored, Report } from "./suite.js";

/** The servers that a suite talks to, all in this process and on loopback. */
export interface Stage {
  hosts: Hosts;
  /** The report that has come since the last one was taken. */
  takeReport(): Report | undefined;
  close(): Promise<void>;
}

/** Lets any web page call a server, as the suite runs in one, too. */
function openToPages(answer: RequestListener): RequestListener {
  return (request, response) => {
    for (const what of ["origin", "methods", "headers"]) response.setHeader(`access-control-allow-${what}`, "*");
    response.setHeader("access-control-expose-headers", "*");
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else answer(request, response);
  };
}

async function closedPort(): Promise<string> {
  const server = await recordingServer();
  await server.close();
  return server.url;
}

export async function openStage(): Promise<Stage> {
  const sandbox = await createSandbox({ credentials }).listen();
  const mirror = await recordingServer(
    openToPages((_, response) => {
      const calls = mirror.received.filter(({ method }) => method !== "OPTIONS");
      const { method = "", target = "", headers } = calls.at(-1) ?? {};
      const mirrored: Mirrored = {
        count: calls.length,
        method,
        target,
        signature: headers?.["x-ncp-apigw-signature-v2"],
        expectedSignature: expectedSignature({ method, target, headers: headers ?? {} }),
      };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(mirrored));
    }),
  );
  const redirecting = await recordingServer(
    openToPages(({ url = "" }, response) => {
      const status = Number(new URL(url, mirror.url).searchParams.get("productName"));
      response.writeHead(status, { location: `${mirror.url}${url}` }).end();
    }),
  );
  const parrot = await recordingServer(
    openToPages((_, response) => {
      const answer: Answer = JSON.parse(JSON.parse(parrot.received.at(-1)?.body ?? "").apiKeyValue);
      response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
    }),
  );
  const silent = await recordingServer(openToPages(() => {}));
  const report = await recordingServer(openToPages((_, response) => response.end()));
  const servers = [sandbox, mirror, redirecting, parrot, silent, report];
  return {
    hosts: {
      sandbox: sandbox.url,
      mirror: mirror.url,
      redirecting: redirecting.url,
      parrot: parrot.url,
      silent: silent.url,
      refusing: await closedPort(),
      report: report.url,
    },
    takeReport() {
      const arrived = report.received.splice(0).find(({ method }) => method === "POST");
      return arrived && JSON.parse(arrived.body);
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
