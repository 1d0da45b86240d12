import { describe, expect, it } from 'vitest';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { rankGains } from '../../../../src/kernels/rank-gains';
import { fitBlend } from '../../../../src/recipes/ensemble/fit-blend';
import { type PeoplesChoices, logitsOf } from '../../../../src/recipes/moments/fit-order';
import { calibrated, type Learned, ownOr } from '../../../../src/recipes/ensemble/learned';
import { choicesOf } from '../../../support/choices';
import { uncancelled } from '../../../support/recipe-contract';

const penalties = new Float64Array(2).fill(1e-3);

function learnedFrom(choices: PeoplesChoices): Promise<Learned> {
  return fitBlend(choices, penalties, new Float64Array(2), new InProcessPool(), uncancelled);
}

function gainOf(choices: PeoplesChoices, weights: Float64Array): number {
  const gains = rankGains({ ...choices, logits: logitsOf(choices, weights) });
  return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

describe('weights that hold elsewhere', () => {
  it('stay where rows show nothing better, and only how sure they are is learned', async () => {
    const choices = choicesOf(300, [1, 0]);
    const elsewhere = Float64Array.of(4, 0);
    const kept = await ownOr(elsewhere, choices, await learnedFrom(choices), uncancelled);
    expect(kept.weights[1]).toBe(0);
    // Four times as sure as these rows are.
    const { weights } = await calibrated(choices, kept, null, uncancelled);
    expect(weights[0]).toBeGreaterThan(0.5);
    expect(weights[0]).toBeLessThan(1.5);
  });

  it('are left where rows of their own show much better', async () => {
    const choices = choicesOf(300, [0.2, 1.5]);
    const elsewhere = Float64Array.of(1, -0.2);
    const learned = await learnedFrom(choices);
    const { weights } = await ownOr(elsewhere, choices, learned, uncancelled);
    expect(weights[1]).toBeGreaterThan(2 * weights[0]);
    expect(weights[0]).toBeGreaterThan(0);
    const others = choicesOf(600, [0.2, 1.5], 8);
    expect(gainOf(others, weights)).toBeGreaterThan(gainOf(others, elsewhere) + 0.2);
  });

  it('are left where rows are too few to ask', async () => {
    const learned = await learnedFrom(choicesOf(39, [1, 1]));
    expect(learned.halves).toBeNull();
    expect(await ownOr(Float64Array.of(1, 0), choicesOf(39, [1, 1]), learned, uncancelled)).toBe(learned);
  });
});

it('calibrates: of a hundred first places as many are kept as they promise', async () => {
  const learned = await learnedFrom(choicesOf(400, [1, 1]));
  const tooSure = {
    ...learned,
    weights: learned.weights,
    halves: learned.halves?.map((w) => w.map((v) => 3 * v)) ?? null,
  };
  const [first] = (await calibrated(choicesOf(400, [1, 1]), learned, null, uncancelled)).weights;
  const [cooled] = (await calibrated(choicesOf(400, [1, 1]), tooSure, null, uncancelled)).weights;
  expect(cooled / first).toBeCloseTo(1 / 3, 3);
});

it('calibrates by the rows within visits, where those say plainly what they keep', async () => {
  const choices = choicesOf(800, [1, 1]);
  const learned = await learnedFrom(choices);
  // Of every second person the candidate that is taken and the one behind it change places: there nothing is foreseen.
  const { features, starts, people } = choices;
  const isWithin = Array.from(people, (_, row) => row % 4 < 2);
  for (const [row, is] of isWithin.entries()) {
    const at = 2 * starts[row];
    if (!is) features.copyWithin(at, at + 2, at + 4);
  }
  const [[common], [within], [alone]] = await Promise.all(
    [[choices, null] as const, [choices, isWithin] as const, [halved(choices, isWithin), null] as const].map(
      async ([asked, rows]) => (await calibrated(asked, learned, rows, uncancelled)).weights,
    ),
  );
  expect(alone).toBeGreaterThan(1.3 * common);
  expect(within).toBeGreaterThan(common + 0.95 * (alone - common));
  expect(within).toBeLessThan(alone);
});

/** Those rows alone. */
function halved(choices: PeoplesChoices, isIt: readonly boolean[]): PeoplesChoices {
  const { features, people, width } = choices;
  const rows = [...people.keys()].filter((row) => isIt[row]);
  const each = features.length / people.length;
  return {
    starts: Int32Array.from({ length: rows.length + 1 }, (_, row) => (row * each) / width),
    logMultiplicity: new Float64Array((rows.length * each) / width),
    people: Int32Array.from(rows, (row) => people[row]),
    width,
    features: Float64Array.from(rows.flatMap((row) => [...features.subarray(row * each, (row + 1) * each)])),
  };
}
