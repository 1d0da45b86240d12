import { AppError } from '../domain/errors';
import type { ParameterSpec, Recipe, RecipeConfig } from './recipe';

type Given = { readonly [name: string]: string };

/**
 * Both parameter groups of a solution, checked against the recipe: prefixes stripped (`training.bptt` → `bptt`),
 * defaults filled in.
 *
 * @throws AppError P02 for a name the recipe does not know, P03 for a value out of range or of the wrong type.
 */
export function checkParameters(
  recipe: Recipe,
  hyperparameters: Given,
  featureTransformations: Given,
): RecipeConfig['parameters'] {
  return {
    ...checkGroup(recipe.name, recipe.hyperparameters, hyperparameters),
    ...checkGroup(recipe.name, recipe.featureTransformations, featureTransformations),
  };
}

/** What a parameter is called that a request may name with its group before a full stop. */
export function bareParameter(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1);
}

function checkGroup(recipe: string, specs: readonly ParameterSpec[], given: Given): Given {
  const values = new Map(specs.map((spec) => [spec.name, spec.defaultValue]));
  for (const [fullName, value] of Object.entries(given)) {
    const name = bareParameter(fullName);
    const spec = specs.find((candidate) => candidate.name === name);
    if (spec === undefined) {
      throw new AppError('P02', { name: fullName, recipe, known: specs.map((known) => known.name) });
    }
    values.set(name, checkValue(spec, value.trim()));
  }
  return Object.fromEntries(values);
}

function checkValue(spec: ParameterSpec, value: string): string {
  const { name, kind, min = -Infinity, max = Infinity } = spec;
  if (kind === 'bool' || kind === 'enum') {
    const allowed = kind === 'bool' ? ['true', 'false'] : (spec.values ?? []);
    if (!allowed.includes(value)) throw new AppError('P03', { name, value, kind, allowed: [...allowed] });
    return value;
  }
  const number = value === '' ? NaN : Number(value);
  const fits = Number.isFinite(number) && (kind === 'float' || Number.isInteger(number));
  if (!fits || number < min || number > max) {
    throw new AppError('P03', { name, value, kind, min: spec.min ?? null, max: spec.max ?? null });
  }
  return value;
}
