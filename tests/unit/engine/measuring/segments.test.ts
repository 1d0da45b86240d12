import { describe, expect, it } from 'vitest';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { measureMostActive, measureSegments } from '../../../../src/engine/measuring/measure-segments';
import { splitSegments } from '../../../../src/engine/measuring/segment-split';
import { having } from '../../../../src/recipes/capabilities';
import { itemAffinity } from '../../../../src/recipes/item-affinity';
import { trainingDataOf } from '../../../support/checkerboard';
import { trainFully, uncancelled } from '../../../support/recipe-contract';

const ITEM = 'aws-item-affinity';
const ATTRIBUTE = 'aws-item-attribute-affinity';

describe('the split of segments', () => {
  // Held out: round(0.2 · n), half up, at least one of two or more.
  const data = trainingDataOf(
    [
      [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 7, 8], // 13 rows: 3 (2.6)
      [5, 6, 0, 1, 2, 3, 4, 4], // 8: 2 (1.6)
      [8], // 1: none
      [4, 7], // 2: 1 (0.4)
    ],
    10,
  );

  it('holds out the newest fifth of everybody with two rows or more', () => {
    const { train, queries } = splitSegments(data, ITEM, 42);
    expect([...train.userPtr]).toEqual([0, 10, 16, 17, 18]);
    expect([...train.items]).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 5, 6, 0, 1, 2, 3, 8, 4]);
    const asked = queries.map(({ items, users }) => [[...items], [...users].sort()]);
    expect(asked.sort()).toEqual([
      [[3], [0]],
      [[4], [1]],
      [[7], [0, 3]],
      [[8], [0]],
    ]);
  });

  it('asks about attribute values whose items were taken', () => {
    const described = {
      ...data,
      itemColumns: [
        {
          kind: 'code',
          name: 'KIND',
          categorical: true,
          vocabulary: ['a', 'b', 'c'],
          codes: Int32Array.of(0, 0, 0, 1, 1, 0, 0, 1, 2, 0),
        } as const,
      ],
    };
    const { queries } = splitSegments(described, ATTRIBUTE, 42);
    expect(queries.map(({ items, users }) => [[...items], [...users].sort()])).toEqual([
      [
        [3, 4, 7],
        [0, 1, 3],
      ],
      [[8], [0]],
    ]);
  });

  it('asks about a thousand at most, drawn by the seed', () => {
    const histories = Array.from({ length: 1200 }, (_, u) => [u, 1200 + u]);
    const many = trainingDataOf(histories, 2400);
    const asked = (seed: number): number[] =>
      splitSegments(many, ITEM, seed).queries.map(({ items }) => items[0]);
    expect(asked(1)).toHaveLength(1000);
    expect(new Set(asked(1)).size).toBe(1000);
    expect(asked(1)).toEqual(asked(1));
    expect(asked(1)).not.toEqual(asked(2));
  });
});

describe('hits and recall at one percent', () => {
  // 150 people with 1 to 2 rows in training: two make one percent. Persons 3 and 9 have three rows.
  const histories = Array.from({ length: 150 }, (_, u) =>
    u === 3 || u === 9 ? [0, 1, 2, u === 3 ? 4 : 5] : [0, 4],
  );
  const data = trainingDataOf(histories, 6);
  const userRank = Int32Array.from(histories, (_, u) => u);

  it('are those of the most active people, as the line to beat', () => {
    const split = { ...splitSegments(data, ITEM, 42), userRank };
    // Item 4: 149 takers, of whom person 3 is named: 1 hit of 2. Item 5: person 9 alone, who is named: 1 of 1.
    expect(measureMostActive(split)).toEqual({
      n: 2,
      values: { coverage: 2 / 150, hits_at_1_percent: 1, recall_at_1_percent: 0.75 },
    });
  });

  it('come from the lists of the model, ties by id', async () => {
    const split = { ...splitSegments(data, ITEM, 42), userRank };
    const real = await trainFully(itemAffinity, split.train);
    const asking = { pool: new InProcessPool(), job: uncancelled };
    const measured = await measureSegments(real, split, asking);
    const out = new Float64Array(150);
    let hits = 0;
    for (const { items, users } of split.queries) {
      having(real, 'segments').scoreSegment(items, out);
      const order = [...userRank].sort((a, b) => out[b] - out[a] || a - b);
      hits += order.slice(0, 2).filter((u) => users.has(u)).length;
    }
    expect(measured.n).toBe(2);
    expect(measured.values.hits_at_1_percent).toBe(hits / 2);
  });
});
