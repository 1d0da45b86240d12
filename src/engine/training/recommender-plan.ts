import type { Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { Recommender, RecommenderConfig } from '../../domain/recommender';
import type { SolutionSpec } from '../../domain/resources';
import type { UseCase } from '../../domain/use-cases';
import { checkParameters } from '../../recipes/parameters';
import { eventPopularity } from '../../recipes/popularity-count';
import { findRecipe } from '../../recipes/registry';
import type { TrainingFilter } from '../resources/training-filter';
import type { Plan } from '../resources/training-plan';
import { useCaseOf } from '../resources/recommender-resources';

const SEED = 42;

/**
 * What a recommender's training does with the data as they are: its recipe on the events of its type. Event values
 * count for nothing in a domain.
 *
 * @throws AppError T04 where no event has the type, T07 where the use case needs items that nothing is known of.
 */
export function recommenderPlan(recommender: Recommender, config: RecommenderConfig, tables: Tables): Plan {
  const useCase = useCaseOf(recommender);
  if (useCase.needsItems && (tables.items === null || tables.items.entityIdx.length === 0)) {
    throw new AppError('T07', { recipe: useCase.name, dataset: 'ITEMS' });
  }
  const recipe = useCase.countsEvents ? eventPopularity : findRecipe(useCase.recipe);
  const { trainingDataConfig } = config;
  const spec: SolutionSpec = {
    // No solution can have this name.
    name: `recommender/${recommender.name}`,
    recipe: useCase.recipe,
    ...eventsThatTrain(useCase, tables),
    ...(trainingDataConfig === undefined ? {} : { trainingDataConfig }),
    algorithmHyperParameters: {},
    featureTransformationParameters: useCase.parameters,
    seed: SEED,
    budget: 'standard',
  };
  const parameters = { ...checkParameters(recipe, {}, {}), ...useCase.parameters };
  return {
    spec,
    recipe,
    config: { parameters, seed: SEED, budget: 'standard' },
    search: null,
    recommender: recommender.arn,
  };
}

/** The use case's event type in every spelling that the data have; without a type, all events. @throws AppError T04 */
function eventsThatTrain({ trainsOn }: UseCase, { interactions }: Tables): TrainingFilter {
  if (trainsOn === null) return {};
  const spellings = spellingsOf(trainsOn, interactions.eventTypes);
  if (spellings.length === 0)
    throw new AppError('T04', { eventType: trainsOn, present: [...interactions.eventTypes] });
  const [eventType] = spellings;
  if (spellings.length === 1) return { eventType };
  return { eventsConfig: { eventParametersList: spellings.map((type) => ({ eventType: type, weight: 1 })) } };
}

/** Event types that differ from the wanted one in case only. */
export function spellingsOf(wanted: string, eventTypes: readonly string[]): readonly string[] {
  return eventTypes.filter((type) => type.toLowerCase() === wanted.toLowerCase());
}
