import { describe, expect, test } from 'vitest';
import type { RecipeName } from '../../../../src/domain/recipe-catalogue';
import type { SourceFile } from '../../../../src/import/open/bytes/source';
import {
  importShop,
  nodeJob,
  type NodeStudio,
  nodeStudio,
  specOf,
  textFile,
} from '../../../support/studio-in-node';

/** A request for recommendations to a version of one recipe, on a small shop. */
async function ask(recipe: RecipeName, userId: string): Promise<unknown> {
  const node = nodeStudio();
  await importShop(node);
  const { arn } = await node.studio.train(nodeJob(), specOf(recipe));
  return node.studio.getRecommendations({ solutionVersionArn: arn, userId, numResults: 5 });
}

describe('what a recommendation is asked by', () => {
  test.each([
    ['aws-sims', 'itemId'],
    ['aws-similar-items', 'itemId'],
    ['aws-personalized-ranking', 'inputList'],
  ] as const)('%s asks for %s, which a user does not stand in for (I02)', async (recipe, missing) => {
    await expect(ask(recipe, 'u1')).rejects.toMatchObject({ code: 'I02', details: { missing, recipe } });
  });

  test('a list that is to be put in order must not be empty (I04), nor go to another recipe', async () => {
    const node = nodeStudio();
    await importShop(node);
    const { arn } = await node.studio.train(nodeJob(), specOf('aws-personalized-ranking'));
    const rank = (solutionVersionArn: string, inputList: readonly string[]): Promise<unknown> =>
      node.studio.getPersonalizedRanking({ solutionVersionArn, userId: 'u1', inputList });
    await expect(rank(arn, [])).rejects.toMatchObject({ code: 'I04' });
    const sims = await node.studio.train(nodeJob(), specOf('aws-sims'));
    await expect(rank(sims.arn, ['i1'])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('aws-trending-now answers without a user', async () => {
    expect(await ask('aws-trending-now', '')).toMatchObject({ userId: '' });
  });
});

/** Imports what the service would find too small. */
async function importSmall({ studio }: NodeStudio, ...files: SourceFile[]): Promise<void> {
  const { id, plan, name } = await studio.inspectFiles(nodeJob(), files);
  await studio.importFiles(nodeJob(), id, { ...plan, profile: 'relaxed' }, { into: null, name });
}

/** Eight people take a and b, four of them c as well; d and e have a person each, who also takes f. */
const PAIRS = [
  ...Array.from({ length: 8 }, (_, u) => [`u${u},a,${100 + u}`, `u${u},b,${200 + u}`]).flat(),
  ...Array.from({ length: 4 }, (_, u) => `u${u},c,${300 + u}`),
  'v1,d,400',
  'v1,f,401',
  'v2,e,402',
  'v2,f,403',
];
const SHOP = textFile('shop.csv', `USER_ID,ITEM_ID,TIMESTAMP\n${PAIRS.join('\n')}\n`);

describe('recipes that do not answer for a person', () => {
  test('sims lists what goes with an item by likeness, and popular items where nothing does', async () => {
    const node = nodeStudio();
    await importSmall(node, SHOP);
    const spec = specOf('aws-sims', {
      featureTransformationParameters: {
        max_item_interaction_count_percentile: '1',
        min_item_interaction_count_percentile: '0',
        min_user_history_length_percentile: '0',
        max_user_history_length_percentile: '1',
      },
    });
    const { arn: solutionVersionArn } = await node.studio.train(nodeJob(), spec);
    const about = (itemId: string) =>
      node.studio.getRecommendations({ solutionVersionArn, userId: '', itemId, numResults: 3 });
    const list = await about('c');
    expect(list).toMatchObject({ itemId: 'c', personal: true, rankedBy: 'likeness', distribution: null });
    expect(list.items.map(({ itemId }) => itemId)).toEqual(['a', 'b']);
    // 4 people have both, divided by the root of the 8 who have a.
    expect(list.items[0].count).toBeCloseTo(4 / Math.sqrt(8), 12);
    expect(list.items[0]).not.toHaveProperty('score');
    const alone = await about('d');
    expect(alone).toMatchObject({ personal: false, rankedBy: 'users' });
    expect(alone.items[0]).toMatchObject({ itemId: 'a', count: 8 });
    await expect(about('')).rejects.toMatchObject({ code: 'I02', details: { missing: 'itemId' } });
  });

  test('ranking puts every given item in order, shares the score among those it knows, and the others last', async () => {
    const node = nodeStudio();
    await importShop(node);
    const { arn: solutionVersionArn } = await node.studio.train(
      nodeJob(),
      specOf('aws-personalized-ranking'),
    );
    const hits = await node.studio.searchItems('', 6);
    const known = hits.map(({ itemId }) => itemId);
    const list = await node.studio.getPersonalizedRanking({
      solutionVersionArn,
      userId: 'u1',
      inputList: ['never-seen', ...known, known[0]],
    });
    expect(list.items.map(({ itemId }) => itemId).sort()).toEqual([...known, 'never-seen'].sort());
    expect(list.items.at(-1)).toMatchObject({ itemId: 'never-seen', score: 0, title: null });
    const scores = list.items.map(({ score }) => score ?? NaN);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 12);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    expect(list.steps.map(({ kind, remaining }) => [kind, remaining])).toEqual([
      ['inputList', 7],
      ['numResults', 7],
    ]);
    const filtered = await node.studio.getPersonalizedRanking({
      solutionVersionArn,
      userId: 'u1',
      inputList: known,
      filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
    });
    const had = await node.studio.getUserHistory('u1', 500);
    const seen = new Set(had.events.map(({ itemId }) => itemId));
    const left = list.items.map(({ itemId }) => itemId).filter((id) => id !== 'never-seen' && !seen.has(id));
    expect(filtered.items.map(({ itemId }) => itemId)).toEqual(left);
    // What a filter takes away keeps its share: the scores of the others are those of the whole list.
    const whole = await node.studio.getPersonalizedRanking({
      solutionVersionArn,
      userId: 'u1',
      inputList: known,
    });
    expect(left.length).toBeLessThan(known.length);
    expect(filtered.items.map(({ itemId, score }) => [itemId, score])).toEqual(
      whole.items.filter(({ itemId }) => left.includes(itemId)).map(({ itemId, score }) => [itemId, score]),
    );
  });

  test('trending-now counts how many more events an item has than before', async () => {
    const node = nodeStudio();
    const hour = 3600;
    const rows = [
      ...Array.from({ length: 5 }, (_, k) => `u${k},up,${100 * hour - k}`),
      `u9,up,${96 * hour}`,
      ...Array.from({ length: 6 }, (_, k) => `u${k},down,${95 * hour + k}`),
      `u1,down,${100 * hour}`,
    ];
    await importSmall(node, textFile('shop.csv', `USER_ID,ITEM_ID,TIMESTAMP\n${rows.join('\n')}\n`));
    const { arn } = await node.studio.train(nodeJob(), specOf('aws-trending-now'));
    const list = await node.studio.getRecommendations({ solutionVersionArn: arn, userId: 'u1' });
    expect(list.rankedBy).toBe('rise');
    expect(list.items.map(({ itemId, count }) => [itemId, count])).toEqual([['up', 4]]);
  });

  test('items are found by id and by title, the most frequent first', async () => {
    const node = nodeStudio();
    await importSmall(node, SHOP);
    const ids = async (text: string): Promise<string[]> =>
      (await node.studio.searchItems(text, 3)).map(({ itemId }) => itemId);
    expect(await ids('')).toEqual(['a', 'b', 'c']);
    expect(await ids('E')).toEqual(['e']);
    expect(await ids('nothing')).toEqual([]);
  });

  test('items are called by their title, where they have one', async () => {
    const node = nodeStudio();
    await importSmall(node, SHOP, textFile('items.csv', 'ITEM_ID,TITLE\na,Apple\nb,\n'));
    expect(await node.studio.itemTitles(['b', 'a', 'nothing', 'c'])).toEqual([null, 'Apple', null, null]);
    const sold = nodeStudio();
    await importSmall(sold, SHOP, textFile('items.csv', 'Lineitem sku,Lineitem name\na,Apple\nb,Pear\n'));
    expect(await sold.studio.itemTitles(['b', 'a'])).toEqual(['Pear', 'Apple']);
  });
});
