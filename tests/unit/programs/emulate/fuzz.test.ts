import { mkdirSync, readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { Emulator } from '../../../../src/programs/emulate/emulator';
import { listen } from '../../../../src/programs/emulate/listen';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { REQUESTS } from '../../../../src/interop/aws/constraints';
import { full } from '../../../support/full';
import { newFolder, signedFor } from './requests';

// A folder inside one of its own: what climbs out of it lands where nobody else writes.
const outside = newFolder();
const folder = join(outside, 'account');
mkdirSync(folder);
const emulator = new Emulator(`${folder}/data`, {
  pool: new InProcessPool(),
  profile: 'aws',
  seed: 42,
  pace: 'none',
});
const { port, close } = await listen((asked) => emulator.handle(asked), { port: 0, host: '127.0.0.1' });
const agent = new Agent({ keepAlive: true });
afterAll(async () => {
  agent.destroy();
  await close();
  await emulator.close();
});

const some = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const word = fc.oneof(
  some('data', 'in', '..', '.', '', 'a', '%', '__proto__', 'constructor', 'x.csv', 'ü', ' ', '\0', '-'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const path = fc
  .array(
    fc.oneof(
      word.map((text) => encodeURIComponent(text)),
      some('%ff', '%', '//', '%2e%2e'),
    ),
    { maxLength: 4 },
  )
  .map((parts) => `/${parts.join('/')}`);
const part = some(
  'uploads',
  'uploadId',
  'partNumber',
  'list-type',
  'delete',
  'policy',
  'location',
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'continuation-token',
  'encoding-type',
  'acl',
  'Action',
  'Version',
  'RoleName',
);
const value = fc.oneof(
  some('1', '2', '-1', '', 'url', '/', 'GetRole', 'CreateRole', 'PutMetricData', '2010-05-08', '../x'),
  word,
);
const query = fc
  .array(fc.tuple(part, value), { maxLength: 3 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`));
const operation = some(...Object.keys(REQUESTS), 'Nothing', 'constructor');
const header = fc.oneof(
  some('s3', 'personalize', 'iam', 'sts', 'monitoring', 'sns').map(
    (name) => Object.entries(signedFor(name))[0],
  ),
  operation.map((name) => ['x-amz-target', `AmazonPersonalize.${name}`] as const),
  some('PutMetricData', 'GetMetricData', 'ListMetrics').map(
    (name) => ['x-amz-target', `GraniteServiceVersion20100801.${name}`] as const,
  ),
  some('bytes=0-', 'bytes=5-1', 'bytes=-0', 'bytes=99999999999999999999-', 'x').map(
    (text) => ['range', text] as const,
  ),
  some('aws-chunked', 'gzip,aws-chunked').map((text) => ['content-encoding', text] as const),
  some('/data/a', 'data/in/x', '%', '/').map((text) => ['x-amz-copy-source', text] as const),
  some('*', '"x"').map((text) => ['if-none-match', text] as const),
  some('data.localhost', 'x.s3.localhost', '[::1]:1', '').map((text) => ['host', text] as const),
  some('x-amz-checksum-crc32', 'content-md5', 'x-amz-trailer', 'x-amz-decoded-content-length').map(
    (name) => [name, 'AAAA'] as const,
  ),
  fc.constant(['content-type', 'application/x-www-form-urlencoded'] as const),
);
const arn = some(
  'arn:aws:personalize:us-east-1:123456789012:campaign/x',
  'arn:aws:personalize:::recipe/aws-sims',
  'x',
);
const json = fc.dictionary(
  some(
    'name',
    'datasetGroupArn',
    'schemaArn',
    'schema',
    'campaignArn',
    'userId',
    'numResults',
    'trackingId',
    'eventList',
    'sessionId',
    'MetricData',
    'Namespace',
    'MetricDataQueries',
    'StartTime',
    'nextToken',
    '__proto__',
  ),
  fc.oneof(arn, word, fc.integer(), fc.jsonValue() as fc.Arbitrary<unknown>),
);
const body = fc.oneof(
  json.map((content) => JSON.stringify(content)),
  fc.string(),
  some(
    '5\r\nhello\r\n0\r\n\r\n',
    '<Delete><Object><Key>a</Key></Object></Delete>',
    '<Part>',
    'Action=CreateRole&RoleName=r&AssumeRolePolicyDocument={}',
    'Action=PutMetricData&MetricData.member.1=x&MetricData.member.1.Value=1',
  ),
);
const method = some('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS');

/** How a body is sent: with its length before it, in chunks, or half of it by a client that goes away then. */
const framing = fc.oneof(
  { weight: 9, arbitrary: some('length', 'chunks') },
  { weight: 1, arbitrary: fc.constant('half') },
);

/** The status of the answer; null where nobody waited for it. */
function ask(
  verb: string,
  target: string,
  headers: { readonly [name: string]: string },
  content: string,
  framed: string,
): Promise<number | null> {
  const bytes = Buffer.from(content);
  const said = framed === 'chunks' ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes.length };
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, method: verb, path: target, agent, headers: { ...headers, ...said } },
      (answer) => {
        answer.on('error', reject);
        answer.on('end', () => resolve(answer.statusCode ?? 0));
        answer.resume();
      },
    );
    asked.on('error', (error) => (framed === 'half' ? resolve(null) : reject(error)));
    if (framed !== 'half') asked.end(bytes);
    else asked.write(bytes.subarray(0, bytes.length / 2), () => asked.destroy(new Error('gone')));
  });
}

const RUNS = full ? 100_000 : 400;
/** Another one each time, where none is given. */
const SEED = process.env.FORETASTE_SEED;

it(`${RUNS} requests of any kind over HTTP are answered, none by a fault, and nothing leaves the folder`, async () => {
  expect(await ask('PUT', '/data', {}, '', 'length')).toBe(200);
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(method, path, query, fc.array(header, { maxLength: 3 }), body, framing),
      async ([verb, where, what, headers, content, framed]) => {
        const status = await ask(verb, where + what, Object.fromEntries(headers), content, framed);
        expect(status === null || status === 501 || status < 500).toBe(true);
      },
    ),
    { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }), ...(full && { endOnFailure: true }) },
  );
  expect(await ask('GET', '/_health', {}, '', 'length')).toBe(200);
  expect(readdirSync(folder)).toEqual(['data']);
  expect(readdirSync(outside)).toEqual(['account']);
}, 3_600_000);
