/**
 * A batch job of a million lines, by the road that the product takes: file, store, job, store, file. It is stopped and
 * resumed on its way, and its output is held against what each line must say. `npm run soak`, or `-- --short` for one
 * of half a minute; `-- --lines N --recipe R` for others. What it measures goes to standard error; the last line on
 * standard output is JSON. Fails when a line is lost or changed, the job fails or stands still, or memory grows.
 */
import { createWriteStream, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { BatchJob } from '../../src/domain/batch';
import type { RecipeName } from '../../src/domain/recipe-catalogue';
import type { ProjectState } from '../../src/domain/resources';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { MemoryCatalogue } from '../../src/store/memory-catalogue';
import { FolderChunks } from '../../src/programs/emulate/store/folder-chunks';
import { createStudio, type Studio } from '../../src/engine/studio/studio';
import { nodeJob, shopOnDisk, specOf } from '../support/studio-in-node';
import { conclude, isShort, newVerdict, optionOf, shortOf } from './verdict';

const RECIPE = (optionOf('recipe') ?? 'aws-popularity-count') as RecipeName;
const LINES = Number(optionOf('lines') ?? (isShort ? shortOf(20_000, 4) : 1_000_000));
/** Every so many lines one is wrong. */
const WRONG = 997;
/** Peak memory of the whole job, against that of its first tenth. */
const MOST_GROWTH = 1.2;
/** A job that writes nothing for so long stands still. */
const STILL_MS = 60_000;
const LOOK_MS = 50;

const startedMs = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'soak-'));
/** Its files are too large for memory. */
const catalogue = new MemoryCatalogue(() => new FolderChunks(join(folder, 'project')));
const result = { ...newVerdict('soak'), tried: LINES };
let state: ProjectState | null = null;
let grown = false;
try {
  const { studio, arn, userIds } = await begin();
  await follow(studio, arn);
  if (result.crashes + result.hangs === 0) result.losses = await lossesIn(arn, userIds);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
conclude(result, startedMs, !grown);

/** The sample, a version trained on it, and a job over a file on disk. */
async function begin() {
  const studio = createStudio({
    catalogue,
    pool: new InProcessPool(),
    clock: { nowMs: () => Date.now() },
    version: 'soak',
    fetchSample: shopOnDisk,
    identifierSeed: 1,
    onEvent: (event) => {
      if (event.kind === 'state') state = event.state;
    },
  });
  state = await studio.openSample(nodeJob(), 'film-club');
  const { arn: solutionVersionArn } = await studio.train(nodeJob(), specOf(RECIPE));
  const userIds = (await studio.searchUsers('', 500)).map(({ userId }) => userId);
  const input = join(folder, 'input.jsonl');
  const stream = createWriteStream(input);
  for (let k = 0; k < LINES; k++) if (!stream.write(`${lineAt(k, userIds)}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  studio.registerFile('s3://soak/input.jsonl', await openAsBlob(input));
  const made = await studio.invoke('CreateBatchInferenceJob', {
    jobName: 'soak',
    solutionVersionArn,
    jobInput: { s3DataSource: { path: 's3://soak/input.jsonl' } },
    jobOutput: { s3DataDestination: { path: 's3://soak/out/' } },
  });
  return { studio, arn: String(made.batchInferenceJobArn), userIds };
}

function lineAt(k: number, userIds: readonly string[]): string {
  return JSON.stringify(
    k % WRONG === WRONG - 1 ? { userId: k, n: k } : { userId: userIds[k % userIds.length], n: k },
  );
}

function jobNow(arn: string): BatchJob {
  const job = state?.service?.batchJobs.find((other) => other.arn === arn);
  if (job === undefined) throw new RangeError(`no job ${arn}`);
  return job;
}

/** Watches the job to its end: stops it twice on its way, has it go on, and reads the memory. */
async function follow(studio: Studio, arn: string): Promise<void> {
  const beganMs = performance.now();
  const asked = { batchInferenceJobArn: arn };
  const stops = [0.3, 0.6];
  const marks = [0.1, 0.5, 1];
  let peak = 0;
  let peakOfTenth = 0;
  let lines = 0;
  let movedMs = performance.now();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const job = jobNow(arn);
    const share = job.lines / LINES;
    peak = Math.max(peak, process.memoryUsage.rss());
    if (job.lines !== lines) {
      lines = job.lines;
      movedMs = performance.now();
    }
    while (marks.length > 0 && share >= marks[0]) {
      if (marks[0] === 0.1) peakOfTenth = peak;
      report(marks.shift() ?? 1, job.lines, beganMs, peak);
    }
    if (job.status === 'ACTIVE') break;
    if (job.status === 'CREATE FAILED') {
      if (job.failureReason !== 'stopped') {
        result.crashes++;
        console.error(`the job failed: ${job.failureReason ?? ''}`);
        return;
      }
      await studio.invoke('ResumeBatchInferenceJob', asked);
    } else if (stops.length > 0 && share >= stops[0]) {
      stops.shift();
      await studio.invoke('StopBatchInferenceJob', asked);
    }
    if (performance.now() - movedMs > STILL_MS) {
      result.hangs++;
      return;
    }
  }
  const growth = peak / peakOfTenth;
  grown = growth > MOST_GROWTH;
  console.error(
    `memory at its peak: ${growth.toFixed(2)} times that of the first tenth${grown ? ': it grows' : ''}`,
  );
}

function report(share: number, lines: number, beganMs: number, peak: number): void {
  globalThis.gc?.();
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  const { heapUsed } = process.memoryUsage();
  const rate = Math.round(lines / ((performance.now() - beganMs) / 1000));
  console.error(
    `${Math.round(share * 100)} %: ${lines} lines, ${rate} a second, heap ${megabytes(heapUsed)}, peak of the process ${megabytes(peak)}`,
  );
}

/** Lines of the output that are missing, out of place, or other than the first answer to the same person. */
async function lossesIn(arn: string, userIds: readonly string[]): Promise<number> {
  const answers = new Map<string, string>();
  let k = 0;
  let losses = 0;
  const [{ id }] = await catalogue.list();
  const output = { owner: arn, role: 'output', path: 's3://soak/out/input.jsonl.out' } as const;
  const lines = createInterface({
    input: Readable.from((await catalogue.open(id)).readFile(output), { objectMode: false }),
  });
  for await (const line of lines) {
    const head = `{"input":${lineAt(k, userIds)},"output":`;
    const rest = line.slice(head.length);
    const who = k % WRONG === WRONG - 1 ? 'wrong' : userIds[k % userIds.length];
    // The words of an error name the line; all else about it is the same.
    const answer = who === 'wrong' ? rest.replace(/\d+/g, '') : rest;
    const before = answers.get(who) ?? answer;
    answers.set(who, before);
    const isWhole =
      who === 'wrong'
        ? answer.startsWith('{"recommendedItems":[]},"error":"User error')
        : answer.endsWith('"error":null}');
    if (!line.startsWith(head) || answer !== before || !isWhole) losses++;
    k++;
  }
  return losses + Math.abs(LINES - k);
}
