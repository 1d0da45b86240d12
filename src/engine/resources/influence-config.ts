import { AppError } from '../../domain/errors';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { RankingInfluence } from '../../domain/recommendations';

/** @throws AppError INVALID_INPUT for a recipe that takes no influence, P03 for a weight out of range. */
export function checkInfluence(influence: RankingInfluence, recipe: RecipeName): void {
  const weights = Object.entries(influence);
  if (weights.length > 0 && recipeFacts(recipe).takesInfluence !== true)
    throw new AppError('INVALID_INPUT', { field: 'rankingInfluence', value: recipe });
  for (const [name, value] of weights)
    if (!(value >= 0 && value <= 1))
      throw new AppError('P03', { name, value, kind: 'float', min: 0, max: 1 });
}
