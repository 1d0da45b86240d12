import { metric, percent } from '../../../domain/numbers';
import { recipeOrder, recipeWords } from '../../../words/copy/recipes';
import type { MetricKey } from '../../../domain/metrics';
import type { RecipeDescription } from '../../../domain/recipes';
import { BASELINE_RECIPE, type RecipeName } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';
import * as metricsWords from '../../../words/messages/metrics';
import { lackingWords } from './data-words';

/** What recipes are compared by, in the order of the columns. */
export const COMPARED: readonly { readonly key: MetricKey; readonly label: () => string }[] = [
  { key: 'coverage', label: metricsWords.coverage },
  { key: 'mean_reciprocal_rank_at_25', label: () => 'MRR@25' },
  { key: 'normalized_discounted_cumulative_gain_at_5', label: () => 'nDCG@5' },
  { key: 'normalized_discounted_cumulative_gain_at_10', label: () => 'nDCG@10' },
  { key: 'normalized_discounted_cumulative_gain_at_25', label: () => 'nDCG@25' },
  { key: 'precision_at_10', label: metricsWords.precision10 },
];

/** Recipes that are measured on the same people by the same lists, and can learn from these data. */
export function comparable(recipes: readonly RecipeDescription[]): readonly RecipeName[] {
  return recipes
    .filter(
      (recipe) =>
        (recipe.type === 'USER_PERSONALIZATION' || recipe.name === BASELINE_RECIPE) &&
        lackingWords(recipe) === null,
    )
    .map(({ name }) => name)
    .sort((one, other) => recipeOrder(one) - recipeOrder(other));
}

export interface ComparedRow {
  readonly recipe: RecipeName;
  readonly name: string;
  readonly state: 'trained' | 'learning' | 'waiting' | 'untrained';
  readonly version: SolutionVersion | null;
  /** Of at least two, the one that finds most: the first by nDCG@10. */
  readonly best: boolean;
  /** One for each of `COMPARED`. */
  readonly values: readonly string[];
}

/**
 * A row for each recipe, from its newest version on the present data with this seed: the same split, and so the same
 * people, for all.
 *
 * @param versions newest first.
 */
export function comparedRows(
  names: readonly RecipeName[],
  versions: readonly SolutionVersion[],
  { dataVersion, seed }: { dataVersion: number; seed: number },
  queue: { readonly now: RecipeName | null; readonly waiting: readonly RecipeName[] },
): readonly ComparedRow[] {
  const found = names.map((recipe) => newest(recipe, versions, { dataVersion, seed }));
  const measured = found.flatMap((version) => (version === null ? [] : [ndcgAt10(version)]));
  const most = measured.length < 2 ? Infinity : Math.max(...measured);
  const best = found.findIndex((version) => version !== null && ndcgAt10(version) >= most);
  return names.map((recipe, at) => {
    const version = found[at];
    const waits = queue.waiting.includes(recipe);
    return {
      recipe,
      name: recipeWords(recipe).name,
      state: queue.now === recipe ? 'learning' : waits ? 'waiting' : version ? 'trained' : 'untrained',
      version,
      best: at === best,
      values: COMPARED.map(({ key }) => {
        return metricCell(key, version?.metrics?.values[key]);
      }),
    };
  });
}

const ndcgAt10 = ({ metrics }: SolutionVersion): number =>
  metrics?.values.normalized_discounted_cumulative_gain_at_10 ?? -Infinity;

function newest(
  recipe: RecipeName,
  versions: readonly SolutionVersion[],
  { dataVersion, seed }: { dataVersion: number; seed: number },
): SolutionVersion | null {
  return (
    versions.find(
      (one) =>
        one.spec.recipe === recipe &&
        one.status === 'ACTIVE' &&
        one.dataVersion === dataVersion &&
        one.spec.seed === seed &&
        // Other rows would be other people, or other things to find.
        one.spec.eventType === undefined &&
        one.spec.eventValueThreshold === undefined &&
        one.spec.eventsConfig === undefined &&
        one.metrics !== null,
    ) ?? null
  );
}

/** A metric as it stands in a table; `–` where it was not measured. */
export function metricCell(key: MetricKey, value: number | undefined): string {
  return value === undefined ? '–' : key === 'coverage' ? percent(value) : metric(value);
}
