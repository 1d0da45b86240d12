import { AppError } from '../../domain/errors';
import { listsItems } from '../../domain/recipe-catalogue';
import type { NumberRange, ParameterRanges, Settings } from '../../domain/tuning';
import type { Rng } from '../../kernels/rng';
import { bareParameter, checkParameters } from '../../recipes/parameters';
import type { ParameterSpec, Recipe } from '../../recipes/recipe';

/** What one parameter may be. */
type Dimension =
  | { readonly name: string; readonly kind: 'values'; readonly values: readonly string[] }
  | {
      readonly name: string;
      readonly kind: 'int' | 'float';
      readonly min: number;
      readonly max: number;
    };

/** The tuned parameters of a recipe and what each may be; every point of it is a legal setting. */
export interface SearchSpace {
  readonly dimensions: readonly Dimension[];
  /** How many different settings there are; Infinity with a continuous range. */
  readonly size: number;
}

const MAX_VALUES = 100;
const LIST_OF: { readonly [kind in ParameterSpec['kind']]: keyof ParameterRanges } = {
  bool: 'categoricalHyperParameterRanges',
  enum: 'categoricalHyperParameterRanges',
  int: 'integerHyperParameterRanges',
  float: 'continuousHyperParameterRanges',
};

/**
 * The space that `ranges` spans. Where a list of ranges is absent, tunable parameters of its kind without a range have
 * their full one. Parameters in `fixed` keep their value and are not searched.
 *
 * @throws AppError P02 unknown name, P03 range outside the recipe's own or of another type, P04 not tunable, P05 min
 *   above max, INVALID_INPUT for what is no list, values that are none, or a parameter with two ranges.
 */
export function searchSpace(
  recipe: Recipe,
  ranges: ParameterRanges | undefined,
  fixed: Settings,
): SearchSpace {
  const tunable = recipe.hyperparameters.filter((spec) => spec.tunable);
  if (!listsItems(recipe.name) || tunable.length === 0) throw notTunable(recipe);
  const named = asked(recipe, ranges ?? {});
  const names = new Set(named.map(({ name }) => name));
  const open = tunable.filter(({ kind, name }) => ranges?.[LIST_OF[kind]] === undefined && !names.has(name));
  const all = [...named, ...open.map(fullRange)];
  const dimensions = all.filter(({ name }) => !(name in fixed));
  return { dimensions, size: dimensions.reduce((size, dimension) => size * countOf(dimension), 1) };
}

/** The settings of the first trial: the recipe's defaults, or the nearest that the ranges allow. */
export function defaultsIn(space: SearchSpace, recipe: Recipe): Settings {
  return Object.fromEntries(
    space.dimensions.map((dimension) => {
      const { defaultValue } = specOf(recipe, dimension.name);
      if (dimension.kind === 'values') {
        const { values } = dimension;
        return [dimension.name, values.includes(defaultValue) ? defaultValue : values[0]];
      }
      const inside = Math.min(dimension.max, Math.max(dimension.min, Number(defaultValue)));
      return [dimension.name, inside === Number(defaultValue) ? defaultValue : String(inside)];
    }),
  );
}

/** One point of the space, uniform in every dimension. */
export function drawSettings(space: SearchSpace, rng: Rng): Settings {
  return Object.fromEntries(space.dimensions.map((dimension) => [dimension.name, draw(dimension, rng)]));
}

/**
 * A step in one dimension away from `from`; the others stay.
 *
 * @param reach of the step, as a share of a numeric range; other kinds take any other value.
 */
export function drawNear(space: SearchSpace, from: Settings, reach: number, rng: Rng): Settings {
  const dimension = space.dimensions[rng.below(space.dimensions.length)];
  const own = Object.fromEntries(space.dimensions.map(({ name }) => [name, from[name]]));
  return { ...own, [dimension.name]: drawStep(dimension, from[dimension.name], reach, rng) };
}

function drawStep(dimension: Dimension, from: string, reach: number, rng: Rng): string {
  if (dimension.kind === 'values') {
    const others = dimension.values.filter((value) => value !== from);
    return others.length === 0 ? from : others[rng.below(others.length)];
  }
  const { min, max, kind } = dimension;
  const widest = Math.max(kind === 'int' ? 1 : 0, reach * (max - min));
  const moved = Number(from) + (2 * rng.uniform() - 1) * widest;
  const inside = Math.min(max, Math.max(min, moved));
  return String(kind === 'int' ? Math.round(inside) : inside);
}

