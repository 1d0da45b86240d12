import { ServiceError } from '../service-error';
import { xmlDocument, type Xml } from '../xml';
import type { Buckets } from './buckets';

export const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
export const OWNER = { ID: 'foretaste', DisplayName: 'foretaste' };
/** What the only version of an object is called, as in a bucket that never had others. */
export const NO_VERSION = 'null';
const MOST_KEYS = 1000;

/** One page of a listing: keys, and folders where a delimiter is given. */
interface Page {
  readonly keys: readonly string[];
  readonly folders: readonly string[];
  /** The last entry of the page where more follow. */
  readonly last: string | null;
}

/** ListObjects in its first and second version, and ListObjectVersions: of each object there is one, called null. */
export async function listObjects(buckets: Buckets, bucket: string, query: URLSearchParams): Promise<string> {
  const second = query.get('list-type') === '2';
  const versions = query.has('versions');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = readMost(query.get('max-keys'));
  const token = query.get('continuation-token');
  const after =
    (second
      ? (fromToken(token) ?? query.get('start-after'))
      : query.get(versions ? 'key-marker' : 'marker')) ?? '';
  const page = pageOf(buckets.keys(bucket), { prefix, delimiter, after, maxKeys });
  const encoded = query.get('encoding-type') === 'url';
  const said = (key: string): string => (encoded ? encodeURIComponent(key).replaceAll('%2F', '/') : key);
  const contents = await Promise.all(page.keys.map((key) => entryOf(buckets, bucket, key, said(key))));
  const content: Xml = {
    Name: bucket,
    Prefix: said(prefix),
    ...(second
      ? {
          KeyCount: page.keys.length + page.folders.length,
          ContinuationToken: token ?? undefined,
          StartAfter: query.has('start-after') ? said(query.get('start-after') ?? '') : undefined,
          NextContinuationToken: page.last === null ? undefined : toToken(page.last),
        }
      : versions
        ? {
            KeyMarker: said(after),
            VersionIdMarker: query.get('version-id-marker') ?? '',
            ...(page.last !== null && { NextKeyMarker: said(page.last), NextVersionIdMarker: NO_VERSION }),
          }
        : {
            Marker: said(after),
            // Without a delimiter a client goes on from the last key it was given.
            NextMarker: page.last === null || delimiter === '' ? undefined : said(page.last),
          }),
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : said(delimiter),
    EncodingType: encoded ? 'url' : undefined,
    IsTruncated: page.last !== null,
    [versions ? 'Version' : 'Contents']: contents.flatMap((entry) => {
      if (entry === undefined) return [];
      return versions ? { ...entry, VersionId: NO_VERSION, IsLatest: true, Owner: OWNER } : entry;
    }),
    CommonPrefixes: page.folders.map((folder) => ({ Prefix: said(folder) })),
  };
  return xmlDocument(versions ? 'ListVersionsResult' : 'ListBucketResult', content, S3_NAMESPACE);
}

/** Undefined for an object that went while the others were looked at. */
async function entryOf(buckets: Buckets, bucket: string, key: string, said: string) {
  const facts = await buckets.facts(bucket, key);
  if (facts === null) return undefined;
  return {
    Key: said,
    LastModified: new Date(facts.modifiedMs),
    ETag: `"${facts.etag}"`,
    Size: facts.sizeBytes,
    StorageClass: 'STANDARD',
  };
}

/** @param all in order. */
function pageOf(
  all: readonly string[],
  asked: {
    readonly prefix: string;
    readonly delimiter: string;
    readonly after: string;
    readonly maxKeys: number;
  },
): Page {
  const { prefix, delimiter, after, maxKeys } = asked;
  const keys: string[] = [];
  const folders: string[] = [];
  let last: string | null = null;
  for (const key of all) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const folder = end === -1 ? null : key.slice(0, end + delimiter.length);
    const entry = folder ?? key;
    if (folder !== null && folders.at(-1) === folder) continue;
    if (Buffer.compare(Buffer.from(entry), Buffer.from(after)) <= 0) continue;
    if (keys.length + folders.length === maxKeys) return { keys, folders, last };
    if (folder === null) keys.push(key);
    else folders.push(folder);
    last = entry;
  }
  return { keys, folders, last: null };
}

function readMost(text: string | null): number {
  if (text === null || text === '') return MOST_KEYS;
  if (!/^\d{1,10}$/.test(text))
    throw new ServiceError(
      'InvalidArgument',
      400,
      'Provided max-keys not an integer or within integer range',
    );
  return Math.min(MOST_KEYS, Number(text));
}

function toToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function fromToken(token: string | null): string | null {
  return token === null ? null : Buffer.from(token, 'base64url').toString();
}
