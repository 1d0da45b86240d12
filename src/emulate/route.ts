import { operationUnder } from '../interop/aws/paths';
import type { Request } from './http';

/** Which service a request is for; a name that is none of ours is that of a service that is not here. */
export type Addressee =
  | { readonly service: 's3'; readonly hostBucket: string | null }
  | { readonly service: 'personalize' | 'sts' | 'iam' | 'monitoring' }
  | { readonly service: 'unknown'; readonly name: string };

const TARGETS: { readonly [prefix: string]: 'personalize' | 'monitoring' } = {
  AmazonPersonalize: 'personalize',
  GraniteServiceVersion20100801: 'monitoring',
};
const QUERY_VERSIONS: { readonly [version: string]: 'sts' | 'iam' | 'monitoring' } = {
  '2011-06-15': 'sts',
  '2010-05-08': 'iam',
  '2010-08-01': 'monitoring',
};

/**
 * Told by the target, then by the service that the signature names, as all SDKs sign for one. Unsigned requests are told
 * by what they look like, and what looks like nothing else is for S3.
 */
export function addresseeOf(request: Request): Addressee {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const prefix = target.slice(0, target.lastIndexOf('.'));
    if (Object.hasOwn(TARGETS, prefix)) return { service: TARGETS[prefix] };
    return { service: 'unknown', name: prefix };
  }
  const signed = signedFor(request);
  switch (signed) {
    case 'personalize':
    case 'sts':
    case 'iam':
    case 'monitoring':
      return { service: signed };
    case 's3':
      return { service: 's3', hostBucket: hostBucketOf(request) };
    case null:
      break;
    default:
      return { service: 'unknown', name: signed };
  }
  const version = request.query.get('Version') ?? '';
  if (request.method === 'POST' && operationUnder(request.path) !== null) return { service: 'personalize' };
  if (Object.hasOwn(QUERY_VERSIONS, version)) return { service: QUERY_VERSIONS[version] };
  if (request.method === 'POST' && request.path === '/' && isForm(request)) return { service: 'sts' };
  return { service: 's3', hostBucket: hostBucketOf(request) };
}

/** Whether a request comes as a form, as those of the query protocol do. */
export function isForm({ headers }: Request): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
}

/** The access key that a request is signed with; null without a signature. */
export function accessKeyOf(request: Request): string | null {
  const scope = scopeOf(request);
  return scope === null ? null : scope.slice(0, -4).join('/');
}

/** The region that a request is signed for; null without a signature. */
export function regionOf(request: Request): string | null {
  return scopeOf(request)?.at(-3) ?? null;
}

/** The service that a request is signed for; null without a signature. */
function signedFor(request: Request): string | null {
  return scopeOf(request)?.at(-2) ?? null;
}

/** The parts of a signature's scope, `AKID/20260101/us-east-1/s3/aws4_request`; null without a signature. */
function scopeOf({ headers, query }: Request): readonly string[] | null {
  const scope =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? '';
  const parts = scope.split('/');
  return parts.length >= 5 ? parts : null;
}

/** The bucket in a host such as `bucket.localhost:4566` or `bucket.s3.localhost`; null for one without. */
export function hostBucketOf({ headers: { host = '' } }: Pick<Request, 'headers'>): string | null {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return /^(.+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.localhost$/.exec(name)?.[1].replace(/^s3$/, '') || null;
}
