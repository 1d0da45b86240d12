import type { UserQuery } from '../../domain/histories';
import type { StoredModel } from '../../domain/model';
import type { RecipeName } from '../../domain/recipe-catalogue';
import { exp } from '../../kernels/math';
import type { Segments } from '../capabilities';
import { distinctUsers } from '../popularity-count';
import type { Model } from '../recipe';
import { checkFormat, readNumber, readSize } from '../stored-arrays';
import { EVIDENCE, SegmentEvidence, type EvidenceName } from './segment-evidence';
import { type Known, knownArrays, readKnown } from './known';

const FORMAT = 1;
/** How a history fades when items are asked for: as the short bag of the segments does. */
const FADE = 0.10536051565782628;

export type SegmentWeights = { readonly [name in EvidenceName]: number };

export interface Facts {
  readonly recipe: RecipeName;
  readonly seed: number;
  readonly rows: number;
}

/**
 * Users by Σ weight · evidence. Asked about a person, as every model can be, it ranks items by its factors alone.
 * The evidence is built when the first segment is asked for.
 */
export function segmentModel(known: Known, weights: SegmentWeights, facts: Facts): Model & Segments {
  const { moments } = known;
  let built: SegmentEvidence | null = null;
  const popular = distinctUsers(moments);

  function scoreSegment(items: Int32Array, out: Float64Array): void {
    built ??= new SegmentEvidence(known);
    out.fill(0);
    const numbers = built.of(items);
    EVIDENCE.forEach((name, f) => {
      const column = numbers[f];
      for (let u = 0; u < out.length; u++) out[u] += weights[name] * column[u];
    });
  }

  return {
    recipe: facts.recipe,
    nItems: moments.nItems,
    hasScores: false,
    scoreUser: (query, out) => scoreByFactors(known, popular, query, out),
    scoreSegment,
    isTrained: (item) => popular[item] > 0,
    store: () => ({
      header: {
        format: FORMAT,
        ...facts,
        nUsers: moments.nUsers,
        nItems: moments.nItems,
        config: {
          width: known.width,
          nValues: known.values.nCols,
          ...Object.fromEntries(EVIDENCE.map((name) => [`weight.${name}`, weights[name]])),
        },
      },
      arrays: knownArrays(known),
    }),
  };
}

function scoreByFactors(
  { factors, width, moments }: Known,
  popular: Int32Array,
  { items }: UserQuery,
  out: Float64Array,
): boolean {
  if (!items.some((item) => popular[item] > 0)) {
    out.set(popular);
    return false;
  }
  const bag = new Float64Array(width);
  items.forEach((item, p) => {
    const weight = exp(-FADE * (items.length - 1 - p));
    for (let k = 0; k < width; k++) bag[k] += weight * factors[item * width + k];
  });
  for (let i = 0; i < moments.nItems; i++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += bag[k] * factors[i * width + k];
    out[i] = sum;
  }
  return true;
}

/** @throws AppError MODEL_UNREADABLE when the format is unknown or something is missing. */
export function loadSegmentModel(stored: StoredModel, recipe: RecipeName): Model {
  checkFormat(stored, recipe, FORMAT);
  const { nUsers, nItems, seed, rows } = stored.header;
  const sizes = {
    nUsers,
    nItems,
    width: readSize(stored, 'width'),
    nValues: readSize(stored, 'nValues'),
  };
  const weights = Object.fromEntries(
    EVIDENCE.map((name) => [name, readNumber(stored, `weight.${name}`)]),
  ) as SegmentWeights;
  return segmentModel(readKnown(stored, sizes), weights, { recipe, seed, rows });
}
