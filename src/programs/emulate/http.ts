import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { ServiceError } from './service-error';

/** A request as the services see it. */
export interface Request {
  readonly method: string;
  /** As it came, percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By name in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: AsyncIterable<Uint8Array>;
}

/** What goes back. Names of headers in lower case. */
export interface Answer {
  readonly statusCode: number;
  readonly headers?: { readonly [name: string]: string };
  /** A stream is sent as it comes; it ends as long as `content-length` says. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** The most bytes of a request that is read whole: above what any of the services takes. */
const MOST_BYTES = 6 << 20;
/** What has come for so long has to bring so many bytes a second: the slowest of lines does. */
const DRIPPING_MS = 30_000;
const LEAST_BYTES_PER_SEC = 1024;

export function requestFrom(incoming: IncomingMessage): Request {
  const target = incoming.url ?? '/';
  const at = target.indexOf('?');
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string | undefined] => [
    name,
    Array.isArray(value) ? value.join(',') : value,
  ]);
  return {
    method: incoming.method ?? 'GET',
    path: at === -1 ? target : target.slice(0, at),
    query: new URLSearchParams(at === -1 ? '' : target.slice(at + 1)),
    headers: Object.fromEntries(headers),
    body: atPace(incoming),
  };
}

/** A body as it comes. @throws ServiceError once it drips, which would hold the connection for ever. */
export async function* atPace(
  body: AsyncIterable<Uint8Array>,
  nowMs: () => number = () => performance.now(),
): AsyncGenerator<Uint8Array> {
  const fromMs = nowMs();
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    const ms = nowMs() - fromMs;
    if (ms > DRIPPING_MS && bytes < (ms / 1000) * LEAST_BYTES_PER_SEC)
      throw new ServiceError('RequestTimeout', 400, 'The request comes too slowly.');
    yield part;
  }
}

/** @throws ServiceError for what changes something and is no POST, which a link or a picture of any page could ask for. */
export function requirePost({ method }: Pick<Request, 'method'>): void {
  if (method === 'POST') return;
  throw new ServiceError('MethodNotAllowed', 405, `${method} changes nothing here: ask by POST.`);
}

/**
 * The whole body, as it was before a client compressed it, which SDKs do with long ones.
 *
 * @throws ServiceError for one that is larger than any service takes, or said to be compressed and not.
 */
export async function readBody({ body, headers }: Request): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    if ((bytes += part.length) > MOST_BYTES) throw tooLarge();
    parts.push(part);
  }
  const sent = Buffer.concat(parts);
  return headers['content-encoding'] === 'gzip' ? unpacked(sent) : sent;
}

function unpacked(sent: Buffer): Buffer {
  try {
    return gunzipSync(sent, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new ServiceError('SerializationException', 400, 'The body is not compressed by gzip.');
  }
}

function tooLarge(): ServiceError {
  return new ServiceError(
    'RequestEntityTooLargeException',
    413,
    `The request has more than ${MOST_BYTES} bytes.`,
  );
}
