import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../../src/domain/errors';
import type { TrainingData } from '../../../../src/domain/histories';
import { sigmoid } from '../../../../src/kernels/math';
import { Rng } from '../../../../src/kernels/rng';
import { PersonReader } from '../../../../src/recipes/person';
import { having } from '../../../../src/recipes/capabilities';
import { loadModel } from '../../../../src/recipes/load-model';
import { nextBestAction } from '../../../../src/recipes/next-best-action';
import { trainingDataOf } from '../../../support/checkerboard';
import { DAMAGES, damaged } from '../../../support/damaged-model';
import { trainWith } from '../../../support/recipe-contract';
import { PEOPLE, twoKinds } from '../../../support/two-kinds';

async function trained(data: TrainingData, seed = 42) {
  const parameters = { action_optimization_period: '14' };
  return having(await trainWith(nextBestAction, data, { parameters, seed, budget: 'standard' }), 'acts');
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
    const loaded = having(await loadModel(model.store()), 'acts');
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
            await loadModel(damaged(stored, name, damage, new Rng(5, `${name} ${damage}`))),
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
