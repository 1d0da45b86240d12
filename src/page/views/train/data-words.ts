import { describeError } from '../../../words/copy/errors';
import { DATASET_NAMES } from '../../../words/copy/finding';
import { recipeFacts, type RecipeName } from '../../../domain/recipe-catalogue';
import type { RecipeDescription } from '../../../domain/recipes';
import type { DatasetType } from '../../../domain/schema';
import { listed } from '../../../domain/numbers';
import * as say from '../../../words/messages/train';

/** What a recipe learns from beside the events, and whether it is there; null where events are all it reads. */
export function usesWords(recipe: RecipeName, datasets: ReadonlySet<DatasetType>): string | null {
  const { uses } = recipeFacts(recipe);
  if (uses === undefined) return null;
  const datasetNames = (of: readonly DatasetType[], type: 'and' | 'or'): string =>
    listed(
      of.map((one) => DATASET_NAMES[one]),
      type,
    );
  const all = datasetNames(uses, 'and');
  const missing = uses.filter((type) => !datasets.has(type));
  if (missing.length === 0) return say.alsoReads({ datasets: all });
  return say.alsoReadsMissing({ datasets: all, missing: datasetNames(missing, 'or') });
}

/** Why a recipe cannot learn from these data as it is set by default; null where it can. */
export function lackingWords({ lacking }: Pick<RecipeDescription, 'lacking'>): string | null {
  if (lacking === null) return null;
  const { what, todo } = describeError(lacking);
  return [what, todo].filter(Boolean).join(' ');
}
