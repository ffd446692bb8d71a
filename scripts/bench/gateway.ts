import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The server of `server.ts`, so that its work is not counted as the client's. */
export interface Gateway {
  url: string;
  openSockets(): Promise<number>;
  close(): void;
}

export async function startGateway(): Promise<Gateway> {
  const child = fork(fileURLToPath(new URL("server.ts", import.meta.url)));
  const [url] = await once(child, "message");
  return {
    url,
    async openSockets() {
      child.send("how many?");
      return (await once(child, "message"))[0];
    },
    close: () => child.disconnect(),
  };
}
