import { describe, expect, it } from 'vitest';
import type { Job, TaskArrays, TaskParams } from '../../../../src/domain/ports';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { Rng } from '../../../../src/kernels/rng';
import { Validation } from '../../../../src/recipes/ensemble/blend';
import { drawHeldOut } from '../../../../src/recipes/ensemble/draw-held-out';
import { planFor } from '../../../../src/recipes/ensemble/ensemble-plan';
import { ASK_PART } from '../../../../src/recipes/ensemble/examine-candidates';
import { KnownRows } from '../../../../src/recipes/ensemble/known-rows';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { checkerboard } from '../../../support/checkerboard';
import { configOf, uncancelled } from '../../../support/recipe-contract';

/** What a made-up part says of the candidates of a row, of which the first was taken. */
type Says = (starts: Int32Array, row: number) => number[];

class Parts extends InProcessPool {
  readonly says = new Map<string, Says>();

  override async map(task: string, inputs: TaskArrays, parts: readonly TaskParams[], job: Job) {
    if (task !== ASK_PART) return super.map(task, inputs, parts, job);
    return parts.map(({ part, from, to }) => {
      const rows = Array.from({ length: Number(to) - Number(from) }, (_, r) => Number(from) + r);
      const says = this.says.get(String(part));
      const values = rows.flatMap((row) => says?.(inputs.starts as Int32Array, row) ?? []);
      return { values: Float64Array.from(values) };
    });
  }
}

const sizeOf: Says = (starts, row) => new Array<number>(starts[row + 1] - starts[row]).fill(0);
const nothing = sizeOf;
/** Of two rows in three, which candidate was taken. */
const much: Says = (starts, row) => sizeOf(starts, row).map((_, c) => (c === 0 && row % 3 > 0 ? 1 : 0));
const chance: Says = (starts, row) => {
  const rng = new Rng(row, 'chance');
  return sizeOf(starts, row).map(() => rng.normal());
};

async function begun() {
  const data = checkerboard(60);
  const pool = new Parts();
  const plan = planFor(momentsOf(data), configOf(userPersonalization));
  const moments = drawHeldOut(data, plan.validationUsers, 1);
  const known = new KnownRows(data, moments, pool);
  const validation = new Validation(data, moments, known, plan, 1, pool);
  await validation.begin(uncancelled);
  const add = async (part: 'ease' | 'ridge1' | 'memory', says: Says): Promise<void> => {
    pool.says.set(part, says);
    await validation.add(part, {}, uncancelled);
  };
  return { validation, add, fit: () => validation.fit(false, uncancelled) };
}

describe('a part that is asked about held-out rows', () => {
  it('has a weight where they gain by it, and its say in what they are answered', async () => {
    const { validation, add, fit } = await begun();
    const people = 60;
    // Of so few people, five rows each.
    expect(validation.moments).toHaveLength(5 * people);
    const before = await fit();
    expect([...before.weights.keys()]).not.toContain('ridge1');
    await add('ridge1', much);
    const { weights, loss } = await fit();
    expect(weights.get('ridge1')).toBeGreaterThan(1);
    expect(loss).toBeLessThan(before.loss);
    const { starts, logits } = validation.heldOut();
    const first = Array.from({ length: validation.moments.length }, (_, r) =>
      logits.subarray(starts[r] + 1, starts[r + 1]).every((logit) => logit < logits[starts[r]]),
    );
    expect(first.filter(Boolean).length).toBeGreaterThan(175);
  });

  it.each([
    ['nothing', nothing],
    ['by chance', chance],
  ])('is forgotten where it says %s, and leaves the weights as they were', async (_what, says) => {
    const { validation, add, fit } = await begun();
    const before = await fit();
    const logits = validation.heldOut().logits;
    await add('ridge1', says);
    expect(await fit()).toEqual(before);
    expect(validation.heldOut().logits).toEqual(logits);
  });

  it('stays though it says nothing where it is the one that is always kept', async () => {
    const { add, fit } = await begun();
    await fit();
    await add('ease', nothing);
    await add('memory', nothing);
    const { weights } = await fit();
    expect(weights.has('ease')).toBe(true);
    expect(weights.has('memory')).toBe(false);
  });

  it('is weighed anew, and not judged again, once it has a weight', async () => {
    const { add, fit } = await begun();
    await fit();
    await add('ridge1', much);
    await fit();
    await add('memory', nothing);
    const { weights } = await fit();
    expect(weights.get('ridge1')).toBeGreaterThan(1);
    expect(weights.has('memory')).toBe(false);
  });
});
