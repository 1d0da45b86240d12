import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { extname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** @type {{ readonly [extension: string]: string }} */
const mimeTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The headers that keep data in, in the package and in the project; the service worker sends the same ones. */
const packed = new URL('../pwa/security-headers.json', import.meta.url);
const own = new URL('../../page/pwa/security-headers.json', import.meta.url);
export const securityHeaders = JSON.parse(readFileSync(existsSync(packed) ? packed : own, 'utf8'));

/** Where a page on this machine asks by which addresses phones reach it. */
const ADDRESSES = 'addresses.json';

/** A request that has not come whole by then is let go. */
const SLOWEST_MS = 30_000;

/**
 * Answers a request that is for it, and says whether it was; the last argument is the path of the page.
 *
 * @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, prefix: string) => boolean} Part
 */

/**
 * Serves one folder of static files, on this machine only unless others on the network are let in: they get the files
 * and nothing else.
 *
 * @param {object} options
 * @param {string} options.folder   what to serve, usually `dist`
 * @param {number} [options.port]   0 (the default) takes any free port
 * @param {string} [options.base]   path the folder appears under, `/` or `/some/path/`
 * @param {boolean} [options.host] lets others on the network in
 * @param {boolean} [options.headers] false plays a static host that sends no security headers
 * @param {Part} [options.programs] hears every request first
 * @returns {Promise<{ url: string, addresses: readonly string[], server: import('node:http').Server, close: () => Promise<void> }>}
 */
export async function serve({
  folder,
  port = 0,
  base = '/',
  host = false,
  headers = true,
  programs = () => false,
}) {
  const root = resolve(folder);
  const prefix = `/${base.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
  const server = createServer((request, response) => {
    if (headers)
      for (const [name, value] of Object.entries(headersFor(request))) response.setHeader(name, value);
    if (isThisMachine(request)) {
      if (programs(request, response, prefix)) return;
      if (request.url === `${prefix}${ADDRESSES}`)
        return void answerJson(response, { addresses: addresses() });
    }
    answer({ root, prefix }, request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  server.requestTimeout = SLOWEST_MS;
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host ? '0.0.0.0' : '127.0.0.1', () => done(undefined));
  });
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  /** By which others reach the page; none where they are not let in. */
  function addresses() {
    if (!host) return [];
    const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const outer = all.filter(({ family, internal }) => family === 'IPv4' && !internal);
    return outer.map((one) => `http://${one.address}:${taken}${prefix}`);
  }
  return {
    url: `http://localhost:${taken}${prefix}`,
    addresses: addresses(),
    server,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done(undefined));
      }),
  };
}

/**
 * @param {{ root: string, prefix: string }} site
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer({ root, prefix }, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const path = decodePath(request.url ?? '/');
  if (path === null) return refuse(response, 400);
  if (`${path}/` === prefix) {
    response.setHeader('Location', prefix);
    return refuse(response, 301);
  }
  if (!path.startsWith(prefix)) return refuse(response, 404);
  const inside = path.slice(prefix.length);
  const file = resolve(root, inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside);
  if (!file.startsWith(root + sep)) return refuse(response, 403);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return refuse(response, 404);
  // A page elsewhere may show the app in a sandboxed frame, which has no origin: to it these files come from another.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Content-Type', mimeTypes[extname(file)] ?? 'application/octet-stream');
  // As every static host does it: text is a third of its size on the way.
  const packed = isText(file) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (packed) {
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Vary', 'Accept-Encoding');
  } else response.setHeader('Content-Length', found.size);
  const hashed = inside.startsWith('assets/');
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.method === 'HEAD') response.end();
  else await send(file, response, packed);
}

/**
 * The headers that keep data in. A sandbox around a frame leaves the page without an origin: WebKit then finds nothing to
 * be `'self'`, and starts no worker in a page that asks to be isolated, which a frame is not anyway.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Readonly<Record<string, string>>}
 */
function headersFor({ headers: { host = '', 'sec-fetch-dest': kind } }) {
  if (kind !== 'iframe' || !/^[\w.:[\]-]+$/.test(host)) return securityHeaders;
  const policy = securityHeaders['Content-Security-Policy'].replaceAll("'self'", `'self' http://${host}`);
  return {
    ...securityHeaders,
    'Content-Security-Policy': policy,
    'Cross-Origin-Embedder-Policy': 'credentialless',
  };
}

/** @param {import('node:http').IncomingMessage} request */
function isThisMachine({ socket }) {
  return /^(::1|(::ffff:)?127\.)/.test(socket.remoteAddress ?? '');
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {unknown} content
 */
function answerJson(response, content) {
  response.setHeader('Content-Type', mimeTypes['.json']);
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(content));
}

/** @param {string} file */
function isText(file) {
  return !['.png', '.woff2'].includes(extname(file)) && extname(file) in mimeTypes;
}

/**
 * Lets go of the file when the reader goes away; one that cannot be read after all ends this answer, not the server.
 *
 * @param {string} file
 * @param {import('node:http').ServerResponse} response
 * @param {boolean} packed by gzip
 */
async function send(file, response, packed) {
  const read = createReadStream(file);
  const sent = packed ? pipeline(read, createGzip(), response) : pipeline(read, response);
  await sent.catch(() => response.destroy());
}

/** @param {string} url */
function decodePath(url) {
  try {
    const path = decodeURIComponent(url.split('?')[0]);
    return path.includes('\0') ? null : path;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 */
function refuse(response, status) {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`${status}\n`);
}
