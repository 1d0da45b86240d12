import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BatchJob } from '../../../../src/domain/batch';
import type { ImportJob, ProjectId, ProjectState, SolutionVersion } from '../../../../src/domain/resources';
import type { Trial } from '../../../../src/domain/tuning';
import { bucketOf, monthBounds, type MonthUsage } from '../../../../src/domain/usage';
import { MemoryCatalogue } from '../../../../src/store/memory-catalogue';
import { newState } from '../../../../src/engine/resources/new-state';
import { OpenProject } from '../../../../src/engine/project/open-project';
import { campaignKind, createCampaign, updateCampaign } from '../../../../src/engine/resources/campaigns';
import { deleteResource } from '../../../../src/engine/resources/kinds';
import { metered, meterOf } from '../../../../src/engine/resources/meter';
import { monthUsage } from '../../../../src/engine/resources/month-usage';
import { withService } from '../../../../src/domain/service-resources';
import { UsageCounter } from '../../../../src/engine/resources/usage-counter';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  trainedVersion,
} from '../../../support/studio-in-node';

const at = (iso: string): number => Date.parse(`${iso}Z`) / 1000;
const NONE = new UsageCounter().take(0);

const version = trainedVersion('a', {
  trainingSeconds: 100,
  creationDateTime: at('2026-11-03T10:00:00'),
  lastUpdatedDateTime: at('2026-11-03T10:00:00'),
});

function project(versions: readonly SolutionVersion[] = [version]): ProjectState {
  return { ...newState('p' as ProjectId, 'p', 'aws', 0), solutionVersions: versions };
}

/** The state after a change at a moment, as a project stores it. */
function after(
  state: ProjectState,
  nowSec: number,
  change: (state: ProjectState) => ProjectState,
  counter = new UsageCounter(),
): ProjectState {
  return metered(state, change(state), counter.take(nowSec), { nowSec, workers: 2 });
}

function usageAt(state: ProjectState, nowSec: number, month = '2026-11'): MonthUsage {
  return monthUsage(state, meterOf(state, { nowSec, workers: 2 }), month, nowSec);
}

const withCampaign = (nowSec: number) => (state: ProjectState) =>
  createCampaign(state, { name: 'home', solutionVersionArn: version.arn, minProvisionedTPS: 1 }, nowSec)
    .state;
const HOME = 'arn:aws:personalize:us-east-1:000000000000:campaign/home';

