import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { credentials } from "./vectors.js";

/** A request as it came over the wire, before anything interpreted it. */
export interface ReceivedRequest {
  method: string;
  target: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface RecordingServer {
  url: string;
  received: ReceivedRequest[];
  /** Connections open at the moment. */
  sockets: Set<Socket>;
  close(): Promise<void>;
}

/** A loopback server that records what arrives and answers 204, or as the listener says. */
export async function recordingServer(
  answer: RequestListener = (_, response) => response.writeHead(204).end(),
): Promise<RecordingServer> {
  const received: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer(async (request, response) => {
    const { method = "", url: target = "", headers } = request;
    try {
      received.push({ method, target, headers, body: (await buffer(request)).toString() });
    } catch {
      return; // The client went away in the middle of its body.
    }
    answer(request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What the signature of a received request has to be, computed without the project's own code. */
export function expectedSignature({ method, target, headers }: Omit<ReceivedRequest, "body">): string {
  const message = `${method} ${target}\n${headers["x-ncp-apigw-timestamp"]}\n${credentials.accessKey}`;
  return createHmac("sha256", credentials.secretKey).update(message).digest("base64");
}
