import { beforeAll, describe, expect, test } from 'vitest';
import { NO_EVENT_TYPE } from '../../../../src/domain/columns';
import type { RecipeName } from '../../../../src/domain/recipe-catalogue';
import type { DataIndex } from '../../../../src/engine/project/data-index';
import type { ServedModel } from '../../../../src/engine/project/served-model';
import { pretendedQuery } from '../../../../src/engine/serving/what-if';
import { smallInteractions } from '../../../support/scripted-recipe';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';

const RECIPES = ['aws-user-personalization', 'aws-hrnn', 'aws-personalized-ranking'] as const;
const shop = smallInteractions(40, 60, 30);
const rows = shop
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const own = rows.filter(([user]) => user === 'u7');
const [first] = own[4].slice(1);
const LAST_SEC = Math.max(...own.map(([, , sec]) => Number(sec)));

describe('a history as it might have been', () => {
  const node = nodeStudio();
  const arns = new Map<string, string>();
  const arn = (recipe: RecipeName): string => arns.get(recipe) ?? '';
  const list = (recipe: RecipeName, userId: string, more = {}) =>
    node.studio.getRecommendations({ solutionVersionArn: arn(recipe), userId, numResults: 60, ...more });
  const scoresOf = ({ items }: Awaited<ReturnType<typeof list>>) =>
    items.map(({ itemId, score }) => ({ itemId, score }));

  beforeAll(async () => {
    const state = await importFiles(node, [textFile('shop.csv', shop)]);
    for (const recipe of RECIPES) {
      const narrow = recipe === 'aws-hrnn' ? { algorithmHyperParameters: { hidden_dimension: '32' } } : {};
      arns.set(recipe, (await node.studio.train(nodeJob(), specOf(recipe, narrow))).arn);
    }
    // After training, so that none of them is among those that a recipe knows: u7 again, u7 without an item, with one.
    const as = (user: string, events: readonly string[][]) =>
      events.map(([, ...rest]) => [user, ...rest].join(','));
    const lines = [
      shop.trim(),
      ...as('person', own),
      ...as(
        'without',
        own.filter(([, item]) => item !== first),
      ),
      ...as('more', [...own, ['u7', 'i59', String(LAST_SEC + 60), own[0][3]]]),
    ];
    await importFiles(node, [textFile('more.csv', `${lines.join('\n')}\n`)], state);
  });

  test.each(['aws-user-personalization', 'aws-hrnn'] as const)(
    '%s: without an item the list is that of a person who never had it',
    async (recipe) => {
      const pretended = await list(recipe, 'person', { whatIf: { without: [first], with: [] } });
      expect(scoresOf(pretended)).toEqual(scoresOf(await list(recipe, 'without')));
      expect(scoresOf(pretended)).not.toEqual(scoresOf(await list(recipe, 'person')));
    },
  );

  test('with another item it is that of a person who has it, but for that item', async () => {
    const recipe = 'aws-user-personalization';
    const pretended = await list(recipe, 'person', { whatIf: { without: [], with: ['i59'] } });
    const real = scoresOf(await list(recipe, 'more'));
    expect(real.some(({ itemId }) => itemId === 'i59')).toBe(true);
    expect(scoresOf(pretended)).toEqual(real.filter(({ itemId }) => itemId !== 'i59'));
  });

  test('each item says where it stands in truth, under the same filter', async () => {
    const recipe = 'aws-user-personalization';
    const filterExpression = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")';
    const truth = await list(recipe, 'person', { filterExpression });
    const { items } = await list(recipe, 'person', {
      numResults: 8,
      filterExpression,
      whatIf: { without: [first], with: [] },
    });
    expect(items.map(({ rankInTruth }) => rankInTruth)).toEqual(
      items.map(({ itemId }) => truth.items.findIndex((other) => other.itemId === itemId) + 1),
    );
    // What was left out of the history was had all the same.
    expect(items.some(({ itemId }) => itemId === first)).toBe(false);
    expect(truth.items.every(({ rankInTruth }) => rankInTruth === undefined)).toBe(true);
  });

  test('nothing left is nobody: the popular list', async () => {
    const all = [...new Set(own.map(([, item]) => item))];
    const nobody = await list('aws-user-personalization', 'person', { whatIf: { without: all, with: [] } });
    expect(nobody.personal).toBe(false);
  });

  test('an explanation adds up for that history, and knows both ranks', async () => {
    const recipe = 'aws-user-personalization';
    const whatIf = { without: [first], with: ['i59'] };
    const { items } = await list(recipe, 'person', { whatIf });
    const told = await node.studio.explainRecommendation({
      solutionVersionArn: arn(recipe),
      userId: 'person',
      about: items[2].itemId,
      whatIf,
    });
    expect(told.rank).toBe(3);
    expect(told.rankInTruth).toBe(items[2].rankInTruth);
    expect(told.score?.score).toBe(items[2].score);
    const past = told.score?.shares.flatMap((share) => share.past?.itemId ?? []) ?? [];
    expect(past).not.toContain(first);
    expect(past).toContain('i59');
    const sum = (told.score?.shares ?? []).reduce((total, { value }) => total + value, 0);
    expect(sum).toBeCloseTo(told.score?.logit ?? NaN, 9);
  });

  test('a given list is put in that order', async () => {
    const inputList = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6'];
    const request = { solutionVersionArn: arn('aws-personalized-ranking'), inputList };
    const pretended = await node.studio.getPersonalizedRanking({
      ...request,
      userId: 'person',
      whatIf: { without: [first], with: [] },
    });
    const real = await node.studio.getPersonalizedRanking({ ...request, userId: 'without' });
    expect(pretended.items.map(({ itemId, score }) => [itemId, score])).toEqual(
      real.items.map(({ itemId, score }) => [itemId, score]),
    );
    const truth = await node.studio.getPersonalizedRanking({ ...request, userId: 'person' });
    expect(pretended.items.map(({ rankInTruth }) => rankInTruth)).toEqual(
      pretended.items.map(({ itemId }) => truth.items.findIndex((other) => other.itemId === itemId) + 1),
    );
  });
});

