import { createReadStream } from 'node:fs';
import { REGION } from '../../domain/arn';
import { readBody, type Answer, type Request } from '../http';
import { isElsewhere } from '../regions';
import { regionOf } from '../route';
import { asServiceError, ServiceError } from '../service-error';
import { elementsIn, textIn, xmlDocument, type Xml } from '../xml';
import { BucketDocuments, isBucketDocument } from './bucket-documents';
import type { Buckets } from './buckets';
import { listObjects, S3_NAMESPACE } from './listing';
import { MultipartUploads } from './multipart';
import { checkConditions, getObject, uploadOf } from './object-requests';
import { malformed, unmet } from './faults';
import { checksumHeaders } from './checksums';

const OWNER = { ID: 'foretaste', DisplayName: 'foretaste' };
const MOST_DELETED = 1000;

/** The REST interface of S3 over folders, as far as clients that hand data over and fetch results need it. */
export class S3 {
  readonly #uploads: MultipartUploads;
  readonly #documents: BucketDocuments;

  constructor(
    folder: string,
    private readonly buckets: Buckets,
  ) {
    this.#uploads = new MultipartUploads(folder, buckets);
    this.#documents = new BucketDocuments(folder);
  }

  /** Answers every request, errors in S3's own form. @param hostBucket the bucket that the host names. */
  async handle(request: Request, hostBucket: string | null): Promise<Answer> {
    try {
      const { bucket, key } = placeIn(request.path, hostBucket);
      if (bucket === '') return await this.#service(request);
      return key === '' ? await this.#bucket(request, bucket) : await this.#object(request, bucket, key);
    } catch (error) {
      return s3Refusal(asServiceError(error), request.method);
    }
  }

