import type { BatchJob } from '../../domain/batch';
import type { ImportJob, ProjectState, SolutionVersion } from '../../domain/resources';
import type { Campaign } from '../../domain/service';
import {
  BUCKET_SECONDS,
  bucketOf,
  monthBounds,
  monthOf,
  type EndedRate,
  type Meter,
  type MonthCounts,
} from '../../domain/usage';
import { isBrought } from './solution-versions';
import { serviceOf } from '../../domain/service-resources';
import type { Counted } from './usage-counter';

/** The service runs two trials of a search at a time unless it is told otherwise. */
const SIDE_BY_SIDE = 2;

/** This month and the two before it. */
const KEPT_MONTHS = 3;
/** Far more than five campaigns at a time can leave; keeps a project small that a script makes and deletes them in. */
const KEPT_RATES = 2000;

const AMOUNTS = ['csvBytes', 'putBytes', 'trainings', 'trainingSeconds', 'batchLines'] as const;
type Amounts = Pick<MonthCounts, (typeof AMOUNTS)[number]>;

interface Moment {
  readonly nowSec: number;
  /** Workers that a training shares its work among. */
  readonly workers: number;
}

/**
 * The state after a change, with what the change has used added to its meter: trainings and batch jobs that have ended,
 * imported files, campaigns that were deleted or have another rate, and the requests counted meanwhile. The same state
 * where there is nothing to add.
 */
export function metered(
  before: ProjectState,
  after: ProjectState,
  counted: Counted,
  { nowSec, workers }: Moment,
): ProjectState {
  const ended = endedRates(before, after, nowSec);
  const amounts = [
    ...added(before.solutionVersions, after.solutionVersions, (was, is) => trainingOf(was, is, workers)),
    ...added(before.importJobs, after.importJobs, importOf),
    ...added(serviceOf(before).batchJobs, serviceOf(after).batchJobs, batchOf),
  ];
  const isIdle = amounts.length + ended.length + counted.requests.size + counted.putBytes.size === 0;
  if (isIdle) return after;
  let meter = meterOf(before, { nowSec, workers });
  for (const amount of amounts) meter = withAmounts(meter, monthOf(nowSec), amount);
  for (const [month, putBytes] of counted.putBytes) meter = withAmounts(meter, month, { putBytes });
  for (const [arn, buckets] of counted.requests) meter = withRequests(meter, arn, buckets);
  return { ...after, meter: bounded({ ...meter, ended: [...meter.ended, ...ended] }, nowSec) };
}

/** A project's meter. One that was stored before there were any begins with what its resources still say. */
export function meterOf(state: ProjectState, { nowSec, workers }: Moment): Meter {
  if (state.meter !== undefined) return state.meter;
  let meter: Meter = { sinceSec: nowSec, months: [], ended: [] };
  for (const version of state.solutionVersions) {
    if (!isBilled(version)) continue;
    const trainingSeconds = billedSeconds(version, version.trainingSeconds, workers);
    meter = withAmounts(meter, monthOf(version.lastUpdatedDateTime), { trainings: 1, trainingSeconds });
  }
  for (const job of serviceOf(state).batchJobs) {
    if (job.status !== 'ACTIVE') continue;
    meter = withAmounts(meter, monthOf(job.lastUpdatedDateTime), { batchLines: job.lines });
  }
  return bounded(meter, nowSec);
}

export function emptyMonth(month: string): MonthCounts {
  return { month, csvBytes: 0, putBytes: 0, trainings: 0, trainingSeconds: 0, batchLines: 0, requests: {} };
}

/** What resources that changed have used; a resource that is new has no `was`. */
function added<T extends { readonly arn: string }>(
  before: readonly T[],
  after: readonly T[],
  use: (was: T | undefined, is: T) => Partial<Amounts> | null,
): Partial<Amounts>[] {
  if (before === after) return [];
  const known = new Map(before.map((resource) => [resource.arn, resource]));
  return after.flatMap((is) => {
    const was = known.get(is.arn);
    return (was === is ? null : use(was, is)) ?? [];
  });
}

/** A version that is there at once, as from a bundle, was trained elsewhere. */
function trainingOf(
  was: SolutionVersion | undefined,
  is: SolutionVersion,
  workers: number,
): Partial<Amounts> | null {
  if (was === undefined) return null;
  if (isBilled(is) && !isBilled(was))
    return { trainings: 1, trainingSeconds: billedSeconds(is, is.trainingSeconds, workers) };
  if (!wasStopped(was, is)) return null;
  const sinceLastTrial = Math.max(0, is.lastUpdatedDateTime - was.lastUpdatedDateTime);
  return { trainings: 1, trainingSeconds: billedSeconds(is, sinceLastTrial, workers) };
}

function importOf(was: ImportJob | undefined, is: ImportJob): Partial<Amounts> | null {
  if (is.status !== 'ACTIVE' || was?.status === 'ACTIVE' || is.sizeBytes === undefined) return null;
  return { csvBytes: is.sizeBytes };
}

