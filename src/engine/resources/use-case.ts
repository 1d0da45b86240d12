import { bareRecipeName } from '../../domain/names';
import { AppError } from '../../domain/errors';
import type { ProjectState } from '../../domain/resources';
import { USE_CASES, useCasesOf, type UseCase } from '../../domain/use-cases';
import { datasetGroupOf } from './dataset-groups';

/** A use case by bare name or ARN; null where the name is none of a domain. */
export function findUseCase(name: string): UseCase | null {
  const bare = bareRecipeName(name);
  return USE_CASES.find((useCase) => useCase.name === bare) ?? null;
}

/** @throws AppError P01 with the names that the group's domain has, INVALID_INPUT in a custom group. */
export function useCaseIn(state: ProjectState, recipe: string): UseCase {
  const domain = datasetGroupOf(state)?.domain;
  if (domain === undefined)
    throw new AppError('INVALID_INPUT', { field: 'datasetGroupArn', needs: 'domain' });
  const useCase = findUseCase(recipe);
  if (useCase?.domain === domain) return useCase;
  const known = useCasesOf(domain).map(({ name }) => name);
  throw new AppError('P01', { recipe, known });
}