describe('a campaign’s month', () => {
  test.each([
    ['2026-02', 28],
    ['2028-02', 29],
    ['2026-11', 30],
    ['2026-12', 31],
  ])('%s has %i days of 288 buckets', (month, days) => {
    const { fromSec, toSec } = monthBounds(month);
    const state = after(project(), fromSec - 86_400, withCampaign(fromSec - 86_400));
    const [campaign] = usageAt(state, toSec + 5000, month).campaigns;
    expect(campaign.rates).toEqual([{ minProvisionedTPS: 1, quietBuckets: days * 288, requests: [] }]);
  });

  test('a bucket counts whole when the campaign is ACTIVE in any moment of it', () => {
    const from = at('2026-11-10T09:04:59');
    const state = after(project(), from, withCampaign(from));
    const quiet = (nowSec: number) => usageAt(state, nowSec).campaigns[0].rates[0].quietBuckets;
    expect(quiet(from)).toBe(1);
    expect(quiet(at('2026-11-10T09:05:00'))).toBe(2);
    expect(quiet(at('2026-11-10T09:09:59'))).toBe(2);
  });

  test('ends with its deletion, and stays in the month’s bill', () => {
    const [from, to] = [at('2026-11-10T09:00:00'), at('2026-11-10T10:02:00')];
    let state = after(project(), from, withCampaign(from));
    state = after(state, to, (now) => deleteResource(campaignKind, now, HOME));
    const { campaigns } = usageAt(state, at('2026-11-20T00:00:00'));
    expect(campaigns).toEqual([
      {
        campaignArn: HOME,
        name: 'home',
        minProvisionedTPS: null,
        requests: 0,
        rates: [{ minProvisionedTPS: 1, quietBuckets: 13, requests: [] }],
      },
    ]);
    expect(usageAt(state, at('2026-12-01T00:00:00'), '2026-12').campaigns).toEqual([]);
  });

  test('counts the higher rate of a bucket in which it changes, and the same name as one campaign', () => {
    const from = at('2026-11-10T09:00:00');
    let state = after(project(), from, withCampaign(from));
    const raised = at('2026-11-10T10:01:00');
    state = after(
      state,
      raised,
      (now) => updateCampaign(now, { arn: HOME, minProvisionedTPS: 3 }, raised).state,
    );
    const deleted = at('2026-11-10T11:00:00');
    state = after(state, deleted, (now) => deleteResource(campaignKind, now, HOME));
    const again = at('2026-11-10T11:01:00');
    state = after(state, again, withCampaign(again));
    const [{ rates }] = usageAt(state, at('2026-11-10T11:09:00')).campaigns;
    expect(rates).toEqual([
      { minProvisionedTPS: 1, quietBuckets: 12 + 1, requests: [] },
      // From 10:00 to 11:05: the bucket of the deletion counts whole.
      { minProvisionedTPS: 3, quietBuckets: 13, requests: [] },
    ]);
  });

  test('an update of something else ends no rate', () => {
    const from = at('2026-11-10T09:00:00');
    const state = after(project(), from, withCampaign(from));
    const renewed = after(
      state,
      from + 9000,
      (now) => updateCampaign(now, { arn: HOME, solutionVersionArn: version.arn }, from + 9000).state,
    );
    expect(renewed.meter).toBe(state.meter);
  });

  test('has its requests by bucket of the clock, over months', () => {
    const from = at('2026-11-30T23:00:00');
    let state = after(project(), from, withCampaign(from));
    const counter = new UsageCounter();
    for (const moment of ['2026-11-30T23:54:59.9', '2026-11-30T23:55:00', '2026-11-30T23:59:59.9'])
      counter.request(HOME, at(moment));
    for (let n = 0; n < 5; n++) counter.request(HOME, at('2026-12-01T00:00:00'));
    state = after(state, at('2026-12-01T00:04:00'), (now) => now, counter);
    expect(counter.isEmpty).toBe(true);
    const now = at('2026-12-01T00:04:00');
    expect(usageAt(state, now).campaigns[0]).toMatchObject({
      requests: 3,
      rates: [{ quietBuckets: 10, requests: [1, 2] }],
    });
    const december = usageAt(state, now, '2026-12');
    expect(december.campaigns[0]).toMatchObject({ requests: 5, rates: [{ quietBuckets: 0, requests: [5] }] });
    expect(december.months).toEqual(['2026-12', '2026-11']);
  });

  test('a month that is none, or has not come, is refused', () => {
    for (const month of ['2026-13', 'November', '2026-12'])
      expect(() => usageAt(project(), at('2026-11-10T00:00:00'), month)).toThrowError(
        expect.objectContaining({ code: 'INVALID_INPUT' }) as Error,
      );
  });
});

