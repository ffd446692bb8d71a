/** An error body is read up to here: enough for any message, and no server can make a client hold more. */
const ERROR_LIMIT = 64 * 1024;

/** A response read to its end, so that a body cut off counts as a failure of the attempt. */
export interface BufferedResponse {
  response: Response;
  bytes: Uint8Array;
}

/** Reads a response and gives it back with the body in memory; of an error, at most the first 64 KiB. */
export async function buffer(original: Response): Promise<BufferedResponse> {
  const { body, ok, status, statusText, url } = original;
  if (body === null) return { response: original, bytes: new Uint8Array() };
  const bytes = ok ? new Uint8Array(await original.arrayBuffer()) : await readAtMost(body, ERROR_LIMIT);
  const blank = !bytes.some((byte) => byte > 0x20);
  const response = new Response(blank ? null : bytes, { status, statusText, headers: original.headers });
  if (blank) {
    // openapi-fetch takes these two, and only these, to mean that there is no data.
    response.headers.set("content-length", "0");
    response.headers.delete("transfer-encoding");
  }
  return { response: Object.defineProperty(response, "url", { value: url }), bytes };
}

async function readAtMost(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(limit);
  const reader = body.getReader();
  let length = 0;
  while (length < limit) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes.set(value.subarray(0, limit - length), length);
    length += value.length;
  }
  // Not awaited: a server that drips may take its time to notice, and a failed cancel changes nothing.
  reader.cancel().catch(() => {});
  return bytes.slice(0, length);
}