function batchOf(was: BatchJob | undefined, is: BatchJob): Partial<Amounts> | null {
  return is.status === 'ACTIVE' && was !== undefined && was.status !== 'ACTIVE'
    ? { batchLines: is.lines }
    : null;
}

/** Rates that ended with a change: the campaign is gone, or provides another one. */
function endedRates(before: ProjectState, after: ProjectState, nowSec: number): EndedRate[] {
  const [old, left] = [serviceOf(before).campaigns, serviceOf(after).campaigns];
  if (old === left) return [];
  return old.flatMap((campaign) => {
    const now = left.find(({ arn }) => arn === campaign.arn);
    if (now?.minProvisionedTPS === campaign.minProvisionedTPS) return [];
    const fromSec = rateSince(campaign, before.meter?.ended ?? []);
    const { arn: campaignArn, name, minProvisionedTPS } = campaign;
    return [{ campaignArn, name, fromSec, toSec: nowSec, minProvisionedTPS }];
  });
}

/** Since when a campaign has the rate that it has. */
export function rateSince({ arn, creationDateTime }: Campaign, ended: readonly EndedRate[]): number {
  const last = ended.findLast(({ campaignArn }) => campaignArn === arn);
  return Math.max(creationDateTime, last?.toSec ?? -Infinity);
}

function withMonth(meter: Meter, month: string, change: (counts: MonthCounts) => MonthCounts): Meter {
  const there = meter.months.find((counts) => counts.month === month) ?? emptyMonth(month);
  const months = [...meter.months.filter((counts) => counts.month !== month), change(there)];
  return { ...meter, months: months.sort((one, other) => (one.month < other.month ? -1 : 1)) };
}

function withAmounts(meter: Meter, month: string, amounts: Partial<Amounts>): Meter {
  return withMonth(meter, month, (counts) => ({
    ...counts,
    ...Object.fromEntries(AMOUNTS.map((of) => [of, counts[of] + (amounts[of] ?? 0)])),
  }));
}

function withRequests(meter: Meter, arn: string, counted: ReadonlyMap<number, number>): Meter {
  const months = new Set([...counted.keys()].map((bucket) => monthOf(bucket * BUCKET_SECONDS)));
  return [...months].reduce(
    (sum, month) =>
      withMonth(sum, month, (counts) => {
        const all = new Map(counts.requests[arn] ?? []);
        for (const [bucket, count] of counted)
          if (monthOf(bucket * BUCKET_SECONDS) === month) all.set(bucket, (all.get(bucket) ?? 0) + count);
        const ascending = [...all].sort(([one], [other]) => one - other);
        return { ...counts, requests: { ...counts.requests, [arn]: ascending } };
      }),
    meter,
  );
}

/** The months that can be asked for, the oldest first: this one and those before it, whether counted in or not. */
export function keptMonths(nowSec: number): readonly string[] {
  const now = new Date(nowSec * 1000);
  return Array.from({ length: KEPT_MONTHS }, (_, n) =>
    monthOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (KEPT_MONTHS - 1 - n)) / 1000),
  );
}

/** Without what is too old to be asked for: a campaign has 8,928 buckets a month at most. */
function bounded(meter: Meter, nowSec: number): Meter {
  const [oldest] = keptMonths(nowSec);
  const months = meter.months.filter(({ month }) => month >= oldest);
  const { fromSec } = monthBounds(oldest);
  const ended = meter.ended.filter(({ toSec }) => bucketOf(toSec) * BUCKET_SECONDS >= fromSec);
  return { ...meter, months, ended: ended.slice(-KEPT_RATES) };
}

/** Trained, as a whole or as far as it was kept. Failed trainings are never billed; a recommender's are in its own price, and lists were trained elsewhere. */
function isBilled(version: SolutionVersion): boolean {
  return version.status === 'ACTIVE' && version.recommender === undefined && !isBrought(version);
}

/** A training that was stopped and thrown away is billed up to the stop. */
function wasStopped(was: SolutionVersion, is: SolutionVersion): boolean {
  return (
    is.recommender === undefined && was.status === 'CREATE IN_PROGRESS' && is.status === 'CREATE STOPPING'
  );
}

/**
 * Seconds of one worker that a training has taken: its own on every worker, and those of every finished trial, which
 * shares the workers with the trials beside it.
 *
 * @param ownSeconds by the clock, without the trials.
 */
function billedSeconds(version: SolutionVersion, ownSeconds: number, workers: number): number {
  const trials = version.tuning?.searches.flatMap((search) => search.trials) ?? [];
  const trialSeconds = trials.reduce(
    (sum, { status, seconds }) => (status === 'FAILED' ? sum : sum + seconds),
    0,
  );
  const asked = Number(version.spec.hpoConfig?.hpoResourceConfig?.maxParallelTrainingJobs ?? SIDE_BY_SIDE);
  const workersEach = workers / Math.max(1, Math.min(asked, workers));
  return ownSeconds * workers + trialSeconds * workersEach;
}
