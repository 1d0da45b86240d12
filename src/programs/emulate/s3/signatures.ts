import type { Request } from '../http';
import { ServiceError } from '../service-error';

/** @throws ServiceError for an address that was signed beforehand, and for too short a time. Signatures are not checked. */
export function requireFresh({ query }: Pick<Request, 'query'>, nowMs = Date.now()): void {
  const endsMs = endOf(query);
  if (endsMs === null || nowMs <= endsMs) return;
  throw new ServiceError('AccessDenied', 403, 'Request has expired', {
    Expires: new Date(endsMs).toISOString(),
    ServerTime: new Date(nowMs).toISOString(),
  });
}

/** When it is over, in both versions of signatures; null for an address that nobody has signed. */
function endOf(query: URLSearchParams): number | null {
  const [, ...date] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  if (date.length > 0) {
    const [year, month, day, hour, minute, second] = date.map(Number);
    return (
      Date.UTC(year, month - 1, day, hour, minute, second) + 1000 * Number(query.get('X-Amz-Expires') ?? 0)
    );
  }
  return query.has('Signature') && query.has('Expires') ? 1000 * Number(query.get('Expires')) : null;
}
