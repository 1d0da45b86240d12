import { AppError } from '../../domain/errors';
import type { ItemExplorationConfig } from '../../domain/recommendations';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import { EXPLORATION_DEFAULTS } from '../../domain/limits';

/**
 * Weight and age cut-off (days) of a request; what it leaves out has the service's default.
 *
 * @throws AppError P03 for a value out of range, INVALID_INPUT for a recipe that does not explore.
 */
export function readExploration(
  config: ItemExplorationConfig,
  recipe: RecipeName,
): { readonly weight: number; readonly ageCutOffDays: number } {
  if (!recipeFacts(recipe).explores)
    throw new AppError('INVALID_INPUT', { field: 'itemExplorationConfig', value: recipe });
  const weight = readNumber('explorationWeight', config, (x) => x >= 0 && x <= 1, { min: 0, max: 1 });
  const ageCutOffDays = readNumber('explorationItemAgeCutOff', config, (x) => x > 0, { min: 0 });
  return { weight, ageCutOffDays };
}

function readNumber(
  name: keyof ItemExplorationConfig,
  config: ItemExplorationConfig,
  fits: (x: number) => boolean,
  { min, max }: { readonly min: number; readonly max?: number },
): number {
  const value = config[name] ?? EXPLORATION_DEFAULTS[name];
  const number = value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number) || !fits(number))
    throw new AppError('P03', { name, value, kind: 'float', min, max: max ?? null });
  return number;
}
