import { can } from '../../recipes/capabilities';
import { AppError } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import type { NamedItemRow, SessionTrace } from '../../domain/learning';
import type { Arn } from '../../domain/resources';
import type { OpenProject } from '../project/open-project';

/** As far back as a picture has room for. */
const EVENTS = 60;

/**
 * How a recurrent network's state went along a person's newest events, and what it expected after each. Costs a pass
 * over the history and one scoring of the catalogue for each event told of.
 *
 * @throws AppError I01 for a version that does not answer, INVALID_INPUT for a recipe without such a state, CANCELLED
 * through the job.
 */
export async function traceSession(
  project: OpenProject,
  arn: Arn,
  userId: string,
  job: Job,
): Promise<SessionTrace> {
  const version = project.activeVersion(arn);
  const [index, served] = await Promise.all([project.data.index(), project.models.of(version)]);
  const { model } = served;
  if (!can(model, 'traces'))
    throw new AppError('INVALID_INPUT', { field: 'solutionVersionArn', value: version.spec.recipe });
  const named = (modelItem: number): NamedItemRow => {
    const item = served.presentItem(modelItem);
    return item < 0
      ? { itemId: '', title: null }
      : { itemId: index.tables.itemIds[item], title: index.words.titleOf(item) };
  };
  const look = (): Promise<void> => job.checkpoint('trace', 0, EVENTS);
  const steps = await model.trace(served.query(userId), EVENTS, look);
  return {
    userId,
    catalogueSize: model.nItems,
    steps: steps.map(({ item, expected, ...step }) => ({
      ...named(item),
      ...step,
      expected: named(expected),
    })),
  };
}
