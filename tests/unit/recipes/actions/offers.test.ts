import { expect, it } from 'vitest';
import { ACTION_OUTCOMES, outcomeOf, type ActionHistories } from '../../../../src/domain/histories';
import { offersOf } from '../../../../src/recipes/actions/offers';

const DAY = 86_400;

/** Rows of one person: day, action, outcome. */
function histories(
  rows: readonly (readonly [number, number, (typeof ACTION_OUTCOMES)[number]])[],
): ActionHistories {
  return {
    nActions: 2,
    userPtr: Int32Array.of(0, rows.length),
    users: Int32Array.of(0),
    actions: Int32Array.from(rows, ([, action]) => action),
    timestampSec: Float64Array.from(rows, ([day]) => day * DAY),
    outcomes: Uint8Array.from(rows, ([, , outcome]) => ACTION_OUTCOMES.indexOf(outcome)),
    actionColumns: [],
    scoredFrom: 1,
  };
}

const told = (rows: Parameters<typeof histories>[0], days = 14) =>
  offersOf(histories(rows), days).map(({ action, fromSec, taken, before }) => [
    action,
    fromSec / DAY,
    taken,
    before,
  ]);

it('makes one offer of what was seen, declined and taken within the period', () => {
  const rows = [
    [0, 0, 'VIEWED'],
    [1, 0, 'NOT_TAKEN'],
    [5, 0, 'TAKEN'],
  ] as const;
  expect(told(rows)).toEqual([[0, 0, true, 0]]);
});

it('begins another one after the period, and after being taken', () => {
  const late = [
    [0, 0, 'VIEWED'],
    [15, 0, 'TAKEN'],
    [16, 0, 'VIEWED'],
  ] as const;
  expect(told(late)).toEqual([
    [0, 0, false, 0],
    [0, 15, true, 1],
    [0, 16, false, 2],
  ]);
  expect(told(late, 28)).toEqual([
    [0, 0, true, 0],
    [0, 16, false, 2],
  ]);
});

it('keeps actions apart', () => {
  const rows = [
    [0, 0, 'VIEWED'],
    [1, 1, 'VIEWED'],
    [2, 1, 'TAKEN'],
  ] as const;
  expect(told(rows)).toEqual([
    [0, 0, false, 0],
    [1, 1, true, 1],
  ]);
});

it('reads event types as they are written', () => {
  expect(['Taken', 'NOT TAKEN', 'Not Taken', 'viewed', 'clicked'].map(outcomeOf)).toEqual([2, 0, 0, 1, -1]);
});
