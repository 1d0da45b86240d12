import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as control from '@aws-sdk/client-personalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emulator, ensureBuilt } from '../../../../src/programs/server/build.mjs';
import { projectRoot } from '../../../../src/programs/server/project-root.mjs';
import { clientsOf, untilActive, type Clients } from '../../../support/emulate/clients';
import { startEndpoint, type Endpoint } from '../../../support/emulate/endpoint';
import { journey } from '../../../support/emulate/journey';
import { full } from '../../../support/full';
import { isThere } from '../../../support/tools.mjs';
import { newFolder } from './requests';

const boto3 = isThere('python3-boto3');
/** By the AWS CLI a call takes a second of processor time, most of it to start. */
const cli = full && isThere('awscli');
/** For a hundred calls by it on a busy machine. */
const CLI_MS = 540_000;

beforeAll(() => void ensureBuilt(emulator));

describe('one journey, from a CSV in S3 to results in S3 and back to nothing', () => {
  let endpoint: Endpoint;
  let told: object;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    told = await journey(endpoint.url);
  });
  afterAll(() => endpoint.stop());
  const reset = (): Promise<Response> =>
    fetch(`${endpoint.url}/_reset`, { method: 'POST', headers: { 'x-foretaste': 'reset' } });
  /** What a script of `tests/support/emulate` prints, asked after a reset. */
  const scripted = async (script: string): Promise<string> => {
    await reset();
    const args = [join(projectRoot, 'tests/support/emulate', script), endpoint.url];
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    return (await promisify(execFile)(script.endsWith('.py') ? 'python3' : 'sh', args, { env })).stdout;
  };
  it('goes through with the JavaScript clients, and leaves nothing', () => {
    expect(told).toMatchObject({
      waited: true,
      metrics: { coverage: expect.any(Number) },
      exported: ['export/journey-export.csv'],
      left: [0, 0],
    });
    const { newcomer, after, batch } = told as { newcomer: object; after: object; batch: string };
    expect(after).not.toEqual(newcomer);
    expect(batch.trim().split('\n')).toHaveLength(5);
  });

  // With boto3 it is gone again after a reset too.
  it.skipIf(boto3 && !full)('gives the same bytes again after a reset', async () => {
    await reset();
    expect(JSON.stringify(await journey(endpoint.url))).toBe(JSON.stringify(told));
  });

  it.skipIf(!boto3)('gives the same with boto3 (skipped where it is not installed)', async () => {
    expect(JSON.parse(await scripted('journey.py'))).toEqual(told);
  });

  it.skipIf(!cli)(
    'gives the same with the AWS CLI, twice (in the full run, where it is installed)',
    async () => {
      const first = await scripted('journey.sh');
      const { metrics, before, unseen, newcomer, after, batch, exported } = told as Journey;
      const printed = [metrics, before, unseen, newcomer, after, ...jsonLines(batch), exported];
      expect(jsonLines(first)).toEqual(printed);
      expect(await scripted('journey.sh')).toBe(first);
    },
    CLI_MS,
  );

  it.skipIf(!boto3)('clean-ups and tools find what they ask for (skipped without boto3)', async () => {
    const found = JSON.parse(await scripted('tools.py')) as object;
    expect(found).toMatchObject({
      versions: [
        ['form/rows.csv', 'null', true],
        ['in/a b.csv', 'null', true],
      ],
      left: [],
      gone: 'NoSuchBucket',
      versioning: 'Enabled',
      notified: 1,
      tags: [
        { Key: 'team', Value: 'shop' },
        { Key: 'x', Value: '1' },
      ],
      counted: 1,
      untagged: [],
      attributes: ['5d41402abc4b2a76b9719d911017c592', 5],
      acl: [['CanonicalUser', 'FULL_CONTROL']],
      form: 204,
      posted: ['text/csv', true],
      signed: [200, 'hello'],
      expired: [403, true],
      parameter: 'tools',
      'no parameter': 'ParameterNotFound',
      policy: { Version: '2012-10-17' },
      profiles: [],
    });
  });

  // What boto3 sends and reads the journey tells; what comes of these, clients in this process (tests/unit/interop).
  it.runIf(full && boto3)(
    'recommenders, segments, tuning and attribution go through, and give the same bytes twice (in the full run, with boto3)',
    async () => {
      const first = await scripted('shop.py');
      expect(JSON.parse(first)).toMatchObject({ metrics: ['views'], deleted: 30, left: [] });
      expect(await scripted('shop.py')).toBe(first);
    },
  );

  it.runIf(full && boto3)(
    'next best action goes through, and gives the same bytes twice (in the full run, with boto3)',
    async () => {
      const first = await scripted('actions.py');
      const { lists, ...told } = JSON.parse(first) as {
        lists: { readonly [user: string]: readonly object[] };
      };
      expect(told).toMatchObject({
        metrics: { area_under_curve: expect.any(Number) },
        unanswered: [{ actionId: 'new', score: 0 }],
        after: ['upgrade', 'letter', 'contest', 'new'],
        left: [0, 0],
      });
      expect(lists['user-0']).toHaveLength(4);
      expect(await scripted('actions.py')).toBe(first);
    },
  );
});

/** What `journey` tells, as far as the AWS CLI prints it. */
interface Journey {
  readonly [part: string]: unknown;
  /** JSON Lines. */
  readonly batch: string;
}

