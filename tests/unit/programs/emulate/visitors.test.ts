import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Emulator } from '../../../../src/programs/emulate/emulator';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { newFolder, request, signedFor, textOf } from './requests';

const target = { 'x-amz-target': 'AmazonPersonalize.ListSchemas' };
let emulator: Emulator;

async function started(
  more: { readonly hosts?: readonly string[]; readonly origins?: readonly string[] } = {},
) {
  const options = { pool: new InProcessPool(), profile: 'aws', seed: 42, pace: 'none', ...more } as const;
  const one = new Emulator(newFolder(), options);
  await one.ready();
  return one;
}

beforeAll(async () => {
  emulator = await started();
  await emulator.handle(request('PUT', '/data'));
  await emulator.handle(request('PUT', '/data/secret', { body: 'secret' }));
});
afterAll(() => emulator.close());

describe('a foreign name, by which a page may have been led here', () => {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'];
  const paths = [
    '/',
    '/data/secret',
    '/_health',
    '/_idle',
    '/_reset',
    '/recommendations',
    '/?Action=ListRoles',
  ];
  it.each(methods.flatMap((method) => paths.map((path): [string, string] => [method, path])))(
    '%s %s is refused',
    async (method, path) => {
      const { statusCode, headers, body } = await emulator.handle(
        request(method, path, { headers: { host: 'evil.test:4566', ...target } }),
      );
      expect(statusCode).toBe(403);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(String(body)).not.toContain('secret');
    },
  );

  it.each([
    ['localhost:4566', 200],
    ['LOCALHOST', 200],
    ['127.0.0.1:4566', 200],
    ['[::1]:4566', 200],
    ['personalize:4566', 200],
    ['data.localhost:4566', 200],
    ['localhost.evil.test', 403],
    ['evil.test', 403],
    ['127.0.0.1.evil.test', 403],
    ['192.168.1.5:4566', 403],
    ['', 403],
  ])('the name “%s” is answered with %i', async (host, status) => {
    const { statusCode } = await emulator.handle(request('POST', '/', { headers: { host, ...target } }));
    expect(statusCode).toBe(status);
  });

  it.each([
    ['emulator.corp.test', 'emulator.corp.test:4566', 200],
    ['emulator.corp.test', 'evil.test', 403],
    ['0.0.0.0', '192.168.1.5:4566', 200],
    ['0.0.0.0', '[fd00::1]:4566', 200],
    ['0.0.0.0', 'evil.test', 403],
    ['192.168.1.5', '192.168.1.5:4566', 200],
  ])('--host %s and the name %s: %i', async (host, asked, status) => {
    const named = await started({ hosts: [host] });
    const { statusCode } = await named.handle(request('POST', '/', { headers: { host: asked, ...target } }));
    expect(statusCode).toBe(status);
    await named.close();
  });
});

describe('pages', () => {
  const origins = [
    'http://localhost:3000',
    'https://127.0.0.1',
    'http://[::1]:8080',
    'http://app.localhost:5173',
  ];
  it.each(origins)(
    '%s of this machine is told before it asks that it may, and reads what it asked for',
    async (origin) => {
      const asked = {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-amz-date',
      };
      const before = await emulator.handle(request('OPTIONS', '/events', { headers: { origin, ...asked } }));
      expect(before).toMatchObject({
        statusCode: 204,
        headers: { 'access-control-allow-origin': origin, 'access-control-allow-headers': 'x-amz-date' },
      });
      const headers = { origin, 'sec-fetch-site': 'cross-site' };
      const answer = await emulator.handle(request('GET', '/data/secret', { headers }));
      expect([answer.statusCode, await textOf(answer)]).toEqual([200, 'secret']);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        etag: expect.any(String),
      });
      const refused = await emulator.handle(request('GET', '/data/nothing', { headers }));
      expect(refused).toMatchObject({ statusCode: 404, headers: { 'access-control-allow-origin': origin } });
    },
  );

  it.each(['https://example.com', 'null', 'http://localhost.example.com', 'https://app.test'])(
    '%s is refused, also before it asks',
    async (origin) => {
      for (const method of ['OPTIONS', 'GET']) {
        const { statusCode, headers } = await emulator.handle(
          request(method, '/data/secret', { headers: { origin } }),
        );
        expect(statusCode).toBe(403);
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      }
    },
  );

  it('one that the option names may ask', async () => {
    const named = await started({ origins: ['https://app.test'] });
    const headers = { origin: 'https://app.test', ...target };
    expect((await named.handle(request('POST', '/', { headers }))).statusCode).toBe(200);
    await named.close();
  });

  it('a picture or a link of another site is refused', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await emulator.handle(request('GET', '/data/secret', { headers }))).statusCode).toBe(403);
  });
});

describe('GET writes nothing', () => {
  it.each([
    ['/', { 'x-amz-target': 'AmazonPersonalize.CreateDatasetGroup' }],
    ['/events', signedFor('personalize')],
    ['/?Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument={}', {}],
    ['/?Action=AssumeRole&Version=2011-06-15', {}],
    ['/?Action=PutMetricData&Version=2010-08-01&Namespace=N&MetricData.member.1.MetricName=m', {}],
    ['/', { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData' }],
  ])('%s with %o is refused', async (path, headers) => {
    for (const method of ['GET', 'PUT']) {
      const answer = await emulator.handle(request(method, path, { headers, body: '{"name":"written"}' }));
      expect(answer.statusCode).toBe(405);
    }
  });

  it('and reads what a form may ask for', async () => {
    const { statusCode } = await emulator.handle(request('GET', '/?Action=ListRoles&Version=2010-05-08'));
    expect(statusCode).toBe(200);
  });
});
