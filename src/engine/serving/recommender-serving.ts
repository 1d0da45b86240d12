import { AppError } from '../../domain/errors';
import type { Arn } from '../../domain/resources';
import type { DomainEvent } from '../../domain/use-cases';
import { checkFilter } from '../../filters/check';
import { compileFilter, type CompiledFilter } from '../../filters/compile';
import type { OpenProject } from '../project/open-project';
import { useCaseOf } from '../resources/recommender-resources';
import { serviceOf } from '../resources/service-resources';
import type { Serving } from './serving';

/**
 * What answers for a recommender: while it is being trained anew, the version that it had before.
 *
 * @throws AppError I01 unless it is there and ACTIVE, MODEL_UNREADABLE.
 */
export async function recommenderServing(project: OpenProject, recommenderArn: Arn): Promise<Serving> {
  const recommender = serviceOf(project.state).recommenders.find(({ arn }) => arn === recommenderArn);
  const version = recommender?.solutionVersionArn ?? null;
  if (recommender?.status !== 'ACTIVE' || version === null) {
    throw new AppError('I01', {
      arn: recommenderArn,
      what: 'recommender',
      status: recommender?.status ?? null,
    });
  }
  const useCase = useCaseOf(recommender);
  const active = project.activeVersion(version);
  const [index, served] = await Promise.all([project.data.index(), project.model(active)]);
  return {
    version: active,
    served,
    index,
    useCase,
    ...(useCase.excludes === null ? {} : { automatic: exclusion(project, useCase.excludes, index.tables) }),
    ...(useCase.explores ? { itemExplorationConfig: recommender.config.itemExplorationConfig ?? {} } : {}),
  };
}

/** An EXCLUDE of its own: it takes no field of the group's quota. @throws AppError R07 where the data do not fit it. */
function exclusion(
  project: OpenProject,
  eventType: DomainEvent,
  tables: Parameters<typeof compileFilter>[1],
): CompiledFilter {
  const expression = `EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("${eventType}")`;
  const { filter, errors } = checkFilter(expression, project.data.schemas);
  if (filter === null) throw new AppError('R07', { reason: 'unfit', status: 'unfit', fault: errors[0].code });
  return compileFilter(filter, tables);
}