describe('training hours', () => {
  const running = { ...version, status: 'CREATE IN_PROGRESS', trainingSeconds: 0 } as const;
  const now = at('2026-11-05T00:00:00');
  const ending = (was: SolutionVersion, change: Partial<SolutionVersion>): MonthUsage =>
    usageAt(
      after(project([was]), now, (state) => ({ ...state, solutionVersions: [{ ...was, ...change }] })),
      now,
    );
  const trial = (number: number, status: Trial['status'], seconds: number): Trial => ({
    number,
    recipe: 'aws-hrnn',
    algorithmHyperParameters: {},
    status,
    epochs: { done: 1, total: 1 },
    value: 0,
    firstEpochValue: 0,
    metrics: null,
    versusDefaults: null,
    seconds,
    failure: null,
  });
  const tuning = {
    objective: { metricName: 'coverage', type: 'Maximize' },
    searches: [
      {
        recipe: 'aws-hrnn',
        planned: 3,
        trials: [trial(1, 'COMPLETED', 10), trial(2, 'STOPPED', 4), trial(3, 'FAILED', 50)],
        defaultRanks: null,
        chosen: 1,
      },
    ],
  } as const;

  test('are what the clock showed times the workers', () => {
    expect(ending(running, { status: 'ACTIVE', trainingSeconds: 30 })).toMatchObject({
      trainings: 1,
      trainingSeconds: 60,
    });
  });

  test('take in every trial of a search that did not fail, which shares the workers with the one beside it', () => {
    expect(ending(running, { status: 'ACTIVE', trainingSeconds: 30, tuning })).toMatchObject({
      trainingSeconds: 60 + 14,
    });
    const alone = { ...running.spec, hpoConfig: { hpoResourceConfig: { maxParallelTrainingJobs: '1' } } };
    expect(ending(running, { status: 'ACTIVE', trainingSeconds: 30, tuning, spec: alone })).toMatchObject({
      trainingSeconds: 60 + 28,
    });
  });

  test('are billed up to the stop of a training that is thrown away, once', () => {
    const stopping = {
      status: 'CREATE STOPPING',
      lastUpdatedDateTime: running.lastUpdatedDateTime + 7,
    } as const;
    expect(ending(running, stopping)).toMatchObject({ trainings: 1, trainingSeconds: 14 });
    expect(ending({ ...running, ...stopping }, { status: 'CREATE STOPPED' })).toMatchObject({ trainings: 0 });
  });

  test('are not billed for a training that failed, nor again for a version that only changes', () => {
    expect(ending(running, { status: 'CREATE FAILED' }).trainingSeconds).toBe(0);
    const state = project();
    expect(
      after(state, now, (same) => ({ ...same, solutionVersions: [{ ...version }] })).meter,
    ).toBeUndefined();
  });

  test('stay when the version is deleted, and a version from elsewhere brings none', () => {
    const trained = after(project([running]), now, (state) => ({
      ...state,
      solutionVersions: [{ ...running, status: 'ACTIVE', trainingSeconds: 30 }],
    }));
    const deleted = after(trained, now, (state) => ({ ...state, solutionVersions: [] }));
    expect(usageAt(deleted, now).trainingSeconds).toBe(60);
    const restored = after(deleted, now, (state) => ({ ...state, solutionVersions: [version] }));
    expect(usageAt(restored, now).trainingSeconds).toBe(60);
  });

  test('of a project from before there was a meter are those of its versions', () => {
    expect(usageAt(project(), now)).toMatchObject({ trainings: 1, trainingSeconds: 200 });
  });
});

test('a batch job is billed when it has ended, and not again for whatever changes of it later', () => {
  const now = at('2026-11-05T00:00:00');
  const job = (status: BatchJob['status'], more: Partial<BatchJob> = {}): BatchJob => ({
    kind: 'inference',
    arn: 'arn:aws:personalize:us-east-1:000000000000:batch-inference-job/nightly',
    jobName: 'nightly',
    solutionVersionArn: version.arn,
    inputPath: 's3://in/nightly.jsonl',
    outputPath: 's3://out',
    numResults: 25,
    status,
    lines: 40,
    failedLines: 0,
    creationDateTime: now,
    lastUpdatedDateTime: now,
    ...more,
  });
  const has = (state: ProjectState, batchJob: BatchJob): ProjectState =>
    after(state, now, (same) => withService(same, { batchJobs: [batchJob] }));
  const running = has(project([]), job('IN PROGRESS'));
  expect(usageAt(running, now).batchLines).toBe(0);
  const ended = has(running, job('ACTIVE'));
  expect(usageAt(ended, now).batchLines).toBe(40);
  const touched = has(ended, job('ACTIVE', { lastUpdatedDateTime: now + 60 }));
  expect(usageAt(touched, now).batchLines).toBe(40);
});

