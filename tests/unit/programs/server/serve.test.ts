import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { securityHeaders, serve } from '../../../../src/programs/server/serve.mjs';

interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
}

/** Asks with the path exactly as given; fetch would tidy `..` away first. */
function get(url: string, path: string, method = 'GET', headers = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (piece) => (body += piece));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', fail)
      .end();
  });
}

describe('the server of npm start', () => {
  const outer = mkdtempSync(join(tmpdir(), 'foretaste-serve-'));
  const folder = join(outer, 'dist');
  let site: Awaited<ReturnType<typeof serve>>;
  let bare: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(outer, 'secret.txt'), 'secret');
    mkdirSync(join(outer, 'dist-other'));
    writeFileSync(join(outer, 'dist-other/secret.txt'), 'secret');
    writeFileSync(join(folder, 'index.html'), '<p>page</p>');
    writeFileSync(join(folder, 'assets/a-1.js'), 'export {}');
    writeFileSync(join(folder, 'manifest.webmanifest'), '{}');
    site = await serve({ folder });
    bare = await serve({ folder, base: '/sub/path', headers: false });
  });
  afterAll(async () => {
    await Promise.all([site.close(), bare.close()]);
    rmSync(outer, { recursive: true });
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

  test('tells a page on this machine that nobody else is let in, unless somebody said so', async () => {
    expect(JSON.parse((await get(site.url, '/addresses.json')).body)).toEqual({ addresses: [] });
    if (outside !== undefined) {
      const { port } = new URL(site.url);
      await expect(get(`http://${outside}:${port}`, '/')).rejects.toThrow('ECONNREFUSED');
    }
  });

  test.skipIf(outside === undefined)(
    'gives others on the network the files of the page and nothing else (skipped where there is no network)',
    async () => {
      const heard: string[] = [];
      const open = await serve({
        folder,
        host: true,
        programs: (request, response) => {
          heard.push(request.url ?? '');
          if (request.url !== '/recommendations') return false;
          response.end('answered');
          return true;
        },
      });
      const others = `http://${outside}:${new URL(open.url).port}`;
      expect(open.addresses).toContain(`${others}/`);
      expect(JSON.parse((await get(open.url, '/addresses.json')).body).addresses).toContain(`${others}/`);
      expect((await get(open.url, '/recommendations')).body).toBe('answered');
      heard.length = 0;
      expect((await get(others, '/')).body).toBe('<p>page</p>');
      expect((await get(others, '/recommendations')).status).toBe(404);
      expect((await get(others, '/addresses.json')).status).toBe(404);
      expect((await get(others, '/', 'POST')).status).toBe(405);
      expect(heard).toEqual([]);
      await open.close();
    },
  );

  test('files may be read from a frame without an origin, what programs answer may not', async () => {
    expect((await get(site.url, '/assets/a-1.js')).headers['access-control-allow-origin']).toBe('*');
    const open = await serve({
      folder,
      programs: (_, response) => {
        response.end('answer');
        return true;
      },
    });
    const answer = await get(open.url, '/');
    await open.close();
    expect(answer.body).toBe('answer');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    ['/', 'text/html'],
    ['/?x=1', 'text/html'],
    ['/assets/a-1.js', 'text/javascript'],
    ['/manifest.webmanifest', 'application/manifest+json'],
  ])('%s is %s, with every security header', async (path, type) => {
    const answer = await get(site.url, path);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain(type);
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(answer.headers[name.toLowerCase()], name).toBe(value);
    }
  });

  test('a frame without an origin is told which address is its own, and is asked for no isolation', async () => {
    const frame = async (host: string) =>
      (await get(site.url, '/', 'GET', { 'Sec-Fetch-Dest': 'iframe', Host: host })).headers;
    const { 'content-security-policy': policy, 'cross-origin-embedder-policy': isolated } =
      await frame('localhost:5173');
    expect(policy).toContain("script-src 'self' http://localhost:5173; ");
    expect(policy).toContain("connect-src 'self' http://localhost:5173; ");
    expect(isolated).toBe('credentialless');
    // What is no address is repeated by nobody.
    expect((await frame('a; script-src *'))['content-security-policy']).toBe(
      securityHeaders['Content-Security-Policy'],
    );
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/../dist-other/secret.txt',
    '/..%2fdist-other%2fsecret.txt',
    '/%00',
    '/%zz',
    '/assets',
  ])('%s gives nothing away', async (path) => {
    const answer = await get(site.url, path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('secret');
  });

  test('only reads', async () => {
    expect((await get(site.url, '/', 'POST')).status).toBe(405);
    expect((await get(site.url, '/', 'HEAD')).body).toBe('');
  });

  test('plays a bare host under a sub-path', async () => {
    const page = await get(bare.url, '/sub/path/');
    expect(page.body).toBe('<p>page</p>');
    expect(page.headers['content-security-policy']).toBeUndefined();
    expect((await get(bare.url, '/sub/path')).headers.location).toBe('/sub/path/');
    expect((await get(bare.url, '/')).status).toBe(404);
  });
});
