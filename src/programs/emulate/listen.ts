import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { requestFrom, type Answer, type Request } from './http';
import { jsonRefusal } from './json-answers';

/** A client that says nothing for so long is let go. */
const SILENT_MS = 30_000;

/** Serves requests over HTTP. @throws where the port cannot be had. */
export async function listen(
  handle: (request: Request) => Promise<Answer>,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer(onRequest(handle));
  // Uploads may take long; one that stands still may not.
  server.requestTimeout = 0;
  server.timeout = SILENT_MS;
  server.keepAliveTimeout = SILENT_MS;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => closed(server),
  };
}

/** What answers requests, as a listener of Node's server. */
export function onRequest(
  handle: (request: Request) => Promise<Answer>,
): (incoming: IncomingMessage, response: ServerResponse) => void {
  return (incoming, response) => {
    answer(handle, incoming, response).catch((error: NodeJS.ErrnoException) => {
      // Nobody is there any more to be told; who goes away in the middle of a stream has had enough of it.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') console.error(error);
      response.destroy();
    });
  };
}

async function answer(
  handle: (request: Request) => Promise<Answer>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { statusCode, headers, body } = await handle(requestFrom(incoming)).catch(jsonRefusal);
  // What is left of a body that was refused is not read: the connection ends with the answer.
  if (!incoming.complete) response.setHeader('connection', 'close');
  const isStream = typeof body === 'object' && !(body instanceof Uint8Array);
  const bytes = typeof body === 'string' ? Buffer.from(body) : isStream ? null : (body ?? Buffer.alloc(0));
  const length =
    bytes === null || headers?.['content-length'] !== undefined
      ? {}
      : { 'content-length': String(bytes.length) };
  response.writeHead(statusCode, { ...headers, ...(hasLength(statusCode) && length) });
  if (isStream) return pipeline(body, response);
  response.end(bytes);
}

/** Answers that have no body say no length. */
function hasLength(statusCode: number): boolean {
  return statusCode !== 204 && statusCode !== 304;
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  server.closeAllConnections();
  await end;
}
