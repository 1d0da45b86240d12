import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import { historyOf } from '../../../../src/domain/queries';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { Rng } from '../../../../src/kernels/rng';
import { softmax } from '../../../../src/kernels/softmax';
import { hrnn } from '../../../../src/recipes/hrnn-recipes';
import type { Model } from '../../../../src/recipes/recipe';
import type { Calibration } from '../../../../src/recipes/sequence/calibration';
import { HeldOut } from '../../../../src/recipes/sequence/held-out';
import { NetworkTrainer } from '../../../../src/recipes/sequence/network-trainer';
import { sequencesOf } from '../../../../src/recipes/sequence/sequences';
import { userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { fitVisitScale, type VisitRows } from '../../../../src/recipes/moments/visit-scale';
import { trainingDataOf } from '../../../support/checkerboard';
import { full } from '../../../support/full';
import { run } from '../../../support/one-thread';
import { configOf, scoresOf, trainFully, uncancelled } from '../../../support/recipe-contract';

/** Of two candidates the better one has 2 more; so many rows took it, within visits and anew. */
function rows(within: { readonly of: number; readonly best: number }, anew: typeof within): VisitRows {
  const taken = [within, anew].flatMap(({ of, best }) => Array.from({ length: of }, (_, row) => row < best));
  return {
    starts: Int32Array.from({ length: taken.length + 1 }, (_, row) => 2 * row),
    logMultiplicity: new Float64Array(2 * taken.length),
    logits: Float64Array.from(taken.flatMap((isBest) => (isBest ? [2, 0] : [0, 2]))),
    isWithin: taken.map((_, row) => row < within.of),
  };
}

/** What the first place promises by a factor: σ(2 · factor). */
function promiseAt(factor: number): number {
  return 1 / (1 + Math.exp(-2 * factor));
}

/** By it the first place promises 3/4. */
const COMMON = Math.log(3) / 2;

// A row promises 3/4 + 1/4 · 1/2 = 7/8 in both places, with a variance of 3/4 + 1/4 · 1/4 − (7/8)² = 3/64; so 48 rows
// promise 42, with a standard error of √(48 · 3/64) = 1.5. They keep 24 and half of the rows that took the better one.
describe('the scale of lists within visits', () => {
  it.each([
    // They keep 45, two errors more, and promise 3/4 of the way: 44.25 = 48 · (1 + p) / 2.
    [42, 27 / 32],
    // They keep 39, as many less: 39.75.
    [30, 21 / 32],
    // They keep all, 48: four errors, 15/16 of the way: 47.625.
    [48, 63 / 64],
  ])('follows %i of 48 rows as far as it is no luck', (best, promise) => {
    const parts = [rows({ of: 48, best }, { of: 30, best: 2 })];
    expect(promiseAt(run(fitVisitScale(parts, COMMON)))).toBeCloseTo(promise, 6);
  });

  it.each([34, 35, 36, 37, 38])('is that of all rows where %i of 48 are kept, which may be luck', (best) => {
    expect(run(fitVisitScale([rows({ of: 48, best }, { of: 30, best: 2 })], COMMON))).toBe(COMMON);
  });

  it('asks both halves, and nobody where nobody is within a visit', () => {
    const halves = [
      rows({ of: 20, best: 12 }, { of: 3, best: 0 }),
      rows({ of: 28, best: 18 }, { of: 9, best: 9 }),
    ];
    expect(promiseAt(run(fitVisitScale(halves, COMMON)))).toBeCloseTo(21 / 32, 6);
    expect(run(fitVisitScale([rows({ of: 0, best: 0 }, { of: 9, best: 9 })], COMMON))).toBe(COMMON);
  });
});

const PAIRS = 40;
const PEOPLE = 240;
const WEEK_SEC = 7 * 86_400;

/**
 * Every week a visit: something, anything, and two minutes later what always goes with it. Of every second person the
 * newest visit has only begun.
 */
function pairs(): TrainingData {
  const rng = new Rng(5, 'pairs');
  const paths = Array.from({ length: PEOPLE }, (_, person) => {
    const path = Array.from({ length: 6 }, () => rng.below(PAIRS)).flatMap((first) => [first, first + PAIRS]);
    return person % 2 === 0 ? path : path.slice(0, -1);
  });
  const times = paths.flatMap((path) =>
    path.map((_, row) => Math.floor(row / 2) * WEEK_SEC + (row % 2) * 120),
  );
  return { ...trainingDataOf(paths, 2 * PAIRS), timestampSec: Float64Array.from(times) };
}

describe('of lists within visits, whose second item is certain, while what begins one is anybody’s guess', () => {
  const data = pairs();
  const begun = Array.from({ length: PEOPLE / 2 }, (_, k) => historyOf(data, 2 * k + 1));

  function firstPlaces(model: Model): { promised: number; kept: number } {
    const chances = new Float64Array(data.nItems);
    let [promised, kept] = [0, 0];
    for (const query of begun) {
      softmax(scoresOf(model, query), chances);
      const first = chances.indexOf(Math.max(...chances));
      promised += chances[first];
      if (first === query.items[query.items.length - 1] + PAIRS) kept++;
    }
    return { promised: promised / begun.length, kept: kept / begun.length };
  }

  // By the factor of both kinds they promise 0.80, 0.82 and 0.90.
  // Every network is weighed by the same trainer: in the short run one.
  it.each([userPersonalization, hrnn, ...(full ? [userPersonalizationV2] : [])])(
    'the first place promises it',
    async (recipe) => {
      const { promised, kept } = firstPlaces(await trainFully(recipe, data));
      expect(kept).toBe(1);
      expect(promised).toBeGreaterThan(0.95);
    },
  );

  it('the first place promises what it keeps of both kinds, as long as both are answered alike', async () => {
    const trainer = await userPersonalization.trainer(
      data,
      configOf(userPersonalization),
      new InProcessPool(),
    );
    await trainer.trainEpoch(uncancelled);
    expect(trainer.model().store().header.config.returns).toBeUndefined();
    expect(firstPlaces(trainer.model()).promised).toBeLessThan(0.9);
  });

  it('the first place promises it also where nothing is looked up beside a network', async () => {
    const { heldOut } = HeldOut.draw(data, sequencesOf(data, configOf(hrnn).parameters), 42);
    const knowsPairs: Model = {
      recipe: 'aws-hrnn',
      nItems: data.nItems,
      hasScores: true,
      scoreUser({ items }, out) {
        out.fill(0);
        out[(items[items.length - 1] + PAIRS) % data.nItems] = 3;
        return true;
      },
      store: () => {
        throw new RangeError('never stored');
      },
    };
    const under: Calibration[] = [];
    const snapshot = () => (calibration: Calibration) => {
      under.push(calibration);
      return knowsPairs;
    };
    // So many that each is asked about held-out rows, and not the last alone.
    const trainer = new NetworkTrainer(4, [{ learn: async () => null, snapshot }], heldOut, null);
    for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(uncancelled);
    const [common, last] = [under[1], under[under.length - 1]];
    expect(common.returns).toBeNull();
    expect(last.returns).not.toBeNull();
    expect(last.factor).toBeGreaterThan(1.2 * common.factor);
    // One factor for all of it: the order stays.
    expect(last.own.map((weight) => weight / last.factor)).toEqual(
      common.own.map((weight) => expect.closeTo(weight / common.factor, 9) as number),
    );
  });
});
