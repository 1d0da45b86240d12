import type { CodeColumn } from '../../src/domain/columns';
import { ACTION_OUTCOMES, type TrainingData } from '../../src/domain/histories';
import { Rng } from '../../src/kernels/rng';
import { trainingDataOf } from './checkerboard';

export const PEOPLE = 1200;

/**
 * People of the north and the south take to items of one kind each. Each is offered one of three actions: the first is taken by
 * the north 8 times in 10 and by the south 2 times, the second the other way round, the third by anybody half the time.
 */
export function twoKinds(scoredFrom = 5): TrainingData {
  const rng = new Rng(11, 'two kinds');
  const isNorth = (user: number): boolean => user % 2 === 0;
  const board = trainingDataOf(
    Array.from({ length: PEOPLE }, (_, user) => [isNorth(user) ? 0 : 1, isNorth(user) ? 2 : 3]),
    4,
  );
  const rows: { action: number; sec: number; outcome: number }[] = [];
  for (let user = 0; user < PEOPLE; user++) {
    const action = (user >> 1) % 3;
    const share = action === 2 ? 0.5 : isNorth(user) === (action === 0) ? 0.8 : 0.2;
    const outcome = rng.uniform() < share ? 'TAKEN' : 'NOT_TAKEN';
    rows.push({ action, sec: 1e6, outcome: ACTION_OUTCOMES.indexOf('VIEWED') });
    rows.push({ action, sec: 1e6 + 60, outcome: ACTION_OUTCOMES.indexOf(outcome) });
  }
  return {
    ...board,
    userColumns: [column('REGION', PEOPLE, (user) => (isNorth(user) ? 0 : 1), ['north', 'south'])],
    itemColumns: [column('KIND', 4, (item) => item % 2, ['a', 'b'])],
    actionHistories: {
      nActions: 3,
      userPtr: Int32Array.from({ length: PEOPLE + 1 }, (_, user) => 2 * user),
      users: Int32Array.from({ length: PEOPLE }, (_, user) => user),
      actions: Int32Array.from(rows, ({ action }) => action),
      timestampSec: Float64Array.from(rows, ({ sec }) => sec),
      outcomes: Uint8Array.from(rows, ({ outcome }) => outcome),
      actionColumns: [],
      scoredFrom,
    },
  };
}

function column(name: string, n: number, codeOf: (row: number) => number, vocabulary: string[]): CodeColumn {
  return {
    kind: 'code',
    name,
    categorical: true,
    vocabulary,
    codes: Int32Array.from({ length: n }, (_, row) => codeOf(row)),
  };
}