describe('what a model is asked with', () => {
  const served = { modelItemOf: (id: string) => Number(id.slice(1)) } as ServedModel;
  const index = { newestSec: 1000 } as DataIndex;
  const query = {
    userIdx: 4,
    items: Int32Array.of(1, 2, 1, 3),
    timestampSec: Float64Array.of(10, 20, 30, 40),
    eventType: Uint16Array.of(0, 1, 0, 2),
    context: { DEVICE: 'phone' },
    returns: true,
  };

  test('is the history without every row of what is left out, and what is added a minute apart behind it', () => {
    expect(pretendedQuery(query, { without: ['i1'], with: ['i7', 'i-1', 'i8'] }, served, index)).toEqual({
      userIdx: 4,
      items: Int32Array.of(2, 3, 7, 8),
      timestampSec: Float64Array.of(20, 40, 100, 160),
      // Of the kind that came last.
      eventType: Uint16Array.of(1, 2, 2, 2),
      context: { DEVICE: 'phone' },
      // They are what a visit has brought so far.
      returns: false,
    });
    expect(pretendedQuery(query, { without: ['i1'], with: [] }, served, index).returns).toBe(true);
  });

  test('of somebody without a history begins a minute after all others', () => {
    const nobody = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };
    const whatIf = { without: ['i1'], with: ['i5', 'i6'] };
    const timestampSec = Float64Array.of(1060, 1120);
    expect(pretendedQuery(nobody, whatIf, served, index)).toEqual({
      userIdx: -1,
      items: Int32Array.of(5, 6),
      timestampSec,
      returns: false,
    });
    expect(pretendedQuery({ ...nobody, eventType: new Uint16Array(0) }, whatIf, served, index)).toEqual({
      userIdx: -1,
      items: Int32Array.of(5, 6),
      timestampSec,
      eventType: Uint16Array.of(NO_EVENT_TYPE, NO_EVENT_TYPE),
      returns: false,
    });
  });
});