test('three months are kept, with the rates that ended in them', () => {
  let state = project();
  for (let month = 1; month <= 6; month++) {
    const nowSec = at(`2026-0${month}-10T00:00:00`);
    state = after(state, nowSec, withCampaign(nowSec));
    state = after(state, nowSec + 600, (now) => deleteResource(campaignKind, now, HOME));
    state = after(state, nowSec + 700, (now) => ({
      ...now,
      importJobs: [...now.importJobs, importJob(`${month}`, 1000 * month)],
    }));
  }
  expect(state.meter?.months.map(({ month, csvBytes }) => [month, csvBytes])).toEqual([
    ['2026-04', 4000],
    ['2026-05', 5000],
    ['2026-06', 6000],
    ['2026-11', 0], // That of the version, which was there before.
  ]);
  expect(state.meter?.ended).toHaveLength(3);
});

test('a month in which a campaign only stood ready can be asked for, three months at most', () => {
  const nowSec = at('2026-09-20T00:00:00');
  const state = after(project(), nowSec, withCampaign(nowSec));
  const later = at('2026-11-20T00:00:00');
  expect(usageAt(state, later).months).toEqual(['2026-11', '2026-10', '2026-09']);
  expect(usageAt(state, later, '2026-10').campaigns[0].rates[0].quietBuckets).toBe(31 * 288);
  expect(usageAt(state, at('2026-12-20T00:00:00')).months).toEqual(['2026-12', '2026-11', '2026-10']);
});

function importJob(name: string, sizeBytes: number): ImportJob {
  const status = 'ACTIVE';
  return { arn: name, status, report: null, sizeBytes, creationDateTime: 0, lastUpdatedDateTime: 0 };
}

test('counts that could not be stored are not lost', () => {
  const counter = new UsageCounter();
  counter.request(HOME, 1000);
  counter.put(10, 1000);
  const counted = counter.take(1000);
  counter.request(HOME, 1001);
  counter.giveBack(counted);
  expect(counter.isDue(1030)).toBe(false);
  expect(counter.isDue(1060)).toBe(true);
  const both = counter.take(1060);
  expect(both.requests.get(HOME)?.get(bucketOf(1000))).toBe(2);
  expect(both.putBytes.get('1970-01')).toBe(10);
  expect(metered(project(), project(), NONE, { nowSec: 0, workers: 1 }).meter).toBeUndefined();
});

test('a write that fails leaves the counts for the next one', async () => {
  const store = await new MemoryCatalogue().create();
  const state = newState(store.id, 'p', 'aws', 0);
  await store.writeState(state);
  const host = { clock: { nowMs: () => 0 }, requireWriter: () => undefined, onState: () => undefined };
  const open = new OpenProject(store, state, host);
  open.writer.counter.put(10, 0);
  vi.spyOn(store, 'writeState').mockRejectedValueOnce(new Error('disk full'));
  await expect(open.update((same) => same)).rejects.toThrow('disk full');
  expect(open.state.meter).toBeUndefined();
  await open.update((same) => same);
  expect(open.state.meter?.months).toMatchObject([{ month: '1970-01', putBytes: 10 }]);
});

