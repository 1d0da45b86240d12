import type { GroupComparison } from '../../domain/comparison';
import { AppError } from '../../domain/errors';
import { ENOUGH_CASES } from '../../domain/metrics';
import type { Job } from '../../domain/ports';
import type { Arn } from '../../domain/resources';
import { joinedGroups } from '../../kernels/metrics/buckets';
import { groupTest } from '../../kernels/metrics/group-test';
import { perUserValues } from '../../kernels/metrics/held-out-hits';
import { askedOf } from '../measuring/evaluate';
import { testsOf } from '../measuring/split';
import type { OpenProject } from '../project/open-project';
import { hitsOf } from '../project/stored-hits';
import { trainingDataFor } from './training-data';

/**
 * Whether those of whom a version had seen more or fewer rows are served better, or could be by luck; null where fewer
 * than two groups have people enough. Reads what the version's train part found for each person, and splits the rows
 * again to know how much it had seen of them.
 *
 * @throws AppError I01 for a version that is not ACTIVE, NOT_COMPARABLE where it was not measured or its rows have changed.
 */
export async function compareGroups(
  project: OpenProject,
  arn: Arn,
  job: Job,
): Promise<GroupComparison | null> {
  const { buckets, spec, dataVersion } = project.activeVersion(arn);
  const found = hitsOf(await project.models.stored(arn));
  if (found === null || buckets === undefined)
    throw new AppError('NOT_COMPARABLE', { reason: 'unmeasured', arn });
  if (dataVersion !== project.state.dataVersion) throw new AppError('NOT_COMPARABLE', { reason: 'data' });
  const groups = joinedGroups(buckets.activity, ENOUGH_CASES);
  if (groups.length < 2) return null;
  await job.checkpoint('compare', 0, 1);
  const { tables } = await project.data.index();
  const data = trainingDataFor(spec.recipe, tables, spec, project.state.profile);
  const tests = testsOf(data, tables.userIds, spec.seed);
  const same = askedOf(tests);
  if (same.length !== found.asked.length || same.some((asked, t) => asked !== found.asked[t]))
    throw new AppError('NOT_COMPARABLE', { reason: 'data' });
  const values = perUserValues(found, 'normalized_discounted_cumulative_gain_at_10');
  const inGroup = groups.map(({ from, to }) =>
    values.filter((_, t) => {
      const seen = tests[t].query.items.length;
      return seen >= from && (to === null || seen <= to);
    }),
  );
  const result = await groupTest(inGroup, spec.seed, (done, total) => job.checkpoint('compare', done, total));
  return { ...result, groups };
}
