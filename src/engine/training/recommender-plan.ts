import { defined } from '../../domain/defined';
import type { UseCaseNeeds } from '../../domain/operations';
import { type Tables, NO_EVENT_TYPE } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { Recommender, RecommenderConfig } from '../../domain/recommender';
import type { SolutionSpec } from '../../domain/resources';
import { useCasesOf, type UseCase } from '../../domain/use-cases';
import { checkParameters } from '../../recipes/parameters';
import { eventPopularity } from '../../recipes/popularity-count';
import { findRecipe } from '../../recipes/registry';
import type { TrainingFilter } from '../resources/training-filter';
import type { Plan } from '../resources/training-plan';
import { useCaseOf } from '../resources/recommender-resources';
import type { Profile, DatasetDomain } from '../../domain/schema';
import { LIMITS } from '../../domain/limits';

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
    ...defined({ trainingDataConfig }),
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

/** How the data meet what a use case asks of them. */
interface Needs extends Omit<UseCaseNeeds, 'recipeArn'> {
  readonly useCase: UseCase;
}

/** @param tables null before anything was imported. O(rows). */
export function needsOf(domain: DatasetDomain, tables: Tables | null, profile: Profile): readonly Needs[] {
  const eventTypes = tables?.interactions.eventTypes ?? [];
  const byType = new Int32Array(eventTypes.length);
  for (const code of tables?.interactions.eventType ?? []) if (code !== NO_EVENT_TYPE) byType[code]++;
  const eventsNeeded = profile === 'aws' ? LIMITS.importRows : 1;
  return useCasesOf(domain).map((useCase) => {
    const { trainsOn } = useCase;
    const events =
      trainsOn === null
        ? (tables?.interactions.nRows ?? 0)
        : spellingsOf(trainsOn, eventTypes).reduce((sum, type) => sum + byType[eventTypes.indexOf(type)], 0);
    const lacksItems = useCase.needsItems && (tables?.items?.entityIdx.length ?? 0) === 0;
    return { useCase, events, eventsNeeded, lacksItems, met: events >= eventsNeeded && !lacksItems };
  });
}
