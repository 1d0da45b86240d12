import { inSteps } from '../../../../src/domain/steps';
import { expect, it } from 'vitest';
import type { Job, TaskArrays, TaskParams } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { Rng } from '../../../../src/kernels/rng';
import { topK } from '../../../../src/kernels/top-k';
import { Validations } from '../../../../src/recipes/ensemble/validations';
import { solvedParts, solvePart } from '../../../../src/recipes/ensemble/ensemble-parts';
import { planFor } from '../../../../src/recipes/ensemble/ensemble-plan';
import { momentsOf, readHistory } from '../../../../src/recipes/moments/moments';
import { fitNetworkArrays, NetworkEvidence } from '../../../../src/recipes/ensemble/network-evidence';
import { checkParameters } from '../../../../src/recipes/parameters';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { trainingDataOf } from '../../../support/checkerboard';
import { uncancelled } from '../../../support/recipe-contract';

const ITEMS = 900;
const PEOPLE = 110;

it('has the favourites of a network among what held-out items are to be found, each part asked about all of them', async () => {
  const rng = new Rng(2, 'walks');
  const data = trainingDataOf(
    Array.from({ length: PEOPLE }, () => {
      let at = rng.below(ITEMS);
      return Array.from({ length: 12 }, () => (at = (at + 1 + rng.below(3)) % ITEMS));
    }),
    ITEMS,
  );
  const parameters = checkParameters(userPersonalization, {}, {});
  const network = { width: 24, work: { flops: 1e9, enough: 0 }, bptt: '32', recency_mask: 'true' };
  const plan = {
    ...planFor(momentsOf(data), { parameters, seed: 5, budget: 'standard' }),
    network,
  };
  const validation = new Validations(data, plan, 5, new InProcessPool()).newest;
  await validation.begin(uncancelled);
  let fit: TaskArrays = {};
  for (const part of solvedParts(plan)) {
    const arrays = await inSteps(solvePart(part, validation.known.moments, plan), uncancelled, part);
    await validation.add(part, arrays, uncancelled);
    fit = { ...fit, ...arrays };
  }
  const learned = await fitNetworkArrays(validation.known.without([]), network, 5, uncancelled);
  const evidence = new NetworkEvidence(learned);
  const chances = new Float64Array(ITEMS);
  /** How many of its 25 best are to be told from each row's item. */
  const favourites = (): number[] => {
    const { candidates, starts, queries } = validation.heldOut();
    return queries.map((query, row) => {
      const offered = new Set(candidates.subarray(starts[row], starts[row + 1]));
      const history = readHistory(query.items, query.timestampSec);
      evidence.score({ ...history, query, ownFrom: 0, ownTo: 0 }, chances);
      return topK(chances, data.itemRank, 25).filter((item) => offered.has(item)).length;
    });
  };
  expect(Math.min(...favourites())).toBeLessThan(25);
  await validation.addNetwork(learned, solvedParts(plan), fit, uncancelled);
  expect(favourites()).toEqual(Array.from({ length: validation.moments.length }, () => 25));
  const { candidates, starts, logMultiplicity } = validation.heldOut();
  // Two rows of one person are told from others drawn anew.
  const drawnFor = (row: number): Set<number> =>
    new Set(
      candidates
        .subarray(starts[row], starts[row + 1])
        .filter((_, c) => logMultiplicity[starts[row] + c] > 0),
    );
  const { moments } = validation.heldOut();
  expect(moments[0].userIdx).toBe(moments[1].userIdx);
  const [newest, before] = [drawnFor(0), drawnFor(1)];
  expect([...before].filter((item) => newest.has(item)).length).toBeLessThan(newest.size / 2);
  for (let row = 0; row < validation.moments.length; row++) {
    const own = candidates.subarray(starts[row], starts[row + 1]);
    expect(new Set(own).size).toBe(own.length);
    // Together they stand for all that anybody had.
    const stoodFor = logMultiplicity
      .subarray(starts[row], starts[row + 1])
      .reduce((n, l) => n + Math.exp(l), 0);
    expect(stoodFor).toBeGreaterThanOrEqual(new Set(data.items).size - 1e-6);
  }
});

/** Gives each row out as a part of its own. */
class RowByRow extends InProcessPool {
  override map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job) {
    const rows = parts.flatMap((part) =>
      Array.from({ length: Number(part.to) - Number(part.from) }, (_, r) => {
        const from = Number(part.from) + r;
        return { ...part, from, to: from + 1 };
      }),
    );
    return super.map(task, inputs, rows, job);
  }
}

it('asks about the rows of a wide catalogue a few at a time, to the same candidates', async () => {
  // Three rows are answered together, of the eight of a part.
  const wide = 150_000;
  const data = trainingDataOf(
    Array.from({ length: 60 }, (_, u) => Array.from({ length: 8 }, (_event, k) => (u % 7) + 9 * k)),
    wide,
  );
  const parameters = checkParameters(userPersonalization, {}, {});
  const plan = planFor(momentsOf(data), { parameters, seed: 5, budget: 'instant' });
  const examined = [];
  for (const pool of [new InProcessPool(), new RowByRow()]) {
    const validation = new Validations(data, plan, 5, pool).newest;
    await validation.begin(uncancelled);
    for (const part of solvedParts(plan)) {
      const arrays = await inSteps(solvePart(part, validation.known.moments, plan), uncancelled, part);
      await validation.add(part, arrays, uncancelled);
    }
    const { candidates, starts, logMultiplicity } = validation.heldOut();
    examined.push({ candidates, starts, logMultiplicity, fit: await validation.fit(false, uncancelled) });
  }
  expect(examined[1].starts).toHaveLength(61);
  expect(examined[0]).toEqual(examined[1]);
});