function draw(dimension: Dimension, rng: Rng): string {
  if (dimension.kind === 'values') return dimension.values[rng.below(dimension.values.length)];
  const { min, max } = dimension;
  if (dimension.kind === 'int') return String(min + rng.below(max - min + 1));
  return String(Math.min(max, min + rng.uniform() * (max - min)));
}

function countOf(dimension: Dimension): number {
  if (dimension.kind === 'values') return dimension.values.length;
  if (dimension.kind === 'int') return dimension.max - dimension.min + 1;
  return dimension.min === dimension.max ? 1 : Infinity;
}

function fullRange(spec: ParameterSpec): Dimension {
  const { name, kind } = spec;
  if (kind === 'bool') return { name, kind: 'values', values: ['true', 'false'] };
  if (kind === 'enum') return { name, kind: 'values', values: spec.values ?? [spec.defaultValue] };
  const { min = Number(spec.defaultValue), max = Number(spec.defaultValue) } = spec;
  return { name, kind, min, max };
}

function asked(recipe: Recipe, ranges: ParameterRanges): Dimension[] {
  const { categoricalHyperParameterRanges: categorical = [] } = ranges;
  const { integerHyperParameterRanges: integer = [], continuousHyperParameterRanges: continuous = [] } =
    ranges;
  for (const [field, list] of Object.entries({ categorical, integer, continuous })) {
    // A request comes from a file or a form: the type promises the list, the text need not keep it.
    if (!Array.isArray(list))
      throw new AppError('INVALID_INPUT', { field: `${field}HyperParameterRanges`, value: null });
  }
  const dimensions = [
    ...categorical.map((range) => valuesRange(recipe, range.name, range.values)),
    ...integer.map((range) => numberRange(recipe, range, 'int')),
    ...continuous.map((range) => numberRange(recipe, range, 'float')),
  ];
  const names = dimensions.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new AppError('INVALID_INPUT', { field: 'name', value: twice, expected: 'once' });
  return dimensions;
}

function valuesRange(recipe: Recipe, fullName: string, values: readonly string[]): Dimension {
  const { name } = specOf(recipe, fullName);
  if (!Array.isArray(values) || values.length === 0 || values.length > MAX_VALUES) {
    throw new AppError('INVALID_INPUT', { field: `values of ${fullName}`, value: null });
  }
  const checked = values.map((value) => checkParameters(recipe, { [name]: String(value) }, {})[name]);
  return { name, kind: 'values', values: [...new Set(checked)] };
}

function numberRange(recipe: Recipe, range: NumberRange, kind: 'int' | 'float'): Dimension {
  const spec = specOf(recipe, range.name);
  const { name } = spec;
  const { minValue: min, maxValue: max } = range;
  if (spec.kind !== kind) {
    throw new AppError('P03', { name: range.name, kind: spec.kind, value: `${min}–${max}`, expected: kind });
  }
  for (const end of [min, max]) checkParameters(recipe, { [name]: String(end) }, {});
  if (min > max) throw new AppError('P05', { min, max });
  return { name, kind, min, max };
}

/** @throws AppError P02 for a name the recipe does not know, P04 for one that cannot be tuned. */
function specOf(recipe: Recipe, fullName: string): ParameterSpec {
  // The API lets a range be without one.
  if (typeof fullName !== 'string')
    throw new AppError('INVALID_INPUT', { field: 'name', value: null, expected: 'text' });
  const name = bareParameter(fullName);
  const spec = [...recipe.hyperparameters, ...recipe.featureTransformations].find((one) => one.name === name);
  if (spec === undefined) {
    const known = recipe.hyperparameters.map((one) => one.name);
    throw new AppError('P02', { name: fullName, recipe: recipe.name, known });
  }
  if (!spec.tunable) throw notTunable(recipe, fullName);
  return spec;
}

function notTunable(recipe: Recipe, name?: string): AppError {
  return new AppError('P04', { name: name ?? recipe.name });
}
