import { AppError } from '../../domain/errors';

/** @throws AppError INVALID_INPUT for what is no whole number from `min` on, up to `max` where there is one. */
export function requireWhole(field: string, value: number, min: number, max?: number): void {
  if (Number.isInteger(value) && value >= min && value <= (max ?? Infinity)) return;
  throw new AppError('INVALID_INPUT', max === undefined ? { field, value, min } : { field, value, min, max });
}

/** @throws AppError INVALID_INPUT for what is none of them. */
export function requireChoice<Choice extends string>(
  field: string,
  value: string,
  allowed: readonly Choice[],
): Choice {
  const choice = allowed.find((one) => one === value);
  if (choice === undefined) throw new AppError('INVALID_INPUT', { field, value, allowed: [...allowed] });
  return choice;
}
