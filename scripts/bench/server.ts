/** A gateway that answers 204 to everything, in a process of its own. It tells its URL, and its open sockets when asked. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(204).end());
});
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on("message", () => server.getConnections((_, count) => process.send?.(count)));
process.on("disconnect", () => process.exit());
