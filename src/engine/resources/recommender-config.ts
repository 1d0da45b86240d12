import { AppError } from '../../domain/errors';
import type { ProjectState } from '../../domain/resources';
import type { RecommenderConfig } from '../../domain/recommender';
import type { UseCase } from '../../domain/use-cases';
import { excludedColumns } from './excluded-columns';
import { readExploration } from './exploration-config';
import { columnsOf } from './training-plan';

const MIN_AGE_DAYS = 1;

/**
 * A recommender's settings against its use case.
 *
 * @throws AppError INVALID_INPUT for what the use case has no place for, and for columns that are not there; P03 for a
 *   value out of range. In a domain, new items are explored for a day at least.
 */
export function checkConfig(state: ProjectState, config: RecommenderConfig, useCase: UseCase): void {
  const { minRecommendationRequestsPerSecond: least, itemExplorationConfig, trainingDataConfig } = config;
  if (least !== undefined && (!Number.isInteger(least) || least < 1)) {
    throw new AppError('INVALID_INPUT', {
      field: 'minRecommendationRequestsPerSecond',
      value: least,
      min: 1,
    });
  }
  if (itemExplorationConfig !== undefined) {
    const { ageCutOffDays } = readExploration(itemExplorationConfig, useCase.recipe);
    if (ageCutOffDays < MIN_AGE_DAYS) {
      throw new AppError('P03', {
        name: 'explorationItemAgeCutOff',
        value: itemExplorationConfig.explorationItemAgeCutOff ?? '',
        kind: 'float',
        min: MIN_AGE_DAYS,
        max: null,
      });
    }
  }
  if (trainingDataConfig === undefined) return;
  if (!useCase.readsColumns) {
    throw new AppError('INVALID_INPUT', { field: 'trainingDataConfig', value: useCase.name });
  }
  excludedColumns(trainingDataConfig, columnsOf(state));
}
