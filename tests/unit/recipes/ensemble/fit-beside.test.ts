import { expect, it } from 'vitest';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { rankGains } from '../../../../src/kernels/rank-gains';
import { fitBeside } from '../../../../src/recipes/ensemble/fit-beside';
import { fitBlend } from '../../../../src/recipes/ensemble/fit-blend';
import { type PeoplesChoices, logitsOf } from '../../../../src/recipes/moments/fit-order';
import { choicesOf } from '../../../support/choices';
import { uncancelled } from '../../../support/recipe-contract';

const penalties = new Float64Array(2).fill(1e-3);
const start = new Float64Array(2);
const pool = new InProcessPool();

function beside(choices: PeoplesChoices): ReturnType<typeof fitBeside> {
  return fitBeside(choices, 1, penalties, start, pool, uncancelled);
}

it('weighs a part that tells what the others do not, and lists gain by it on rows of the same kind', async () => {
  const fit = await beside(choicesOf(400, [1, 1]));
  const [first, added] = fit?.weights ?? [NaN, NaN];
  expect(added / first).toBeGreaterThan(0.4);
  expect(added / first).toBeLessThan(1.5);
  const { weights: alone } = await fitBlend(choicesOf(400, [1, 0]), penalties, start, pool, uncancelled);
  const others = choicesOf(800, [1, 1]);
  const gain = (weights: Float64Array): number =>
    rankGains({ ...others, logits: logitsOf(others, weights) }).reduce((sum, own) => sum + own, 0) / 800;
  expect(gain(Float64Array.of(first, added))).toBeGreaterThan(gain(alone) + 0.05);
});

/** The same choices so many times, each time by the same people or by others. */
function repeated(choices: PeoplesChoices, times: number, bySame: boolean): PeoplesChoices {
  const { starts, logMultiplicity, people, width, features } = choices;
  const all = Array.from({ length: times }, (_, time) => time);
  const n = features.length / width;
  return {
    starts: Int32Array.from([
      ...all.flatMap((time) => [...starts.slice(0, -1)].map((at) => at + time * n)),
      times * n,
    ]),
    logMultiplicity: Float64Array.from(all.flatMap(() => [...logMultiplicity])),
    // Halves stay as they are: as many people on are an even number.
    people: Int32Array.from(
      all.flatMap((time) => [...people].map((person) => (bySame ? person : person + time * people.length))),
    ),
    width,
    features: Float64Array.from(all.flatMap(() => [...features])),
  };
}

it('goes no further because the same people say the same several times', async () => {
  const share = async (choices: PeoplesChoices): Promise<number> => {
    const [first, added] = (await beside(choices))?.weights ?? [NaN, 0];
    return added === 0 ? 0 : added / first;
  };
  for (const more of [0.1, 0.3]) {
    const once = choicesOf(60, [1, more]);
    const before = await share(once);
    expect(await share(repeated(once, 5, true))).toBeCloseTo(before, 6);
    expect(await share(repeated(once, 5, false))).toBeGreaterThan(before + 0.1);
  }
});

it('leaves out a part of chance values, and one of which too few rows can tell', async () => {
  expect(await beside(choicesOf(400, [1, 0]))).toBeNull();
  expect(await beside(choicesOf(39, [1, 3]))).toBeNull();
  expect(await beside(choicesOf(40, [1, 3]))).not.toBeNull();
});
