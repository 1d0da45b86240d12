import { parseIso } from '../../../cells/dates';
import { isoOfSeconds } from '../iso-time';

/** One request as a server has written it down. What it does not say is ''. */
export interface Request {
  /** Who asked: the name under which they had logged in, else their address. */
  readonly visitor: string;
  readonly time: string;
  readonly method: string;
  readonly target: string;
  readonly status: string;
  readonly referrer: string;
  readonly agent: string;
}

/** Reads the lines of one log in their order. @returns null for a line that is no request, '' for one that says how others are to be read. */
export type ReadLine = (line: string) => Request | null | '';

/** Longer lines are none of a log. */
const MOST_CHARS = 1 << 16;
const BEHIND_TIME =
  /"((?:[^"\\]|\\.)*)" (\d{3}|-) \S+(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"(?: "([^"]*)")?)?/y;
const BALANCER =
  /^(?:(?:https?|h2|wss?|grpcs?) )?(\d{4}-\d\d-\d\dT[\d:.]+Z) \S+ (\S+):\d+ \S+ \S+ \S+ \S+ (\d{3}|-) \S+ \d+ \d+ "([^"]*)" "([^"]*)"/;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[\da-f]*:[\da-f:.]+)$/i;

/** Apache’s and nginx’s lines, with or without the host in front and the browser behind. */
export const commonLine: ReadLine = (line) => {
  const [open, close] = [line.indexOf(' ['), line.indexOf('] "')];
  if (line.length > MOST_CHARS || open < 1 || close < open) return null;
  const before = line.slice(0, open).split(' ');
  const isBehindHost = before.length > 3 && !ADDRESS.test(before[0]) && ADDRESS.test(before[1]);
  const [address, , ...user] = isBehindHost ? before.slice(1) : before;
  if (user.length === 0) return null;
  BEHIND_TIME.lastIndex = close + 2;
  const match = BEHIND_TIME.exec(line);
  if (match === null) return null;
  const [, request, status, referrer = '', agent = '', forwarded = ''] = match;
  // Who stands behind a proxy is told last.
  const [client] = forwarded.split(',', 1);
  return {
    visitor: told(user.join(' ')) || (ADDRESS.test(client) ? client : told(address)),
    time: timeOf(line.slice(open + 2, close)),
    ...wanted(request),
    status: told(status),
    referrer: told(referrer),
    agent: told(agent),
  };
};

/** What a load balancer of AWS writes. */
export const balancerLine: ReadLine = (line) => {
  const match = line.length > MOST_CHARS ? null : BALANCER.exec(line);
  if (match === null) return null;
  const [, time, visitor, status, request, agent] = match;
  return {
    visitor,
    time: timeOf(time),
    ...wanted(request),
    status: told(status),
    referrer: '',
    agent: told(agent),
  };
};

/** Lines whose fields a line before them names: of IIS, CloudFront and others. */
export function extendedLines(): ReadLine {
  let fields: readonly string[] = [];
  return (line) => {
    if (line.startsWith('#')) {
      if (/^#fields:/i.test(line)) fields = line.slice(8).trim().toLowerCase().split(/\s+/);
      return '';
    }
    // Where blanks stand between cells, there is a + for those inside.
    const isTabbed = line.includes('\t');
    const cells = line.split(isTabbed ? '\t' : ' ');
    if (line.length > MOST_CHARS || fields.length === 0 || cells.length < fields.length) return null;
    const cell = (name: string): string => told(cells[fields.indexOf(name)] ?? '');
    const query = cell('cs-uri-query');
    return {
      visitor: cell('cs-username') || cell('x-forwarded-for').split(/%20|,/)[0] || cell('c-ip'),
      time: timeOf(`${cell('date')}T${cell('time')}Z`),
      method: cell('cs-method'),
      target: query === '' ? cell('cs-uri-stem') : `${cell('cs-uri-stem')}?${query}`,
      status: cell('sc-status'),
      referrer: cell('cs(referer)'),
      agent: isTabbed ? decoded(cell('cs(user-agent)')) : cell('cs(user-agent)').replaceAll('+', ' '),
    };
  };
}

function told(cell: string): string {
  return cell === '-' ? '' : cell;
}

/** `GET /path HTTP/1.1`; what is none, as attacks send it, has neither. */
function wanted(request: string): Pick<Request, 'method' | 'target'> {
  const [, method = '', target = ''] = /^([A-Z]{3,10}) (\S+)/.exec(request) ?? [];
  return { method, target };
}

let [lastText, lastTime] = ['', ''];

/** Many requests come within one second. */
function timeOf(text: string): string {
  if (text === lastText) return lastTime;
  const seconds = parseIso(text);
  [lastText, lastTime] = [text, Number.isNaN(seconds) ? text : isoOfSeconds(seconds)];
  return lastTime;
}

/** Names of the one part of a query that says which page is meant. */
const NAMES_PAGE =
  /^(id|(product|item|article|post|page|video|film|movie|book|goods|course|thread|topic)_?(id|no|code)|pid|isbn|sku|asin|it_id|document_srl|wr_id)$/i;

/** A page by its path, readable, with that part of the query alone which says which page it is. */
export function pageOf(target: string): string {
  const [address] = target.replace(/^[a-z]+:\/\/[^/?#]*/i, '').split('#', 1);
  const mark = address.indexOf('?');
  const path = decoded(mark === -1 ? address : address.slice(0, mark));
  const plain = path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
  const parts = mark === -1 ? [] : address.slice(mark + 1).split('&');
  const part = parts.find((one) => {
    const [name] = one.split('=', 1);
    // A `p` counts pages elsewhere.
    return NAMES_PAGE.test(name) || (name === 'p' && plain === '/');
  });
  return part === undefined ? plain : `${plain}?${decoded(part)}`;
}

/** The site that led there. */
export function siteOf(referrer: string): string {
  const host = /^https?:\/\/([^/:?#]+)/i.exec(referrer)?.[1] ?? '';
  return host.toLowerCase().replace(/^www\./, '');
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // Letters of another encoding stay as they are.
    if (error instanceof URIError) return text;
    throw error;
  }
}
