import type { StoredModel } from '../../src/domain/model';
import type { NumberArray } from '../../src/domain/ports';
import type { Rng } from '../../src/kernels/rng';

/** What can have happened to an array whose checksum fits, because whoever changed it took it anew. */
export const DAMAGES = [
  'cut',
  'lengthened',
  'missing',
  'of another type',
  'NaN',
  'infinite',
  'negative',
  'huge',
  'zero',
  'one number',
  'random',
  'shuffled',
  'turned round',
] as const;
export type Damage = (typeof DAMAGES)[number];
/** After these an array may be one that a training could have left. */
export const PLAUSIBLE: ReadonlySet<Damage> = new Set([
  'negative',
  'zero',
  'one number',
  'random',
  'shuffled',
  'turned round',
]);

/** The model with one of its arrays damaged; the model itself stays as it is. */
export function damaged(model: StoredModel, name: string, damage: Damage, random: Rng): StoredModel {
  const { [name]: array, ...others } = model.arrays;
  if (damage === 'missing') return { ...model, arrays: others };
  return { ...model, arrays: { ...model.arrays, [name]: damagedArray(array, damage, random) } };
}

/** What can stand in a header in place of what a training put there. */
export const WRONG_FACTS: readonly unknown[] = [
  NaN,
  Infinity,
  -1,
  0,
  0.5,
  1e30,
  2 ** 31 - 1,
  'text',
  null,
  undefined,
  {},
  [],
];

/** The names of all that stands in a model's header beside its recipe. */
export function factsOf({ header: { config, recipe: _, ...facts } }: StoredModel): readonly string[] {
  return [...Object.keys(facts), ...Object.keys(config).map((name) => `config.${name}`)];
}

/** The model with another value in its header. */
export function withFact({ header, arrays }: StoredModel, name: string, value: unknown): StoredModel {
  const [, inConfig] = name.split('config.');
  const changed =
    inConfig === undefined
      ? { ...header, [name]: value }
      : { ...header, config: { ...header.config, [inConfig]: value } };
  return { header: changed as StoredModel['header'], arrays };
}

function damagedArray(array: NumberArray, damage: Exclude<Damage, 'missing'>, random: Rng): NumberArray {
  const copy = array.slice();
  const n = copy.length;
  switch (damage) {
    case 'cut':
      return copy.slice(0, random.below(Math.max(1, n)));
    case 'lengthened':
      return withLength(array, n + 1 + random.below(3));
    case 'of another type':
      return ofAnotherType(copy, random);
    case 'NaN':
      return copy.fill(NaN);
    case 'infinite':
      return copy.fill(random.below(2) === 0 ? Infinity : -Infinity);
    case 'negative':
      return copy.fill(-1 - random.below(1000));
    case 'huge':
      return copy.fill(
        copy instanceof Float32Array ? 3e38 : copy instanceof Float64Array ? 1e308 : 2 ** 31 - 1,
      );
    case 'zero':
      return copy.fill(0);
    case 'one number':
      if (n > 0) copy[random.below(n)] = [NaN, Infinity, -1, 1e30, 2 ** 31 - 1, 0][random.below(6)];
      return copy;
    case 'random':
      for (let at = 0; at < n; at++) copy[at] = (random.uniform() - 0.5) * 10 ** random.below(12);
      return copy;
    case 'shuffled':
      for (let at = n - 1; at > 0; at--) {
        const other = random.below(at + 1);
        [copy[at], copy[other]] = [copy[other], copy[at]];
      }
      return copy;
    case 'turned round':
      return copy.reverse();
  }
}

/** All that an array of a stored model can be. */
const TYPES = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array] as const;

function ofAnotherType(array: NumberArray, random: Rng): NumberArray {
  const others = TYPES.filter((type) => !(array instanceof type));
  return others[random.below(others.length)].from(array);
}

function withLength(array: NumberArray, length: number): NumberArray {
  const longer = new (array.constructor as new (length: number) => NumberArray)(length);
  longer.set(array);
  return longer;
}
