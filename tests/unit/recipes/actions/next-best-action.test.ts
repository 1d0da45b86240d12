import { describe, expect, it } from 'vitest';
import type { CodeColumn } from '../../../../src/domain/columns';
import { isAppError } from '../../../../src/domain/errors';
import { ACTION_OUTCOMES, type TrainingData } from '../../../../src/domain/histories';
import { sigmoid } from '../../../../src/kernels/math';
import { Rng } from '../../../../src/kernels/rng';
import { PersonReader } from '../../../../src/recipes/actions/person';
import { having } from '../../../../src/recipes/capabilities';
import { loadModel } from '../../../../src/recipes/load-model';
import { nextBestAction } from '../../../../src/recipes/next-best-action';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { trainingDataOf } from '../../../support/checkerboard';
import { DAMAGES, damaged } from '../../../support/damaged-model';
import { uncancelled } from '../../../support/recipe-contract';

const PEOPLE = 1200;

/**
 * People of the north and the south take to items of one kind each. Each is offered one of three actions: the first is taken by
 * the north 8 times in 10 and by the south 2 times, the second the other way round, the third by anybody half the time.
 */
function twoKinds(scoredFrom = 5): TrainingData {
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

async function trained(data: TrainingData, seed = 42) {
  const parameters = { action_optimization_period: '14' };
  const trainer = await nextBestAction.trainer(
    data,
    { parameters, seed, budget: 'standard' },
    new InProcessPool(),
  );
  await trainer.trainEpoch(uncancelled);
  return having(trainer.model(), 'acts');
}

function propensitiesOf(
  model: Awaited<ReturnType<typeof trained>>,
  data: TrainingData,
  user: number,
): number[] {
  const out = new Float64Array(model.nItems);
  const person = new PersonReader(data.itemColumns, data.userColumns).person(user);
  if (user >= 0)
    for (let event = data.userPtr[user]; event < data.userPtr[user + 1]; event++)
      person.chose(data.items[event]);
  model.propensities(person, out);
  return [...out];
}

describe('next best action', () => {
  it('learns who takes what, about as often as they do', async () => {
    const data = twoKinds();
    const model = await trained(data);
    const [north, south] = [0, 1].map((user) => propensitiesOf(model, data, user));
    for (const [found, wanted] of [
      [north, [0.8, 0.2, 0.5]],
      [south, [0.2, 0.8, 0.5]],
    ])
      found.forEach((share, action) => expect(Math.abs(share - wanted[action])).toBeLessThan(0.1));
    // Of somebody unknown the shares of everybody are what is left.
    propensitiesOf(model, data, -1).forEach((share) => expect(Math.abs(share - 0.5)).toBeLessThan(0.1));
  });

  it('counts what somebody likes as well as who they are', async () => {
    const data = { ...twoKinds(), userColumns: [] };
    const model = await trained(data);
    const person = new PersonReader(data.itemColumns, []).person(-1);
    const before = new Float64Array(3);
    model.propensities(person, before);
    person.chose(0);
    const after = new Float64Array(3);
    model.propensities(person, after);
    expect(after[0]).toBeGreaterThan(before[0]);
    expect(after[1]).toBeLessThan(before[1]);
  });

  it('says nothing of an action that too few have taken, or too few have not', async () => {
    const data = twoKinds();
    const few = { ...data, actionHistories: { ...twoKinds(PEOPLE).actionHistories! } };
    expect(propensitiesOf(await trained(few), data, 0)).toEqual([NaN, NaN, NaN]);
  });

  it('explains a propensity by shares of its log-odds, the largest first', async () => {
    const data = twoKinds();
    const model = await trained(data);
    const person = new PersonReader(data.itemColumns, data.userColumns).person(0);
    const out = new Float64Array(model.nItems);
    model.propensities(person, out);
    const shares = model.shares(person, 0);
    const sum = shares.reduce((total, { value }) => total + value, 0);
    expect(sigmoid(sum)).toBeCloseTo(out[0], 9);
    expect(shares.filter(({ word }) => word === null)).toHaveLength(1);
    expect(shares.map(({ value }) => Math.abs(value))).toEqual(
      shares.map(({ value }) => Math.abs(value)).sort((a, b) => b - a),
    );
  });

  it('gives the same bytes for the same seed, and answers alike once stored', async () => {
    const data = twoKinds();
    const model = await trained(data);
    const again = await trained(twoKinds());
    expect(again.store()).toEqual(model.store());
    const loaded = having(loadModel(model.store()), 'acts');
    for (let user = 0; user < 10; user++)
      expect(propensitiesOf(loaded, data, user)).toEqual(propensitiesOf(model, data, user));
  });

  it('answers in numbers or refuses to load where an array is damaged', async () => {
    const data = twoKinds();
    const stored = (await trained(data)).store();
    for (const name of Object.keys(stored.arrays))
      for (const damage of DAMAGES) {
        let shares: number[] = [];
        try {
          const model = having(
            loadModel(damaged(stored, name, damage, new Rng(5, `${name} ${damage}`))),
            'acts',
          );
          shares = propensitiesOf(model, data, 0);
        } catch (error) {
          if (!isAppError(error) || error.code !== 'MODEL_UNREADABLE') throw error;
        }
        for (const share of shares) if (!Number.isNaN(share)) expect(share >= 0 && share <= 1).toBe(true);
      }
  });

  it('needs actions', async () => {
    await expect(async () => trained(trainingDataOf([[0, 1]], 2))).rejects.toMatchObject({ code: 'T09' });
  });
});