  async #service({ method }: Request): Promise<Answer> {
    if (method !== 'GET') throw notImplemented(method);
    const buckets = await this.buckets.list();
    const Bucket = buckets.map(({ name, createdMs }) => ({ Name: name, CreationDate: new Date(createdMs) }));
    return xml('ListAllMyBucketsResult', { Owner: OWNER, Buckets: { Bucket } });
  }

  async #bucket(request: Request, bucket: string): Promise<Answer> {
    const { method, query } = request;
    const document = [...query.keys()].find(isBucketDocument);
    if (document !== undefined) return this.#document(request, bucket, document);
    switch (method) {
      case 'PUT':
        if (query.size > 0 && !query.has('x-id')) break;
        await readBody(request); // says a region, and a bucket is in each
        await this.buckets.create(bucket);
        return { statusCode: 200, headers: { location: `/${bucket}` } };
      case 'HEAD':
        this.buckets.folderOf(bucket);
        return { statusCode: 200, headers: { 'x-amz-bucket-region': askedIn(request) } };
      case 'DELETE':
        await this.buckets.delete(bucket);
        await this.#documents.deleteAll(bucket);
        return { statusCode: 204 };
      case 'POST':
        if (query.has('delete')) return this.#deleteObjects(request, bucket);
        break;
      case 'GET':
        this.buckets.folderOf(bucket);
        if (query.has('location')) {
          const region = askedIn(request);
          return xml('LocationConstraint', region === REGION ? undefined : region);
        }
        if (query.has('versioning')) return xml('VersioningConfiguration', undefined);
        if (query.has('acl'))
          return xml('AccessControlPolicy', { Owner: OWNER, AccessControlList: undefined });
        if (query.has('uploads')) return this.#listUploads(bucket);
        if (unknownPart(query) !== undefined) break;
        return xmlAnswer(await listObjects(this.buckets, bucket, query));
    }
    throw notImplemented(`${method} ?${unknownPart(query) ?? ''}`);
  }

  async #document(request: Request, bucket: string, name: string): Promise<Answer> {
    this.buckets.folderOf(bucket);
    switch (request.method) {
      case 'PUT':
        await this.#documents.put(bucket, name, await readBody(request));
        return { statusCode: name === 'policy' ? 204 : 200 };
      case 'GET': {
        const type = name === 'policy' ? 'application/json' : 'application/xml';
        return {
          statusCode: 200,
          headers: { 'content-type': type },
          body: await this.#documents.get(bucket, name),
        };
      }
      case 'DELETE':
        await this.#documents.delete(bucket, name);
        return { statusCode: 204 };
      default:
        throw notImplemented(request.method);
    }
  }

  async #object(request: Request, bucket: string, key: string): Promise<Answer> {
    const { method, query } = request;
    const place = { bucket, key };
    const uploadId = query.get('uploadId');
    this.buckets.folderOf(bucket);
    switch (method) {
      case 'GET':
      case 'HEAD':
        if (uploadId !== null) return this.#listParts(place, uploadId);
        if (['acl', 'tagging', 'attributes', 'torrent', 'retention'].some((part) => query.has(part))) break;
        return getObject(this.buckets, bucket, key, request);
      case 'PUT':
        if (uploadId !== null) return this.#uploadPart(request, place, uploadId);
        if (query.has('acl') || query.has('tagging')) break;
        return this.#putObject(request, place);
      case 'DELETE':
        if (uploadId !== null) await this.#uploads.abort(uploadId, place);
        else await this.buckets.remove(bucket, key);
        return { statusCode: 204 };
      case 'POST':
        if (query.has('uploads')) {
          const id = await this.#uploads.begin({ ...place, headers: uploadOf(request).headers ?? {} });
          return xml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id });
        }
        if (uploadId !== null) {
          const body = (await readBody(request)).toString();
          const { etag } = await this.#uploads.complete(uploadId, place, body);
          // The address of the object, by whichever way of asking for it.
          const Location = `http://${request.headers.host ?? 'localhost'}${request.path}`;
          return xml('CompleteMultipartUploadResult', {
            Location,
            Bucket: bucket,
            Key: key,
            ETag: `"${etag}"`,
          });
        }
    }
    throw notImplemented(`${method} ?${query.toString()}`);
  }

  async #putObject(request: Request, { bucket, key }: Place): Promise<Answer> {
    const from = request.headers['x-amz-copy-source'];
    const upload = uploadOf(request);
    if (request.headers['if-none-match'] === '*' && (await this.buckets.facts(bucket, key)) !== null)
      throw unmet('If-None-Match');
    if (from === undefined) {
      const { etag, checksums } = await this.buckets.put(bucket, key, upload);
      return { statusCode: 200, headers: { etag: `"${etag}"`, ...checksumHeaders(checksums) } };
    }
    const { content, facts } = await this.#copied(from, request);
    const headers =
      request.headers['x-amz-metadata-directive']?.toUpperCase() === 'REPLACE'
        ? upload.headers
        : facts.headers;
    const { etag, modifiedMs } = await this.buckets.put(bucket, key, { content, headers });
    return xml('CopyObjectResult', { LastModified: new Date(modifiedMs), ETag: `"${etag}"` });
  }

  async #uploadPart(request: Request, place: Place, id: string): Promise<Answer> {
    const number = Number(request.query.get('partNumber'));
    const from = request.headers['x-amz-copy-source'];
    if (from === undefined) {
      const etag = await this.#uploads.addPart(id, place, number, uploadOf(request));
      return { statusCode: 200, headers: { etag: `"${etag}"` } };
    }
    const { content } = await this.#copied(from, request);
    const etag = await this.#uploads.addPart(id, place, number, { content });
    return xml('CopyPartResult', { LastModified: new Date(), ETag: `"${etag}"` });
  }

  async #copied(from: string, { headers }: Request) {
    const { bucket, key } = placeIn(`/${from.replace(/^\//, '').replace(/\?versionId=.*$/, '')}`, null);
    const facts = await this.buckets.found(bucket, key);
    const match = headers['x-amz-copy-source-if-match'];
    checkConditions(facts, { headers: { 'if-match': match } });
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers['x-amz-copy-source-range'] ?? '');
    const part = range === null ? {} : { start: Number(range[1]), end: Number(range[2]) };
    return {
      facts,
      content: createReadStream(this.buckets.pathOf(bucket, key), part) as AsyncIterable<Uint8Array>,
    };
  }

  async #deleteObjects(request: Request, bucket: string): Promise<Answer> {
    this.buckets.folderOf(bucket);
    const body = (await readBody(request)).toString();
    const keys = elementsIn(body, 'Object').map((object) => textIn(object, 'Key'));
    if (keys.length === 0 || keys.length > MOST_DELETED || keys.includes(undefined)) throw malformed();
    for (const key of keys) await this.buckets.remove(bucket, key ?? '');
    const Deleted = textIn(body, 'Quiet') === 'true' ? [] : keys.map((Key) => ({ Key }));
    return xml('DeleteResult', { Deleted });
  }

  async #listParts({ bucket, key }: Place, id: string): Promise<Answer> {
    const parts = await this.#uploads.parts(id, { bucket, key });
    const Part = parts.map(({ number, etag, sizeBytes }) => ({
      PartNumber: number,
      ETag: `"${etag}"`,
      Size: sizeBytes,
    }));
    return xml('ListPartsResult', { Bucket: bucket, Key: key, UploadId: id, IsTruncated: false, Part });
  }

  async #listUploads(bucket: string): Promise<Answer> {
    const uploads = await this.#uploads.list(bucket);
    const Upload = uploads.map(({ id, key }) => ({ Key: key, UploadId: id }));
    return xml('ListMultipartUploadsResult', { Bucket: bucket, IsTruncated: false, Upload });
  }
}

interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** @throws ServiceError for a path that is no UTF-8. */
function placeIn(path: string, hostBucket: string | null): Place {
  const own = path.replace(/^\//, '');
  const at = own.indexOf('/');
  const [bucket, rest] =
    hostBucket !== null ? [hostBucket, own] : at === -1 ? [own, ''] : [own.slice(0, at), own.slice(at + 1)];
  try {
    const key = decodeURIComponent(rest);
    if (!key.includes('\0')) return { bucket: decodeURIComponent(bucket), key };
  } catch {
    // said below
  }
  throw new ServiceError('InvalidURI', 400, "Couldn't parse the specified URI.");
}

/** Parameters of a listing; any other asks for something else of a bucket. */
const LISTING =
  /^(list-type|prefix|delimiter|max-keys|marker|continuation-token|start-after|encoding-type|fetch-owner|x-id|AWSAccessKeyId|Signature|Expires)$|^x-amz-/i;

/** The region of a bucket for whoever asks. */
function askedIn(request: Request): string {
  const region = regionOf(request);
  return isElsewhere(region) ? region : REGION;
}

function unknownPart(query: URLSearchParams): string | undefined {
  return [...query.keys()].find((name) => !LISTING.test(name));
}

function notImplemented(what: string): ServiceError {
  return new ServiceError(
    'NotImplemented',
    501,
    `A header or query you provided implies functionality that is not implemented here: ${what}`,
  );
}

function xml(root: string, content: Xml): Answer {
  return xmlAnswer(xmlDocument(root, content, S3_NAMESPACE));
}

function xmlAnswer(body: string): Answer {
  return { statusCode: 200, headers: { 'content-type': 'application/xml' }, body };
}

/** An error as S3 says it. */
export function s3Refusal({ name, statusCode, message, facts }: ServiceError, method: string): Answer {
  if (method === 'HEAD' || statusCode === 304) return { statusCode };
  const body = xmlDocument('Error', { Code: name, Message: message, ...facts });
  return { statusCode, headers: { 'content-type': 'application/xml' }, body };
}
