import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Emulator } from '../../../../src/programs/emulate/emulator';
import { atPace } from '../../../../src/programs/emulate/http';
import { listen } from '../../../../src/programs/emulate/listen';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { newFolder, signedFor } from './requests';

let emulator: Emulator;
let url: string;
let port: number;
let close: () => Promise<void>;

beforeAll(async () => {
  emulator = new Emulator(newFolder(), { pool: new InProcessPool(), profile: 'aws', seed: 42, pace: 'none' });
  const listening = await listen((request) => emulator.handle(request), { port: 0, host: '127.0.0.1' });
  ({ port, close } = listening);
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await close();
  await emulator.close();
});

const target = (operation: string): Record<string, string> => ({
  'x-amz-target': `AmazonPersonalize.${operation}`,
});

const gzipped = { 'content-encoding': 'gzip' };

async function post(path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) {
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** What comes back for bytes that no client sends; the connection is left to the server. */
async function raw(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  socket.setEncoding('utf8');
  let got = '';
  socket.on('data', (part: string) => (got += part));
  await Promise.race([once(socket, 'close'), once(socket, 'end')]);
  return got;
}

describe('answers have the form of the services', () => {
  it('AWS JSON 1.1 for the control plane, with an id of the request', async () => {
    const good = await post('/', target('ListSchemas'), '{}');
    expect([good.status, good.text]).toEqual([200, '{"schemas":[]}']);
    expect(good.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(good.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    const bad = await post(
      '/',
      target('DescribeSchema'),
      '{"schemaArn":"arn:aws:personalize:us-east-1:123456789012:schema/x"}',
    );
    expect(bad.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
    expect(JSON.parse(bad.text)).toMatchObject({
      __type: 'ResourceNotFoundException',
      message: expect.any(String),
    });
  });

  it('REST-JSON for the runtime and for events', async () => {
    const campaignArn = 'arn:aws:personalize:us-east-1:123456789012:campaign/x';
    const bad = await post('/recommendations', signedFor('personalize'), JSON.stringify({ campaignArn }));
    expect(bad.status).toBeGreaterThanOrEqual(400);
    expect(bad.headers.get('content-type')).toBe('application/json');
    expect(bad.headers.get('x-amzn-errortype')).toMatch(/^(ResourceNotFound|InvalidInput)Exception$/);
  });

  it('XML for S3, IAM and what else speaks the query protocol', async () => {
    const s3 = await fetch(`${url}/nothing/key`, { headers: signedFor('s3') });
    expect([s3.status, s3.headers.get('content-type')]).toEqual([404, 'application/xml']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const iam = await post(
      '/',
      { ...form, ...signedFor('iam') },
      'Action=GetRole&Version=2010-05-08&RoleName=x',
    );
    expect([iam.status, iam.text]).toEqual([404, expect.stringContaining('<Code>NoSuchEntity</Code>')]);
    const sns = await post('/', { ...form, ...signedFor('sns') }, 'Action=ListTopics');
    expect([sns.status, sns.text]).toEqual([400, expect.stringContaining('<Code>InvalidAction</Code>')]);
  });
});

it('a body is read as it was before a client compressed it', async () => {
  const body = new Uint8Array(gzipSync('{"maxResults":1}'));
  const answer = await post('/', { ...target('ListRecipes'), ...gzipped }, body);
  expect((JSON.parse(answer.text) as { recipes: unknown[] }).recipes).toHaveLength(1);
});

describe('bad input', () => {
  it.each([
    ['broken JSON', '/', target('ListSchemas'), '{"a":', 400],
    ['JSON that is no object', '/', target('ListSchemas'), '[]', 400],
    ['an unknown operation', '/', target('ListUnicorns'), '{}', 400],
    ['an operation that every object has', '/', target('constructor'), '{}', 400],
    ['an unknown service', '/', { 'x-amz-target': 'AmazonForecast.ListDatasets' }, '{}', 400],
    ['a body beyond all limits', '/', target('ListSchemas'), ' '.repeat(7 << 20), 413],
    ['bytes that are no text', '/events', {}, new Uint8Array(gzipSync('{}')), 400],
    ['text that is said to be compressed', '/', { ...target('ListSchemas'), ...gzipped }, '{}', 400],
    [
      'a body that is beyond all limits once it is unpacked',
      '/',
      { ...target('ListSchemas'), ...gzipped },
      new Uint8Array(gzipSync(' '.repeat(7 << 20))),
      413,
    ],
    [
      'broken JSON for CloudWatch',
      '/',
      { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData' },
      '{',
      400,
    ],
  ])('%s is refused', async (_what, path, headers, body, status) => {
    const answer = await post(path, headers, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-amzn-errortype')).toMatch(/\w+/);
    expect(JSON.parse(answer.text)).toMatchObject({ __type: answer.headers.get('x-amzn-errortype') });
  });

  it('garbage in place of a request or of its chunks is answered and let go', async () => {
    expect(await raw('garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonPersonalize.ListSchemas\r\n';
    expect(await raw(`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)).toMatch(/^(HTTP\/1\.1 400|$)/);
    expect(await raw(`${head}Content-Length: -1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400/);
    expect((await fetch(`${url}/_health`)).status).toBe(200);
  });

  it('a client that goes away in the middle of an upload leaves nothing', async () => {
    await fetch(`${url}/cut-off`, { method: 'PUT' });
    const socket = connect(port, '127.0.0.1');
    socket.write('PUT /cut-off/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhello');
    await once(socket, 'connect');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await expect.poll(async () => (await fetch(`${url}/cut-off/key`)).status).toBe(404);
  });

  it('many clients at once are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => post('/', target('ListSchemas'), '{}')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

it('a body that drips is cut, and one that is only slow is not', async () => {
  const bytesAfter = async (bytesPerSec: number): Promise<number> => {
    let ms = 0;
    let bytes = 0;
    async function* coming(): AsyncGenerator<Uint8Array> {
      for (; ms < 120_000; ms += 1000) yield new Uint8Array(bytesPerSec);
    }
    for await (const part of atPace(coming(), () => ms)) bytes += part.length;
    return bytes;
  };
  await expect(bytesAfter(1)).rejects.toMatchObject({ name: 'RequestTimeout' });
  expect(await bytesAfter(2048)).toBe(120 * 2048);
});

describe('what the emulator answers itself', () => {
  it('says that it runs, waits until nothing does, and forgets everything', async () => {
    expect(await (await fetch(`${url}/_health`)).json()).toEqual({
      status: 'running',
      version: expect.any(String),
    });
    expect(await (await fetch(`${url}/_idle`)).json()).toEqual({ status: 'idle' });
    await fetch(`${url}/some-bucket`, { method: 'PUT' });
    await post('/', target('CreateDatasetGroup'), '{"name":"group"}');
    expect((await post('/_reset', {}, '')).status).toBe(400);
    expect((await fetch(`${url}/some-bucket`)).status).toBe(200);
    expect((await post('/_reset', { 'x-foretaste': 'reset' }, '')).status).toBe(200);
    expect((await fetch(`${url}/some-bucket`)).status).toBe(404);
    expect((await post('/', target('ListDatasetGroups'), '{}')).text).toBe('{"datasetGroups":[]}');
    expect((await fetch(`${url}/_unknown`)).status).toBe(404);
    // An object of a bucket that the host names.
    const get = `GET /_health HTTP/1.1\r\nHost: data.localhost\r\nConnection: close\r\n\r\n`;
    expect(await raw(get)).toContain('<Code>NoSuchBucket</Code>');
    expect((await fetch(`${url}/_reset`)).status).toBe(404);
  });
});
