/**
 * The emulator over HTTP: how soon it is healthy, how long GetRecommendations takes with eight clients at once and how
 * many are answered in a second, for people who are asked for the first time and for those whose answer is kept, and how
 * long from PutEvents to the changed list. On made-up data of 3,400 items. `askedFirst` and `askedAgain` are of clients
 * that ask anew as soon as they have an answer, so that all of them always wait; in `askedAtPace` they ask 300 times a
 * second together, for people who have to be scored anew, and a request's time counts from when it was due. `putAtOnce` is
 * of fifty clients that put an event a call, each as soon as the one before is stored. `besideImport` is of lists at a
 * pace, and of looks at `_health`, from before a large file is imported into another group until after.
 * `npm run bench:emulate -- --seconds 10 --import-mb 228`, or `--only-import`; one JSON document on standard output.
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { emulator, ensureBuilt } from '../../src/programs/server/build.mjs';
import { clientsOf, untilActive } from '../support/emulate/clients';
import { startEndpoint } from '../support/emulate/endpoint';
import { roundMs } from './app/sets';
import { quantile } from './figures/statistics';
import { syntheticCsv, syntheticHistories } from './synthetic';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    recipe: { type: 'string', default: 'aws-user-personalization' },
    'import-mb': { type: 'string', default: '228' },
    'only-import': { type: 'boolean', default: false },
    workers: { type: 'string', default: '' },
  },
});
const CLIENTS = 8;
const PUTTERS = 50;
const EVENTS = 50;
const USERS = 1000;
/** By all clients at once, so that threads that serve have started. */
const WARM_UP = 400;
/** Requests a second of all clients together, where they keep to a pace. */
const PACE = 300;
const PACED = 300;
/** Requests a second beside an import. */
const BESIDE = { lists: 50, health: 20 };
/** Bytes of a row of the large file, about. */
const ROW_BYTES = 24.3;
const SIZE = { users: USERS, items: 3400, interactions: 100_000, seed: 42 };

ensureBuilt(emulator);
const folder = mkdtempSync(join(tmpdir(), 'foretaste-bench-'));
const endpoint = await startEndpoint([
  '--data',
  folder,
  ...(values.workers === '' ? [] : ['--workers', values.workers]),
]);
const { hostname, port } = new URL(endpoint.url);
const agent = new Agent({ keepAlive: true });
const { personalize, s3 } = clientsOf(endpoint.url);
await s3('PUT', '/bench');
await s3('PUT', '/bench/interactions.csv', [...syntheticCsv(syntheticHistories(SIZE))].join(''));
const trainedFrom = performance.now();
const { campaignArn = '', trackingId = '' } = await train();
const trainedMs = performance.now() - trainedFrom;

await together((n) => n < WARM_UP && recommend(n));
const others = values['only-import'] ? {} : await measureOthers();
const besideImport = await importBeside(Number(values['import-mb']));
await endpoint.stop();
agent.destroy();
rmSync(folder, { recursive: true, force: true });
const figures = {
  healthyMs: Math.round(endpoint.startedMs),
  trainedMs: Math.round(trainedMs),
  ...others,
  besideImport,
};
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);

/** Lists and events, while nothing else is done. */
async function measureOthers() {
  const first = await together((n) => WARM_UP + n < USERS && recommend(WARM_UP + n));
  const untilMs = performance.now() + 1000 * Number(values.seconds);
  const again = await together((n) => performance.now() < untilMs && recommend(n));

  // Whoever has done something since is scored anew. The first request looks at the new rows for all.
  for (let n = 0; n < PACED; n++) await put(person(n), [`i${n}`]);
  await recommend(0);
  const paced = await together((n) => 1 + n < PACED && recommend(1 + n), { pace: PACE });

  const eventTimes: number[] = [];
  for (let n = 0; n < EVENTS; n++) {
    const userId = `newcomer-${n}`;
    const before = await ask('/recommendations', { campaignArn, userId });
    eventTimes.push(
      await timed(async () => {
        await put(
          userId,
          [0, 1, 2].map((k) => `i${k + n}`),
        );
        while (listOf(await ask('/recommendations', { campaignArn, userId })) === listOf(before));
      }),
    );
  }
  const untilPutMs = performance.now() + 1000 * Number(values.seconds);
  const putAtOnce = await together(
    (n) => performance.now() < untilPutMs && put(`visitor-${n}`, [`i${n % SIZE.items}`]),
    { clients: PUTTERS },
  );
  return {
    clients: CLIENTS,
    askedFirst: first,
    askedAgain: again,
    askedAtPace: paced,
    eventToList: quantiles(eventTimes),
    putAtOnce,
  };
}

async function train() {
  const datasetGroupArn = await imported('bench', 's3://bench/interactions.csv');
  const { solutionArn } = await personalize.createSolution({
    name: 'bench',
    datasetGroupArn,
    recipeArn: `arn:aws:personalize:::recipe/${values.recipe}`,
    performAutoTraining: false,
  });
  const { solutionVersionArn } = await personalize.createSolutionVersion({ solutionArn });
  await untilActive(
    async () => (await personalize.describeSolutionVersion({ solutionVersionArn })).solutionVersion,
  );
  const { campaignArn: arn } = await personalize.createCampaign({
    name: 'bench',
    solutionVersionArn,
    minProvisionedTPS: 1,
  });
  const tracker = await personalize.createEventTracker({ name: 'bench', datasetGroupArn });
  return { campaignArn: arn, trackingId: tracker.trackingId };
}