function jsonLines(text: string): unknown[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

it('says in a sentence why a folder cannot be had, and leaves it as it was', async () => {
  const refusal = async (folder: string): Promise<string> => {
    const args = [
      join(projectRoot, 'src/programs/server/emulate.mjs'),
      '--port',
      '0',
      '--workers',
      '1',
      '--data',
      folder,
    ];
    const refused = await promisify(execFile)(process.execPath, args).catch((error: unknown) => error);
    const { code, stderr } = refused as { code: number; stderr: string };
    return `${code} ${stderr.replaceAll(folder, 'DIR')}`;
  };
  const folder = newFolder();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(await refusal(file)).toMatch(/^1 DIR cannot be used: EEXIST.*\n$/);
  const endpoint = await startEndpoint(['--data', join(folder, 'kept'), '--workers', '1']);
  expect(await refusal(join(folder, 'kept'))).toBe('1 DIR is in use by another process.\n');
  await endpoint.stop();
  for (const part of ['iam.json', 'account/manifest.json']) {
    const path = join(folder, 'kept', part);
    const before = existsSync(path) ? readFileSync(path) : null;
    writeFileSync(path, '{"half');
    expect(await refusal(join(folder, 'kept'))).toBe(
      `1 What is kept in DIR cannot be read: DIR/${part} is not whole.\n`,
    );
    expect(existsSync(join(folder, 'kept/lock'))).toBe(false);
    if (before === null) rmSync(path);
    else writeFileSync(path, before);
  }
  await (await startEndpoint(['--data', join(folder, 'kept'), '--workers', '1'])).stop();
});

const KILLS = full ? 20 : 4;

it(`${KILLS} kills in the middle of writing lose nothing that was acknowledged`, async () => {
  const folder = newFolder();
  const start = (): Promise<Endpoint> => startEndpoint(['--data', folder, '--workers', '1']);
  let endpoint = await start();
  const { datasetArn, trackingId } = await withTracker(clientsOf(endpoint.url));
  const known = { schemas: new Set<string>(), objects: new Set<string>(), items: new Set<string>() };
  for (let kill = 0; kill < KILLS; kill++) {
    const { personalize, events, s3 } = clientsOf(endpoint.url);
    let acknowledged = 0;
    let dead = false;
    const write = async (
      told: Set<string>,
      kind: string,
      one: (name: string, n: number) => Promise<unknown>,
    ) => {
      for (let n = 0; !dead; n++) {
        const name = `${kind}-${kill}-${n}`;
        try {
          await one(name, n);
        } catch (error) {
          if (dead) return; // cut off: not acknowledged
          throw error;
        }
        told.add(name);
        acknowledged++;
      }
    };
    const writers = [
      write(known.schemas, 'schema', (name, n) =>
        personalize.createSchema({ name, schema: schemaWith(`C_${kill}_${n}`) }),
      ),
      write(known.objects, 'object', (name) => s3('PUT', `/kept/${name}`, name.repeat(1000))),
      write(known.items, 'item', (itemId) =>
        events.putEvents({
          trackingId,
          userId: 'user',
          sessionId: 'session',
          eventList: [{ eventType: 'watch', itemId, sentAt: new Date(1700000000000) }],
        }),
      ),
    ];
    await expect.poll(() => acknowledged, { interval: 1 }).toBeGreaterThan(3 + kill);
    dead = true;
    await endpoint.kill();
    await Promise.all(writers);
    endpoint = await start();
  }
  const { personalize, s3 } = clientsOf(endpoint.url);
  for (const name of known.objects) expect(await s3('GET', `/kept/${name}`)).toBe(name.repeat(1000));
  const schemas = new Set<string | undefined>();
  for await (const page of control.paginateListSchemas({ client: personalize }, {}))
    for (const { name } of page.schemas ?? []) schemas.add(name);
  expect([...known.schemas].filter((name) => !schemas.has(name))).toEqual([]);
  const { datasetExportJobArn } = await personalize.createDatasetExportJob({
    jobName: 'all-events',
    datasetArn,
    ingestionMode: 'PUT',
    jobOutput: { s3DataDestination: { path: 's3://kept/export' } },
    roleArn: 'arn:aws:iam::123456789012:role/any',
  });
  await untilActive(
    async () => (await personalize.describeDatasetExportJob({ datasetExportJobArn })).datasetExportJob,
  );
  const exported = await s3('GET', '/kept/export/all-events.csv');
  expect([...known.items].filter((name) => !exported.includes(`,${name},`))).toEqual([]);
  await endpoint.stop();
});

/** A group with a dataset that takes events, and a bucket. */
async function withTracker({ personalize, s3 }: Clients) {
  await s3('PUT', '/kept');
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name: 'group' });
  const { schemaArn } = await personalize.createSchema({ name: 'first', schema: schemaWith('FIRST') });
  const { datasetArn } = await personalize.createDataset({
    name: 'events',
    datasetGroupArn,
    schemaArn,
    datasetType: 'Interactions',
  });
  const { trackingId } = await personalize.createEventTracker({ name: 'tracker', datasetGroupArn });
  return { datasetArn, trackingId };
}

/** No two of them alike. */
function schemaWith(column: string): string {
  const fields = [
    { name: 'USER_ID', type: 'string' },
    { name: 'ITEM_ID', type: 'string' },
    { name: 'TIMESTAMP', type: 'long' },
    { name: 'EVENT_TYPE', type: 'string' },
    { name: column, type: ['null', 'float'] },
  ];
  const namespace = 'com.amazonaws.personalize.schema';
  return JSON.stringify({ type: 'record', name: 'Interactions', namespace, fields, version: '1.0' });
}
