import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROGRAMS_PATH, SERVER_FACTS, type ServerFacts } from '../../domain/programs';
import { onRequest } from './listen';
import { TabEndpoint } from './tab/tab-endpoint';

export { terminalQr } from './tab/terminal-qr';

/** @returns whether the request was for this; whoever serves the page goes on with what was not. */
type Part = (incoming: IncomingMessage, response: ServerResponse, prefix: string) => boolean;

/**
 * The part of the page's own server that lets programs ask its tab. `prefix` is the path of the page: programs ask below
 * it, and the page reads beside itself that they may.
 */
export function programsPart(): Part {
  const endpoint = new TabEndpoint();
  const answer = onRequest((request) => endpoint.handle(request));
  return (incoming, response, prefix) => {
    const { url = '/' } = incoming;
    const [path] = url.split('?');
    if (path === `${prefix}${SERVER_FACTS}` && incoming.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' });
      response.end(JSON.stringify({ programs: true } satisfies ServerFacts));
      return true;
    }
    const above = `${prefix}${PROGRAMS_PATH}`;
    if (path !== above && !path.startsWith(`${above}/`)) return false;
    const asked = url.slice(above.length);
    incoming.url = asked.startsWith('/') ? asked : `/${asked}`;
    answer(incoming, response);
    return true;
  };
}
