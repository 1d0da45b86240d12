import { isIP } from 'node:net';
import type { Answer, Request } from './http';
import { ServiceError } from './service-error';

/** By which names the emulator is asked beside those of this machine, and which pages may ask it. */
export interface Admitted {
  /** `--host`: where it listens, and other names that lead there. */
  readonly hosts?: readonly string[];
  /** `https://app.test`, beside all pages of this machine. */
  readonly origins?: readonly string[];
}

type Asking = Pick<Request, 'headers'>;

const OWN_ORIGIN = /^https?:\/\/((?:[\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
/** Of a machine that has several: whatever its address is, an address is asked by nobody whom a name has led here. */
const EVERYWHERE = new Set(['0.0.0.0', '::']);
const PREFLIGHT_SEC = 600;

/** Whether a `Host` means this computer on every computer. */
export function isThisComputer(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/i.test(nameIn(host));
}

/**
 * Keeps out pages of other sites. A page that a foreign name has led here asks as its own site: the name gives it away.
 *
 * @returns the origin of the page that asks and may read the answer; null where no page asks, or one of the emulator's
 *   own address. @throws ServiceError for a foreign name, and for a page of another site.
 */
export function admit({ headers }: Asking, { hosts = [], origins = [] }: Admitted): string | null {
  const { host = '', origin } = headers;
  if (!isNamed(nameIn(host), hosts))
    throw refused(
      `The name ${host} is not known here: ask by localhost, or start with --host ${nameIn(host)}.`,
    );
  if (origin === undefined) {
    if (headers['sec-fetch-site'] === 'cross-site') throw refused('Pages of other sites may not ask here.');
    return null;
  }
  if (OWN_ORIGIN.test(origin) || origins.includes(origin)) return origin;
  throw refused(`Pages of ${origin} may not ask here; with --origin ${origin} they may.`);
}

/** What a browser asks before it sends what a page wants to: everything is allowed to whom is admitted. */
export function preflight({ headers }: Asking): Answer {
  return {
    statusCode: 204,
    headers: {
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
      'access-control-allow-private-network': 'true',
      'access-control-max-age': String(PREFLIGHT_SEC),
    },
  };
}

/** An answer that the page of an origin may read, with all its headers. */
export function readableBy(origin: string, answer: Answer): Answer {
  const headers = {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': '*',
    vary: 'Origin',
  };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function isNamed(name: string, hosts: readonly string[]): boolean {
  if (isThisComputer(name) || name.endsWith('.localhost') || /^[\w-]+$/.test(name)) return true;
  const address = name.replace(/^\[(.*)\]$/, '$1');
  if (hosts.includes(name) || hosts.includes(address)) return true;
  return isIP(address) !== 0 && hosts.some((host) => EVERYWHERE.has(host));
}

/** A `Host` without its port. */
function nameIn(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

function refused(message: string): ServiceError {
  return new ServiceError('AccessDeniedException', 403, message);
}
