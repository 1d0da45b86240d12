import { describe, expect, it } from 'vitest';
import { recipeFacts } from '../../../src/domain/recipe-catalogue';
import type { Column } from '../../../src/domain/columns';
import { isAppError } from '../../../src/domain/errors';
import type { TrainingData, UserQuery } from '../../../src/domain/histories';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { topK } from '../../../src/kernels/top-k';
import { can } from '../../../src/recipes/capabilities';
import type { Model, Recipe } from '../../../src/recipes/recipe';
import { recipes } from '../../../src/recipes/registry';
import { trainingDataOf } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { configOf, uncancelled } from '../../support/recipe-contract';

const alternating = [0, 1, 2, 3, 4, 5].map((u) => [u % 6, (u + 1) % 6, (u + 2) % 6]);

/** Item metadata of the kinds that recipes read, all of them at an edge. */
function columnsAt(nItems: number, value: (item: number) => number): Column[] {
  const offsets = new Int32Array(nItems + 1);
  return [
    {
      kind: 'number',
      name: 'PRICE',
      values: Float64Array.from({ length: nItems }, (_, i) => value(i)),
      nulls: null,
    },
    { kind: 'code', name: 'NONE', categorical: true, vocabulary: [], codes: new Int32Array(nItems).fill(-1) },
    { kind: 'code', name: 'ONE', categorical: true, vocabulary: ['a'], codes: new Int32Array(nItems) },
    { kind: 'multi', name: 'EMPTY', categorical: true, vocabulary: [], offsets, codes: new Int32Array(0) },
    { kind: 'text', name: 'TEXT', textual: true, values: Array.from({ length: nItems }, () => '') },
  ];
}

/** The smallest and the flattest tables that pass the `relaxed` profile: two items, somebody with two rows. */
const tables: readonly (readonly [string, TrainingData])[] = [
  ['one person', trainingDataOf([[0, 1, 2, 0]], 3)],
  ['one item that is used, of two', trainingDataOf([[0, 0], [0, 0, 0], [0]], 2)],
  ['all at the same second', trainingDataOf(alternating, 6, 0)],
  [
    'everybody has seen everything',
    trainingDataOf(
      [
        [0, 1, 2],
        [2, 1, 0],
        [1, 0, 2],
      ],
      3,
    ),
  ],
  [
    'every row there many times',
    trainingDataOf(
      Array.from({ length: 4 }, () => new Array(8).fill([0, 1]).flat()),
      2,
    ),
  ],
  ['people without rows and items without', trainingDataOf([[], [0, 1], [], [1, 0]], 9)],
  ['metadata without variance', { ...trainingDataOf(alternating, 6), itemColumns: columnsAt(6, () => 3) }],
  [
    'numbers at the ends of what a double holds',
    {
      ...trainingDataOf(alternating, 6),
      itemColumns: columnsAt(6, (i) => [1e308, -1e308, 5e-324, -0, 1.7e308, -1.7e308][i]),
      userColumns: columnsAt(6, (i) => (i % 2 ? 1e308 : -1e308)),
    },
  ],
  [
    'rows that count next to nothing',
    { ...trainingDataOf(alternating, 6), rowWeight: new Float32Array(18).fill(1e-30) },
  ],
  [
    'seconds as far apart as they can be',
    {
      ...trainingDataOf(alternating, 6),
      timestampSec: Float64Array.from({ length: 18 }, (_, p) => (p % 3) * 4e15),
    },
  ],
];

describe.each([...recipes.values()].map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  it.each(tables)('gives numbers, or says why not, of %s', async (_name, data) => {
    const model = await trainedOrRefused(recipe, data);
    if (model === null) return;
    const nobody: UserQuery = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };
    const queries = Array.from({ length: data.nUsers }, (_unused, u) => historyOf(data, u));
    for (const query of [...queries, nobody]) {
      const values = new Float64Array(data.nItems).fill(NaN);
      model.scoreUser(query, values);
      requireNumbers(model, values);
      const list = [...topK(values, data.itemRank, 25)];
      expect(new Set(list).size).toBe(list.length);
      // Beside the only item that anybody used there is nothing related to it.
      if (recipeFacts(recipe.name).type !== 'RELATED_ITEMS') expect(list.length).toBeGreaterThan(0);
      for (let k = 1; k < list.length; k++)
        expect(values[list[k - 1]]).toBeGreaterThanOrEqual(values[list[k]]);
    }
    if (can(model, 'segments')) {
      const people = new Float64Array(data.nUsers).fill(NaN);
      model.scoreSegment(Int32Array.of(0), people);
      expect(people.every((value) => Number.isFinite(value))).toBe(true);
    }
  });
});

/** Scores are the softmax of what a model with scores gives, so each must be finite. */
function requireNumbers(model: Model, values: Float64Array): void {
  expect(values.some(Number.isNaN)).toBe(false);
  expect(values.some((value) => value === Infinity)).toBe(false);
  if (!model.hasScores) return;
  expect(values.every((value) => Number.isFinite(value))).toBe(true);
  const most = Math.max(...values);
  const sum = values.reduce((total, value) => total + Math.exp(value - most), 0);
  expect(values.reduce((total, value) => total + Math.exp(value - most) / sum, 0)).toBeCloseTo(1, 9);
}

async function trainedOrRefused(recipe: Recipe, data: TrainingData): Promise<Model | null> {
  try {
    const trainer = await recipe.trainer(data, configOf(recipe), new InProcessPool());
    // Networks are trained for two epochs: what is no number shows at once.
    for (let epoch = 0; epoch < Math.min(2, trainer.epochs); epoch++) {
      const { loss } = await trainer.trainEpoch(uncancelled);
      expect(loss === null || Number.isFinite(loss), `loss ${loss}`).toBe(true);
    }
    return trainer.model();
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}
