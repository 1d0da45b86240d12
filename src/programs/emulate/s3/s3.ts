import { createReadStream } from 'node:fs';
import { REGION } from '../../../domain/arn';
import { readBody, type Answer, type Request } from '../http';
import { isElsewhere } from '../regions';
import { regionOf } from '../route';
import { asServiceError, ServiceError } from '../service-error';
import { elementsIn, textIn, xmlDocument, type Xml } from '../xml';
import { BucketDocuments, isBucketDocument } from './bucket-documents';
import type { Buckets } from './buckets';
import { listObjects, NO_VERSION, OWNER, S3_NAMESPACE } from './listing';
import { MultipartUploads } from './multipart';
import { formUploadOf } from './form-upload';
import { checkConditions, getObject, uploadOf } from './object-requests';
import { malformed, unmet } from './faults';
import { checksumHeaders } from './checksums';
import { requireFresh } from './signatures';

/** Everybody may do everything, which is what an owner may. */
const ACL = `<AccessControlPolicy xmlns="${S3_NAMESPACE}"><Owner><ID>${OWNER.ID}</ID><DisplayName>${OWNER.DisplayName}</DisplayName></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>${OWNER.ID}</ID><DisplayName>${OWNER.DisplayName}</DisplayName></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`;
const MOST_TAGS = 10;
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
      requireFresh(request);
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
        if (query.has('acl')) return this.#unchanged(request, bucket);
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
        if (query.size === 0) return this.#postObject(request, bucket);
        break;
      case 'GET':
        this.buckets.folderOf(bucket);
        if (query.has('location')) {
          const region = askedIn(request);
          return xml('LocationConstraint', region === REGION ? undefined : region);
        }
        if (query.has('acl')) return xmlAnswer(ACL);
        if (query.has('policyStatus')) return xml('PolicyStatus', { IsPublic: false });
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
    requireOnlyVersion(query);
    if (query.has('tagging')) return this.#tagging(request, place);
    switch (method) {
      case 'GET':
      case 'HEAD':
        if (uploadId !== null) return this.#listParts(place, uploadId);
        if (query.has('acl')) return this.buckets.found(bucket, key).then(() => xmlAnswer(ACL));
        if (query.has('attributes')) return this.#attributes(place);
        if (['torrent', 'retention', 'legal-hold'].some((part) => query.has(part))) break;
        return getObject(this.buckets, bucket, key, request);
      case 'PUT':
        if (uploadId !== null) return this.#uploadPart(request, place, uploadId);
        if (query.has('acl')) return this.#unchanged(request, bucket);
        if (query.has('retention') || query.has('legal-hold')) break;
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

  /** Access lists are taken, and change nothing. */
  async #unchanged(request: Request, bucket: string): Promise<Answer> {
    this.buckets.folderOf(bucket);
    await readBody(request);
    return { statusCode: 200 };
  }

  async #tagging(request: Request, { bucket, key }: Place): Promise<Answer> {
    switch (request.method) {
      case 'GET': {
        const { tags = {} } = await this.buckets.found(bucket, key);
        return xml('Tagging', {
          TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
        });
      }
      case 'PUT': {
        const set = elementsIn((await readBody(request)).toString(), 'Tag');
        if (set.length > MOST_TAGS)
          throw new ServiceError('BadRequest', 400, 'Object tags cannot be greater than 10');
        const tags = set.map((tag) => [textIn(tag, 'Key') ?? '', textIn(tag, 'Value') ?? '']);
        await this.buckets.tag(bucket, key, Object.fromEntries(tags) as Record<string, string>);
        return { statusCode: 200 };
      }
      case 'DELETE':
        await this.buckets.tag(bucket, key, undefined);
        return { statusCode: 204 };
      default:
        throw notImplemented(request.method);
    }
  }

  async #attributes({ bucket, key }: Place): Promise<Answer> {
    const { etag, sizeBytes, modifiedMs, checksums } = await this.buckets.found(bucket, key);
    const sums = Object.entries(checksums).map(([name, sum]) => [`Checksum${name.toUpperCase()}`, sum]);
    const content = {
      ETag: etag,
      Checksum: sums.length === 0 ? undefined : Object.fromEntries(sums),
      StorageClass: 'STANDARD',
      ObjectSize: sizeBytes,
    };
    const headers = { 'last-modified': new Date(modifiedMs).toUTCString() };
    const answer = xml('GetObjectAttributesResponse', content);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }

  /** An upload from a form in a page. */
  async #postObject(request: Request, bucket: string): Promise<Answer> {
    this.buckets.folderOf(bucket);
    const { fields, content } = await formUploadOf(request);
    const key = (fields.key ?? '').replaceAll('${filename}', fields.filename);
    if (key === '')
      throw new ServiceError('InvalidArgument', 400, "Bucket POST must contain a field named 'key'.");
    const { headers, tags } = uploadOf({ ...request, headers: fields });
    const { etag } = await this.buckets.put(bucket, key, { content, headers, tags });
    const Location = `http://${request.headers.host ?? 'localhost'}/${bucket}/${encodeURIComponent(key)}`;
    const said = { etag: `"${etag}"`, location: Location };
    const redirect = fields.success_action_redirect ?? fields.redirect;
    if (redirect !== undefined) return { statusCode: 303, headers: { ...said, location: redirect } };
    if (fields.success_action_status !== '201') return { statusCode: 204, headers: said };
    const answer = xml('PostResponse', { Location, Bucket: bucket, Key: key, ETag: `"${etag}"` });
    return { ...answer, statusCode: 201, headers: { ...answer.headers, ...said } };
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
    const tags =
      request.headers['x-amz-tagging-directive']?.toUpperCase() === 'REPLACE' ? upload.tags : facts.tags;
    const { etag, modifiedMs } = await this.buckets.put(bucket, key, { content, headers, tags });
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
    const asked = elementsIn(body, 'Object').map((object) => ({
      Key: textIn(object, 'Key'),
      VersionId: textIn(object, 'VersionId'),
    }));
    if (asked.length === 0 || asked.length > MOST_DELETED || asked.some(({ Key }) => Key === undefined))
      throw malformed();
    const isThere = ({ VersionId = NO_VERSION }: { VersionId?: string }): boolean => VersionId === NO_VERSION;
    for (const each of asked) if (isThere(each)) await this.buckets.remove(bucket, each.Key ?? '');
    const Deleted = textIn(body, 'Quiet') === 'true' ? [] : asked.filter(isThere);
    const Error = asked
      .filter((each) => !isThere(each))
      .map((each) => ({ ...each, Code: 'NoSuchVersion', Message: NO_SUCH_VERSION }));
    return xml('DeleteResult', { Deleted, Error });
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

const NO_SUCH_VERSION = 'The specified version does not exist.';

/** @throws ServiceError for a version that is not the only one. */
function requireOnlyVersion(query: URLSearchParams): void {
  const versionId = query.get('versionId') ?? NO_VERSION;
  if (versionId !== NO_VERSION)
    throw new ServiceError('NoSuchVersion', 404, NO_SUCH_VERSION, { VersionId: versionId });
}

/** Parameters of a listing; any other asks for something else of a bucket. */
const LISTING =
  /^(list-type|versions|prefix|delimiter|max-keys|marker|key-marker|version-id-marker|continuation-token|start-after|encoding-type|fetch-owner|x-id|AWSAccessKeyId|Signature|Expires)$|^x-amz-/i;

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