describe('a project', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-10T09:00:30Z') }));
  afterEach(() => void vi.useRealTimers());

  const csv = `USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE\n${Array.from(
    { length: 1200 },
    (_, n) => `u${n % 30},i${n % 7},${1_600_000_000 + n * 1000},click`,
  ).join('\n')}\n`;

  async function served() {
    const node = nodeStudio();
    const opened = await importFiles(node, [textFile('interactions.csv', csv)]);
    const solutionVersion = await node.studio.train(nodeJob(), specOf('aws-popularity-count'));
    const { campaignArn } = await node.studio.invoke('CreateCampaign', {
      name: 'home',
      solutionVersionArn: solutionVersion.arn,
    });
    const usage = async () => (await node.studio.invoke('DescribeUsage', {})).usage as unknown as MonthUsage;
    return { ...node, id: opened.project.id, campaignArn, usage };
  }

  test('counts what it has imported, trained, answered and been told, without a write for each request', async () => {
    const { studio, campaignArn, usage, events } = await served();
    const ask = () => studio.invoke('GetRecommendations', { campaignArn, userId: 'u1' });
    await usage();
    const states = () => events.filter(({ kind }) => kind === 'state').length;
    const before = states();
    for (let n = 0; n < 50; n++) await ask();
    expect(states()).toBe(before);
    await expect(studio.invoke('GetRecommendations', { campaignArn, numResults: 900 })).rejects.toThrow();
    vi.setSystemTime(Date.parse('2026-11-10T09:05:00Z'));
    await ask();
    const month = await usage();
    expect(month).toMatchObject({ month: '2026-11', csvBytes: csv.length, trainings: 1, putBytes: 0 });
    expect(month.campaigns).toMatchObject([
      { campaignArn, requests: 51, minProvisionedTPS: 1, rates: [{ quietBuckets: 0, requests: [50, 1] }] },
    ]);
    expect(states()).toBeGreaterThan(before);
  });

  test('counts each imported file once, also where tables were made of it', async () => {
    const orders = `order_id,customer_id,ordered_at\n${Array.from(
      { length: 200 },
      (_, i) => `A${i},c${(i * 7) % 30},2026-10-${10 + (i % 20)}T10:00:00\n`,
    ).join('')}`;
    const lines = `order_id,sku,product_name\n${Array.from(
      { length: 1200 },
      (_, i) => `A${i % 200},s${(i * 3) % 23},Lamp ${(i * 3) % 23}\n`,
    ).join('')}`;
    const node = nodeStudio();
    await importFiles(node, [textFile('orders.csv', orders), textFile('lines.csv', lines)]);
    const { usage } = (await node.studio.invoke('DescribeUsage', {})) as unknown as { usage: MonthUsage };
    expect(usage.csvBytes).toBe(orders.length + lines.length);
  });

  test('counts the bytes of events, and keeps its counts when it is closed', async () => {
    const { studio, id, campaignArn, usage } = await served();
    const { datasetGroups } = (await studio.invoke('ListDatasetGroups', {})) as unknown as {
      datasetGroups: { datasetGroupArn: string }[];
    };
    const { trackingId } = await studio.invoke('CreateEventTracker', { name: 't', ...datasetGroups[0] });
    await usage();
    const event = {
      trackingId,
      userId: 'u1',
      sessionId: 's',
      eventList: [{ eventType: 'click', itemId: 'i1', sentAt: 1_600_000_000 }],
    };
    await studio.invoke('PutEvents', event);
    await studio.invoke('GetRecommendations', { campaignArn, userId: 'u1' });
    await importFiles({ studio } as Parameters<typeof importFiles>[0], [textFile('other.csv', csv)]);
    await studio.openProject(id);
    const month = await usage();
    expect(month.putBytes).toBe(JSON.stringify(event).length);
    expect(month.campaigns[0].requests).toBe(1);
  });

  test('a request that is counted costs well under a tenth of a millisecond', () => {
    const counter = new UsageCounter();
    const n = 100_000;
    const start = process.hrtime.bigint();
    for (let i = 0; i < n; i++) counter.request(HOME, 1_700_000_000 + i / 50);
    const each = Number(process.hrtime.bigint() - start) / 1e6 / n;
    expect(each).toBeLessThan(0.1);
  });
});
