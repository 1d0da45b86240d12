import { operationUnder } from '../../interop/aws/paths';
import type { Request } from './http';

/**
 * The services beside Personalize and S3, by the names that signatures have for them: what their forms say in `Version`,
 * their XML in `xmlns`, and their JSON in its target.
 */
export const NEIGHBOURS = {
  sts: { version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/', target: null },
  iam: { version: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/', target: null },
  monitoring: {
    version: '2010-08-01',
    namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    target: 'GraniteServiceVersion20100801',
  },
  cloudformation: {
    version: '2010-05-15',
    namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    target: null,
  },
  ssm: { version: '2014-11-06', namespace: '', target: 'AmazonSSM' },
} as const;
export type Neighbour = keyof typeof NEIGHBOURS;

/** Which service a request is for; a name that is none of ours is that of a service that is not here. */
export type Addressee =
  | { readonly service: 's3'; readonly hostBucket: string | null }
  | { readonly service: 'personalize' | Neighbour }
  | { readonly service: 'unknown'; readonly name: string };

/**
 * Told by the target, then by the service that the signature names, as all SDKs sign for one. Unsigned requests are told
 * by what they look like, and what looks like nothing else is for S3.
 */
export function addresseeOf(request: Request): Addressee {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const prefix = target.slice(0, target.lastIndexOf('.'));
    if (prefix === 'AmazonPersonalize') return { service: 'personalize' };
    const service = neighbourWith('target', prefix);
    return service === null ? { service: 'unknown', name: prefix } : { service };
  }
  const s3 = { service: 's3', hostBucket: hostBucketOf(request) } as const;
  const signed = signedFor(request);
  if (signed === 's3') return s3;
  if (signed === 'personalize') return { service: signed };
  if (signed !== null)
    return isNeighbour(signed) ? { service: signed } : { service: 'unknown', name: signed };
  if (request.method === 'POST' && operationUnder(request.path) !== null) return { service: 'personalize' };
  const service = neighbourWith('version', request.query.get('Version'));
  if (service !== null) return { service };
  return request.method === 'POST' && request.path === '/' && isForm(request) ? { service: 'sts' } : s3;
}

function isNeighbour(name: string): name is Neighbour {
  return Object.hasOwn(NEIGHBOURS, name);
}

function neighbourWith(member: 'target' | 'version', value: string | null): Neighbour | null {
  if (value === null) return null;
  return (
    Object.keys(NEIGHBOURS)
      .filter(isNeighbour)
      .find((name) => NEIGHBOURS[name][member] === value) ?? null
  );
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
