import { mean } from '../../kernels/metrics/mean';
import type { VersionComparison } from '../../domain/comparison';
import { AppError } from '../../domain/errors';
import { METRICS_OF_PEOPLE, type MetricKey, type MetricOfPeople } from '../../domain/metrics';
import type { Job } from '../../domain/ports';
import type { Arn, SolutionVersion } from '../../domain/resources';
import { isSameList } from '../../domain/number-lists';
import { perUserValues, type HeldOutHits } from '../../kernels/metrics/held-out-hits';
import { pairedTest } from '../../kernels/metrics/paired-test';
import { hitsOf } from '../project/stored-hits';
import type { OpenProject } from '../project/open-project';

/**
 * Whether one version is better than another on the people that both were measured on, or could be so by luck. Reads
 * what each version's train part found, which is kept with its model; nothing is asked again.
 *
 * @throws AppError I01 for a version that is not ACTIVE, INVALID_INPUT for a metric that is no mean over people,
 *   NOT_COMPARABLE when a version was not measured, or not on the same data and the same held-out rows.
 */
export async function compareVersions(
  project: OpenProject,
  versions: readonly [Arn, Arn],
  metric: MetricKey,
  job: Job,
): Promise<VersionComparison> {
  const key = metricOfPeople(metric);
  const [first, second] = versions.map((arn) => project.activeVersion(arn));
  if (first.dataVersion !== second.dataVersion) throw new AppError('NOT_COMPARABLE', { reason: 'data' });
  const found = samePeople([first, await hits(project, first)], [second, await hits(project, second)]);
  const [own, other] = found.map((one) => perUserValues(one, key));
  const differences = own.map((value, t) => value - other[t]);
  const seed = first.spec.seed;
  const result = await pairedTest(differences, seed, (done, total) => job.checkpoint('compare', done, total));
  return { ...result, versions, metric, values: [mean(own), mean(other)] };
}

function metricOfPeople(metric: MetricKey): MetricOfPeople {
  const key = METRICS_OF_PEOPLE.find((one) => one === metric);
  if (key !== undefined) return key;
  throw new AppError('INVALID_INPUT', { field: 'metric', value: metric, allowed: [...METRICS_OF_PEOPLE] });
}

/** What a version found for each test user. @throws AppError NOT_COMPARABLE where nobody was held out. */
export async function hits(project: OpenProject, version: SolutionVersion): Promise<HeldOutHits> {
  const found = hitsOf(await project.models.stored(version.arn));
  if (found === null) throw new AppError('NOT_COMPARABLE', { reason: 'unmeasured', arn: version.arn });
  return found;
}

type Asked = readonly [version: Pick<SolutionVersion, 'brought'>, found: HeldOutHits];

/**
 * Both on the same people, in the same order: on all of them, or on those for whom there are lists where one has brought
 * them along. @throws AppError NOT_COMPARABLE unless both were asked for the same rows of the same people.
 */
export function samePeople([first, one]: Asked, [second, other]: Asked): readonly [HeldOutHits, HeldOutHits] {
  const both = [shared(one, other), shared(other, one)] as const;
  const [own, theirs] = both;
  const areAll = (found: HeldOutHits, { brought }: Asked[0], of: HeldOutHits): boolean =>
    found.users.length === of.users.length || brought !== undefined;
  const isSame =
    isSameList(own.asked, theirs.asked) &&
    own.users.length > 0 &&
    areAll(own, second, one) &&
    areAll(theirs, first, other);
  if (isSame) return both;
  throw new AppError('NOT_COMPARABLE', { reason: 'split' });
}

/** What was found for those whom another was asked for too, in the order of the split. */
function shared(found: HeldOutHits, other: HeldOutHits): HeldOutHits {
  const there = new Set(other.users);
  const kept = Array.from(found.users.keys()).filter((t) => there.has(found.users[t]));
  return {
    users: Int32Array.from(kept, (t) => found.users[t]),
    hits: Uint32Array.from(kept, (t) => found.hits[t]),
    relevant: Uint32Array.from(kept, (t) => found.relevant[t]),
    asked: Uint32Array.from(kept, (t) => found.asked[t]),
  };
}
