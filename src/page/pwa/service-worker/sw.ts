import securityHeaders from '../security-headers.json';
import type { Answers, OfflineLine, OfflinePart, ToServiceWorker } from '../messages';

/**
 * Keeps the whole app on the device, and data in it.
 *
 * Every file of a build is stored before this version counts as installed; a new version waits until a page asks
 * it to take over. Each answer carries the security headers, so they hold from the second load on hosts that send
 * none. Requests to other origins fail here too.
 */
declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[];
};

const files = self.__WB_MANIFEST;
const scope = self.registration.scope;
const family = `foretaste ${new URL(scope).pathname} `;
const cacheName = family + fingerprint(JSON.stringify(files));
const page = new URL('index.html', scope);

self.addEventListener('install', (event) => event.waitUntil(store()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  if (message.ask === 'take-over') event.waitUntil(self.skipWaiting());
  else event.waitUntil(reply(message.ask, event.ports[0]));
});
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) {
    // blob: and data: never come here; what does is foreign.
    event.respondWith(Response.error());
  } else if (event.request.method === 'GET' && url.href.startsWith(scope)) {
    event.respondWith(answer(event.request, url));
  }
});

/**
 * All files or none: a half-filled cache is removed again and the installation fails. A cache that was there before
 * stays: the running version has the same files and lives from it.
 */
async function store(): Promise<void> {
  const shared = await caches.has(cacheName);
  const cache = await caches.open(cacheName);
  try {
    await Promise.all(files.map((file) => storeFile(cache, file.url, file.revision === null)));
  } catch (error) {
    if (!shared) await caches.delete(cacheName);
    throw error;
  }
}

/** A file whose name carries its hash is taken from an older version's cache where it stands there already. */
async function storeFile(cache: Cache, path: string, hashed: boolean): Promise<void> {
  const url = new URL(path, scope).href;
  const known = hashed ? await caches.match(url) : undefined;
  const response = known ?? (await fetch(url, { cache: 'reload' }));
  if (!response.ok) throw new TypeError(`${response.status} for ${path}`);
  await cache.put(url, response);
}

/** The version before stays too: a page that still runs it may yet load a part of it. */
async function takeOver(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(family) && name !== cacheName);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request: Request, url: URL): Promise<Response> {
  // The address of a navigation comes with what stands after `#`.
  const isPage = url.pathname === new URL(scope).pathname || url.pathname === page.pathname;
  const wanted = isPage ? page.href : url.origin + url.pathname;
  const cache = await caches.open(cacheName);
  const stored = (await cache.match(wanted)) ?? (isPage ? undefined : await caches.match(wanted));
  return guarded(stored ?? (await fetch(request)));
}

/** The same answer with the headers of security-headers.json; its body is moved, not copied. */
function guarded(response: Response): Response {
  if (response.type === 'opaqueredirect' || response.type === 'error') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
  const { status, statusText } = response;
  const bodiless = status === 204 || status === 304;
  return new Response(bodiless ? null : response.body, { status, statusText, headers });
}

async function reply(ask: keyof Answers, port: MessagePort): Promise<void> {
  if (ask === 'version') {
    port.postMessage({ version: __APP_VERSION__, changes: __APP_CHANGES__ } satisfies Answers['version']);
    return;
  }
  const cache = await caches.open(cacheName);
  const lines = new Map<OfflinePart, OfflineLine>();
  for (const { url } of files) {
    const part = partOf(url);
    const line = lines.get(part) ?? { part, cached: 0, total: 0 };
    const there = (await cache.match(new URL(url, scope).href)) !== undefined;
    lines.set(part, { part, cached: line.cached + (there ? 1 : 0), total: line.total + 1 });
  }
  port.postMessage([...lines.values()] satisfies Answers['offline']);
}

function partOf(url: string): OfflinePart {
  return /worker/i.test(url) ? 'workers' : 'app';
}

/** FNV-1a, 32 bits: enough to tell one build's list of files from another's. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k += 1) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return (hash >>> 0).toString(16);
}
