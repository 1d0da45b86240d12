import { expect, it } from 'vitest';
import { verdict, type Figure } from '../../bench/figures/figure';
import { growthFigures, recipeFigures } from '../../bench/recipes/figures';
import type { RecipeOutcome } from '../../bench/recipes/outcome';
import type { RecipeRun } from '../../bench/recipes/recipe-run';

const run: RecipeRun = {
  recipe: 'aws-user-personalization',
  budget: 'instant',
  data: { users: 6000, items: 3400, interactions: 1_000_000, seed: 1 },
  workers: 2,
  requests: 10,
  batchUsers: 10,
};
const outcome: RecipeOutcome = {
  rows: 999_990,
  seconds: 5.5,
  epochs: { done: 2, all: 2 },
  bytes: { growth: 90e6, columns: 18e6, model: 12e6 },
  requests: { p50: 14, p99: 41 },
  measured: { oneByOne: 7, inBatches: 2.9 },
  batch: [
    { workers: 1, usersASecond: 90 },
    { workers: 2, usersASecond: 160 },
  ],
};
const short = (figures: readonly Figure[]) =>
  figures.map((figure) => [figure.section, figure.value, figure.target?.value, verdict(figure)]);

it('holds a run of a million rows against what is promised for its recipe and budget', () => {
  const figures = recipeFigures(run, outcome);
  expect(figures[0].name).toBe('aws-user-personalization, instant, 1 M × 3.4 k');
  expect(short(figures)).toEqual([
    ['training', 5.5, 5, 'misses'],
    ['memory', 90, undefined, null],
    ['memory', 3, 3, 'meets'],
    ['latency', 14, 15, 'meets'],
    ['latency', 41, 40, 'misses'],
    ['measuring', 7, undefined, null],
    ['measuring', 2.9, 3, 'meets'],
    ['batch', 90, undefined, null],
    ['batch', 160, 150, 'meets'],
  ]);
});

it('promises no time for smaller sets, and only tells the time of an epoch where the rest was left out', () => {
  const quick = { ...run, recipe: 'aws-hrnn', data: { ...run.data, interactions: 100_000 } } as const;
  const part = {
    ...outcome,
    rows: 100_000,
    seconds: 12,
    epochs: { done: 1, all: 5 },
    batch: [],
    requests: null,
    measured: null,
  };
  expect(short(recipeFigures(quick, part))).toEqual([
    ['training', 12, undefined, null],
    ['memory', 90, undefined, null],
    ['memory', 3, undefined, null],
  ]);
  expect(recipeFigures(quick, part)[0].name).toBe('aws-hrnn, instant, 100 k × 3.4 k, an epoch of 5');
});

it('says how many times as long ten times the rows take', () => {
  const large = { ...outcome, rows: 10_000_000, seconds: 60, bytes: null };
  expect(short(growthFigures(run, outcome, large))).toEqual([['growth', 60 / 5.5, 10, 'misses']]);
});
