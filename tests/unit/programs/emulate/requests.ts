import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Request } from '../../../../src/programs/emulate/http';

/** A request as it comes from a socket. */
export function request(
  method: string,
  target: string,
  more: {
    readonly headers?: Request['headers'];
    readonly body?: string | readonly (string | Uint8Array)[];
  } = {},
): Request {
  const { pathname, search, searchParams } = new URL(`http://localhost${target}`);
  const { headers = {}, body = [] } = more;
  const parts = (typeof body === 'string' ? [body] : body).map((part) => Buffer.from(part));
  return {
    method,
    path: target.slice(0, target.length - search.length) || pathname,
    query: searchParams,
    headers: { host: 'localhost:4566', ...headers },
    body: later(parts),
  };
}

export async function textOf({ body = '' }: Answer): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** The scope of a signature for a service. */
export function signedFor(service: string): { readonly authorization: string } {
  const scope = `AKID/20260101/us-east-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00` };
}

export async function* later<T>(parts: readonly T[]): AsyncGenerator<T> {
  yield* parts;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'foretaste-test-'));
}
