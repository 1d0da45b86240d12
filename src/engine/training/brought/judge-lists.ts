import type { HitsTell, JudgedBeside, ListsJudgement } from '../../../domain/brought-along';
import { AppError, isAppError } from '../../../domain/errors';
import { METRICS_OF_PEOPLE, type MetricOfPeople, type MetricSet } from '../../../domain/metrics';
import type { Job } from '../../../domain/ports';
import { isPersonal } from '../../../domain/recipe-catalogue';
import type { Arn, SolutionVersion } from '../../../domain/resources';
import { newestFirst } from '../../../domain/version-names';
import { perUserValues, type HeldOutHits } from '../../../kernels/metrics/held-out-hits';
import { mean } from '../../../kernels/metrics/mean';
import { pairedTest } from '../../../kernels/metrics/paired-test';
import { hits, samePeople } from '../../measuring/compare';
import type { OpenProject } from '../../project/open-project';

/** Far above the luckiest recipe is twice as much, or half of what it lacks: who does so has often seen what was hidden. */
const farAbove = (highest: number): number => Math.min(2 * highest, (1 + highest) / 2);
/** Far below the unluckiest is a quarter of it: who does so has often left out what was hidden. */
const farBelow = (lowest: number): number => lowest / 4;
/** Of fewer people nothing is said. */
const FEWEST = 10;

const NDCG = 'normalized_discounted_cumulative_gain_at_10';

/**
 * Lists that were brought along, beside every version that was measured on the same hidden rows: all on the people whom
 * the lists are for.
 *
 * @throws AppError I01 for a version that is not ACTIVE, INVALID_INPUT for one that was trained, NOT_COMPARABLE where
 *   nobody with a list has hidden rows, or the data have changed since.
 */
export async function judgeLists(project: OpenProject, arn: Arn, job: Job): Promise<ListsJudgement> {
  const version = project.activeVersion(arn);
  const { brought, dataVersion } = version;
  if (brought === undefined) throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', value: arn });
  if (dataVersion !== project.state.dataVersion) throw new AppError('NOT_COMPARABLE', { reason: 'data' });
  const own = await hits(project, version);
  const others: Other[] = [];
  for (const other of newestFirst(project.state.solutionVersions)) {
    const found = await onSamePeople(project, [version, own], other);
    if (found !== null) others.push({ version: other, found });
  }
  return {
    arn,
    people: own.users.length,
    ofPeople: brought.testPeople,
    values: { ...means(own), ...coverageOf(version) },
    beside: others.map(({ version: other, found }): JudgedBeside => ({
      arn: other.arn,
      values: { ...means(found), ...coverageOf(other) },
    })),
    tell: await whatHitsTell(own, others, version.spec.seed, job),
  };
}

interface Other {
  readonly version: SolutionVersion;
  readonly found: HeldOutHits;
}

/** What another version found for the same people; null where it was not asked for them. */
async function onSamePeople(
  project: OpenProject,
  own: readonly [SolutionVersion, HeldOutHits],
  other: SolutionVersion,
): Promise<HeldOutHits | null> {
  const isMeasured = other.metrics?.values[NDCG] !== undefined && other.dataVersion === own[0].dataVersion;
  if (other.arn === own[0].arn || other.status !== 'ACTIVE' || !isMeasured) return null;
  try {
    const [, found] = samePeople(own, [other, await hits(project, other)]);
    return found.users.length === own[1].users.length ? found : null;
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_COMPARABLE') return null;
    throw error;
  }
}

function means(found: HeldOutHits): MetricSet['values'] {
  const value = (key: MetricOfPeople): number => mean(perUserValues(found, key));
  return Object.fromEntries(METRICS_OF_PEOPLE.map((key) => [key, value(key)]));
}

function coverageOf({ metrics }: SolutionVersion): MetricSet['values'] {
  const coverage = metrics?.values.coverage;
  return coverage === undefined ? {} : { coverage };
}

/** Held against every recipe that was trained here; without a personal one among them a good list stands out as well. */
async function whatHitsTell(
  own: HeldOutHits,
  others: readonly Other[],
  seed: number,
  job: Job,
): Promise<HitsTell | null> {
  const trained = others.filter(({ version }) => version.brought === undefined);
  if (own.users.length < FEWEST || !trained.some(({ version }) => isPersonal(version.spec.recipe)))
    return null;
  let highest = 0;
  let lowest = Infinity;
  for (const { found } of trained) {
    // The interval of a mean is that of its differences from 0.
    const values = perUserValues(found, NDCG);
    const { low, high } = await pairedTest(values, seed, (done, total) =>
      job.checkpoint('compare', done, total),
    );
    highest = Math.max(highest, high);
    lowest = Math.min(lowest, low);
  }
  const value = mean(perUserValues(own, NDCG));
  if (value > farAbove(highest)) return 'seen';
  return value < farBelow(lowest) ? 'left-out' : null;
}
