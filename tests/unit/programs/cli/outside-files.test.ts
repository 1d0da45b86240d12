import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../../src/programs/cli/run-command';

/** Four people had a, three b, two c, one d: whatever is asked, the popular order is a, b, c, d. */
const LEARNED = ['1abcd', '2abc', '3ab', '4a'];
/** What each history asks for is worked out below; x is an item that nobody had. */
const HISTORIES = ['5daxb', '6xc', '7cd'];
const HELD_OUT = ['4bdx', '1x', '2a', '9a'];

/** One line of letters a person: a number and what they had, a minute apart. */
function csvOf(people: readonly string[]): string {
  const rows = people.flatMap(([person, ...items], p) =>
    items.map((item, k) => `user ${person},item ${item},${1_600_000_000 + 100_000 * p + 60 * k}`),
  );
  return ['USER_ID,ITEM_ID,TIMESTAMP', ...rows].join('\n');
}

interface Answer {
  readonly protocol: string;
  readonly queries: number;
  readonly outside: { readonly [name: string]: number };
  readonly metrics: { readonly [key: string]: number };
}

const discount = (rank: number): number => 1 / Math.log2(1 + rank);

describe('rows that nobody learns from', () => {
  let folder: string;
  const path = (name: string): string => join(folder, `${name}.csv`);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'outside-'));
    const files = { learned: LEARNED, histories: HISTORIES, held: HELD_OUT };
    for (const [name, people] of Object.entries(files)) writeFileSync(path(name), csvOf(people));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...flags: string[]): ReturnType<typeof runCommand> =>
    runCommand([
      ...['evaluate', '--interactions', path('learned'), '--recipe', 'aws-popularity-count'],
      ...['--workers', '1', ...flags],
    ]);
  const evaluate = async (...flags: string[]): Promise<Answer> => {
    const { document, message } = await run(...flags);
    if (document === null || 'error' in document) throw new Error(message);
    return document as unknown as Answer;
  };

  test('histories: each known row after the first is asked for from what precedes it', async () => {
    const found = await evaluate('--histories', path('histories'));
    // 5: a at 1 and b at 2, as if x were not there; 6: c alone asks for nothing; 7: d at 4.
    expect(found.protocol).toBe('histories');
    expect(found.queries).toBe(3);
    expect(found.outside).toEqual({ found: 3, unknownRows: 2, unknownItems: 1, peopleLeftOut: 1 });
    expect(found.metrics.hit_rate_at_20).toBe(1);
    expect(found.metrics.recall_at_20).toBe(1);
    expect(found.metrics.mean_reciprocal_rank_at_20).toBeCloseTo((1 + 1 / 2 + 1 / 4) / 3, 12);
    expect(found.metrics.normalized_discounted_cumulative_gain_at_20).toBeCloseTo(
      (discount(1) + discount(2) + discount(4)) / 3,
      12,
    );
  });

  test('histories without what precedes: d leaves a at 1, d and a leave b at 1, c leaves d at 3', async () => {
    const { metrics } = await evaluate('--histories', path('histories'), '--repeats', 'exclude');
    expect(metrics.mean_reciprocal_rank_at_20).toBeCloseTo((1 + 1 + 1 / 3) / 3, 12);
  });

  test('a sample draws as many by the seed', async () => {
    const drawn = async (seed: string): Promise<number> => {
      const flags = ['--histories', path('histories'), '--sample', '1', '--seed', seed];
      const { queries, outside, metrics } = await evaluate(...flags);
      expect([queries, outside.found]).toEqual([1, 3]);
      return metrics.mean_reciprocal_rank_at_20;
    };
    const all: number[] = [];
    for (const seed of ['1', '2', '3', '4', '5', '6', '7', '8']) all.push(await drawn(seed));
    expect(await drawn('1')).toBe(all[0]);
    expect(new Set(all).size).toBeGreaterThan(1);
  });

  test('held-out rows: what a person has is found in any order, and an unknown item is missed', async () => {
    const found = await evaluate('--held-out', path('held'));
    // 4 finds b at 2 and d at 4 and misses x; 1 misses x; 2 finds a at 1; nobody knows 9.
    expect(found.queries).toBe(3);
    expect(found.outside).toEqual({ found: 3, unknownRows: 2, unknownItems: 1, peopleLeftOut: 1 });
    expect(found.metrics.hit_rate_at_20).toBeCloseTo(2 / 3, 12);
    expect(found.metrics.recall_at_20).toBeCloseTo((2 / 3 + 0 + 1) / 3, 12);
    expect(found.metrics.mean_reciprocal_rank_at_20).toBeCloseTo((1 / 2 + 0 + 1) / 3, 12);
    const ideal = discount(1) + discount(2) + discount(3);
    expect(found.metrics.normalized_discounted_cumulative_gain_at_20).toBeCloseTo(
      ((discount(2) + discount(4)) / ideal + 0 + 1) / 3,
      12,
    );
    expect(found.metrics.precision_at_5).toBeCloseTo((2 / 5 + 0 + 1 / 5) / 3, 12);
  });

  test('held-out rows without what is known: 4 finds b at 1 and d at 3, 2 has nothing else to find', async () => {
    const found = await evaluate('--held-out', path('held'), '--repeats', 'exclude');
    expect(found.queries).toBe(2);
    expect(found.outside.peopleLeftOut).toBe(2);
    expect(found.metrics.recall_at_20).toBeCloseTo(2 / 3 / 2, 12);
    const ideal = discount(1) + discount(2) + discount(3);
    expect(found.metrics.normalized_discounted_cumulative_gain_at_20).toBeCloseTo(
      (discount(1) + discount(3)) / ideal / 2,
      12,
    );
  });

  test.each([
    [['--histories', 'a.csv', '--held-out', 'b.csv'], '--histories and --held-out'],
    [['--sample', '3'], '--sample goes with'],
    [['--held-out', 'b.csv', '--protocol', 'time'], '--held-out goes with'],
    [['--histories', 'b.csv', '--folds', '2'], '--histories goes with'],
  ])('%j is wrong usage', async (flags, words) => {
    const { message, status } = await run(...flags);
    expect(message).toContain(words);
    expect(status).toBe(2);
  });
});
