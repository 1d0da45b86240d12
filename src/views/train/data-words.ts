import { describeError } from '../../copy/errors';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { RecipeDescription } from '../../domain/recipes';
import type { DatasetType } from '../../domain/schema';
import { listed } from '../../domain/numbers';

const NAMES: { readonly [type in DatasetType]: string } = {
  INTERACTIONS: 'Interactions',
  ITEMS: 'Items',
  USERS: 'Users',
};

/** What a recipe learns from beside the events, and whether it is there; null where events are all it reads. */
export function usesWords(recipe: RecipeName, datasets: ReadonlySet<DatasetType>): string | null {
  const { uses } = recipeFacts(recipe);
  if (uses === undefined) return null;
  const all = listed(uses.map((type) => NAMES[type]));
  const missing = uses.filter((type) => !datasets.has(type));
  if (missing.length === 0) return `Also reads ${all}.`;
  return `Also reads ${all}: this project has no ${missing.map((type) => NAMES[type]).join(' and no ')}.`;
}

/** Why a recipe cannot learn from these data as it is set by default; null where it can. */
export function lackingWords({ lacking }: Pick<RecipeDescription, 'lacking'>): string | null {
  if (lacking === null) return null;
  const { what, todo } = describeError(lacking);
  return [what, todo].filter(Boolean).join(' ');
}