/** A group of this name, once its interactions are imported. */
async function imported(name: string, dataLocation: string): Promise<string | undefined> {
  const fields = [
    { name: 'USER_ID', type: 'string' },
    { name: 'ITEM_ID', type: 'string' },
    { name: 'TIMESTAMP', type: 'long' },
  ];
  const namespace = 'com.amazonaws.personalize.schema';
  const schema = JSON.stringify({ type: 'record', name: 'Interactions', namespace, fields, version: '1.0' });
  const { schemaArn } = await personalize.createSchema({ name, schema });
  const { datasetGroupArn } = await personalize.createDatasetGroup({ name });
  const datasetType = 'Interactions';
  const { datasetArn } = await personalize.createDataset({ name, schemaArn, datasetGroupArn, datasetType });
  const { datasetImportJobArn } = await personalize.createDatasetImportJob({
    jobName: name,
    datasetArn,
    dataSource: { dataLocation },
    roleArn: 'arn:aws:iam::123456789012:role/bench',
  });
  await untilActive(
    async () => (await personalize.describeDatasetImportJob({ datasetImportJobArn })).datasetImportJob,
  );
  return datasetGroupArn;
}

/** How long lists and `_health` take while a file of so many megabytes is imported, and a second before and after. */
async function importBeside(megabytes: number) {
  const path = join(folder, 's3/bench/large.csv');
  const interactions = Math.round((megabytes * 1e6) / ROW_BYTES);
  const data = syntheticHistories({ users: 60_000, items: 20_000, interactions, seed: 42 });
  await pipeline(Readable.from(syntheticCsv(data)), createWriteStream(path));
  let over = false;
  const importing = (async () => {
    await sleep(1000);
    const fromMs = performance.now();
    await imported('large', 's3://bench/large.csv');
    const seconds = (performance.now() - fromMs) / 1000;
    await sleep(1000);
    over = true;
    return seconds;
  })();
  const [lists, health, seconds] = await Promise.all([
    together((n) => !over && recommend(n), { pace: BESIDE.lists }),
    together(() => !over && ask('/_health', null), { pace: BESIDE.health }),
    importing,
  ]);
  return { megabytes: Math.round(statSync(path).size / 1e6), seconds: roundMs(seconds), lists, health };
}

function recommend(n: number): Promise<string> {
  return ask('/recommendations', { campaignArn, userId: person(n), numResults: 25 });
}

function person(n: number): string {
  return `u${(n * 7919) % USERS}`;
}

function put(userId: string, itemIds: readonly string[]): Promise<string> {
  const eventList = itemIds.map((itemId, k) => ({ eventType: 'watch', itemId, sentAt: 1700000000 + k }));
  return ask('/events', { trackingId, userId, sessionId: userId, eventList });
}

/** A request without a signature over a kept connection, as bare as a client can be. */
function ask(path: string, input: object | null): Promise<string> {
  const body = input === null ? '' : JSON.stringify(input);
  const method = input === null ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request({ hostname, port, path, method, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('end', () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/**
 * All clients ask, one request after the other, until there is none to be made.
 *
 * @param pace requests a second of all together, the n-th of them due n / pace after the beginning. Absent: as soon as
 *   the answer before is there.
 */
async function together(
  request: (n: number) => Promise<string> | false,
  { pace = Infinity, clients = CLIENTS }: { readonly pace?: number; readonly clients?: number } = {},
) {
  const times: number[] = [];
  const held: number[] = [];
  const before = { from: performance.now(), server: serverMs(), own: process.cpuUsage() };
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (;;) {
        const dueMs = before.from + (1000 * next) / pace;
        const n = next++;
        if (dueMs > performance.now()) await sleep(dueMs - performance.now());
        const startedMs = pace === Infinity ? performance.now() : dueMs;
        const heldMs = answeringMs();
        const asked = request(n);
        if (asked === false) return;
        await asked;
        times.push(performance.now() - startedMs);
        held.push(answeringMs() - heldMs);
      }
    }),
  );
  const { user, system } = process.cpuUsage(before.own);
  return {
    requests: times.length,
    perSecond: Math.round((1000 * times.length) / (performance.now() - before.from)),
    ...quantiles(times),
    /** What the answering thread has computed meanwhile: how long it takes where no other work is on the machine. */
    computed: quantiles(held),
    /** Computing for each request, which other work on the machine changes little. */
    serverMs: roundMs((serverMs() - before.server) / times.length),
    clientMs: roundMs((user + system) / 1000 / times.length),
  };
}

/** How long the emulator has computed so far, in all its threads: Linux tells in hundredths of a second. */
function serverMs(): number {
  const stat = readFileSync(`/proc/${endpoint.process.pid}/stat`, 'utf8');
  const [utime, stime] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return 10 * (Number(utime) + Number(stime));
}

/** How long the thread that answers has computed so far. */
function answeringMs(): number {
  const { pid } = endpoint.process;
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

function listOf(answer: string): string {
  return JSON.stringify((JSON.parse(answer) as { itemList: unknown }).itemList);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function quantiles(all: readonly number[]) {
  return {
    p50Ms: roundMs(quantile(all, 0.5)),
    p99Ms: roundMs(quantile(all, 0.99)),
    mostMs: roundMs(Math.max(...all)),
  };
}
