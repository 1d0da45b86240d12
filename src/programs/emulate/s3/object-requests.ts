import { createReadStream } from 'node:fs';
import type { Answer, Request } from '../http';
import { ServiceError } from '../service-error';
import { AwsChunked } from './aws-chunked';
import type { Buckets, ObjectFacts, Upload } from './buckets';
import { checksumsIn, checksumHeaders } from './checksums';
import { unmet } from './faults';

/** Headers of an upload that come back with the object. */
const KEPT = /^(content-type|content-language|content-disposition|cache-control|expires|x-amz-meta-.+)$/;

/** What a request uploads, out of its chunks where it comes in some. */
export function uploadOf({ headers, body }: Request): Upload {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value !== undefined && KEPT.test(name) ? [[name, value]] : [],
  );
  const encodings = (headers['content-encoding'] ?? '').split(',').map((each) => each.trim());
  const own = encodings.filter((each) => each !== '' && each !== 'aws-chunked').join(',');
  const chunked =
    encodings.includes('aws-chunked') || headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true
      ? new AwsChunked(body)
      : null;
  const length = headers['x-amz-decoded-content-length'];
  const trailing = (headers['x-amz-trailer'] ?? '')
    .split(',')
    .map((name): [string, string] => [name.trim(), '']);
  return {
    headers: Object.fromEntries([...kept, ...(own === '' ? [] : [['content-encoding', own]])]),
    ...(headers['x-amz-tagging'] !== undefined && {
      tags: Object.fromEntries(new URLSearchParams(headers['x-amz-tagging'])),
    }),
    md5: headers['content-md5'],
    algorithms: Object.keys(checksumsIn([...Object.entries(headers), ...trailing])),
    checksums: () => checksumsIn([...Object.entries(headers), ...(chunked?.trailers ?? [])]),
    content: chunked === null ? body : counted(chunked.decoded(), length),
  };
}

/** @throws ServiceError at the end where it was announced with another length. */
async function* counted(content: AsyncIterable<Uint8Array>, announced?: string): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    yield part;
  }
  if (announced !== undefined && bytes !== Number(announced))
    throw new ServiceError(
      'IncompleteBody',
      400,
      'You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header',
    );
}

/** The headers that say what an object is. */
export function headersOf({ etag, modifiedMs, headers, tags = {} }: ObjectFacts): Record<string, string> {
  const count = Object.keys(tags).length;
  return {
    'content-type': 'binary/octet-stream',
    ...headers,
    etag: `"${etag}"`,
    'last-modified': new Date(modifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
    ...(count > 0 && { 'x-amz-tagging-count': String(count) }),
  };
}

/** GetObject and HeadObject. */
export async function getObject(
  buckets: Buckets,
  bucket: string,
  key: string,
  request: Request,
): Promise<Answer> {
  const facts = await buckets.found(bucket, key);
  checkConditions(facts, request);
  const { sizeBytes, checksums } = facts;
  const range = rangeOf(request.headers.range, sizeBytes);
  const [from, to] = range ?? [0, sizeBytes];
  const wantsChecksum = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED' && range === null;
  const headers = {
    ...headersOf(facts),
    ...(wantsChecksum && checksumHeaders(checksums)),
    'content-length': String(to - from),
    ...(range !== null && { 'content-range': `bytes ${from}-${to - 1}/${sizeBytes}` }),
  };
  const statusCode = range === null ? 200 : 206;
  if (request.method === 'HEAD' || to === from) return { statusCode, headers };
  return {
    statusCode,
    headers,
    body: createReadStream(buckets.pathOf(bucket, key), { start: from, end: to - 1 }),
  };
}

/** @throws ServiceError where a condition of the request does not hold. */
export function checkConditions(
  { etag, modifiedMs }: ObjectFacts,
  { headers }: Pick<Request, 'headers'>,
): void {
  const tags = (text: string): boolean =>
    text.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '').replaceAll('"', '')));
  const match = headers['if-match'];
  if (match !== undefined && !tags(match)) throw unmet('If-Match');
  const none = headers['if-none-match'];
  const since = headers['if-modified-since'];
  const isOld = since !== undefined && Math.floor(modifiedMs / 1000) * 1000 <= Date.parse(since);
  if (none === undefined ? isOld : tags(none)) throw new ServiceError('NotModified', 304, 'Not Modified');
}

/**
 * The bytes that a request asks for: from, and up to without it; null for all. A header of another form is passed over.
 *
 * @throws ServiceError for a range behind the end.
 */
export function rangeOf(header: string | undefined, sizeBytes: number): readonly [number, number] | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (found === null || (found[1] === '' && found[2] === '')) return null;
  const [first, last] = [found[1], found[2]];
  const from = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  if (from < to) return [from, to];
  throw new ServiceError('InvalidRange', 416, 'The requested range is not satisfiable', {
    RangeRequested: header ?? '',
    ActualObjectSize: String(sizeBytes),
  });
}
