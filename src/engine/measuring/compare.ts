import { mean } from '../../metrics/mean';
import type { VersionComparison } from '../../domain/comparison';
import { AppError } from '../../domain/errors';
import { METRICS_OF_PEOPLE, type MetricKey, type MetricOfPeople } from '../../domain/metrics';
import type { Job } from '../../domain/ports';
import type { Arn, SolutionVersion } from '../../domain/resources';
import { isSameList } from '../../domain/number-lists';
import { perUserValues, type HeldOutHits } from '../../metrics/held-out-hits';
import { pairedTest } from '../../metrics/paired-test';
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
  const found = [await hits(project, first), await hits(project, second)] as const;
  requireSamePeople(...found);
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

async function hits(project: OpenProject, version: SolutionVersion): Promise<HeldOutHits> {
  const found = hitsOf(await project.models.stored(version.arn));
  if (found === null) throw new AppError('NOT_COMPARABLE', { reason: 'unmeasured', arn: version.arn });
  return found;
}

/** @throws AppError NOT_COMPARABLE unless both were asked for the same rows of the same people. */
function requireSamePeople(first: HeldOutHits, second: HeldOutHits): void {
  if (isSameList(first.users, second.users) && isSameList(first.asked, second.asked)) return;
  throw new AppError('NOT_COMPARABLE', { reason: 'split' });
}
