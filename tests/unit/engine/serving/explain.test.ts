import { beforeAll, describe, expect, test } from 'vitest';
import type { Explanation, ExplanationRequest } from '../../../../src/domain/explanations';
import type { RecipeName } from '../../../../src/domain/recipe-catalogue';
import { explainRecommendation } from '../../../../src/engine/serving/explain';
import { OpenProject } from '../../../../src/engine/project/open-project';
import { createCampaign } from '../../../../src/engine/resources/campaigns';
import { smallInteractions } from '../../../support/scripted-recipe';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';

const DAY = 86_400;
const RECIPES = [
  'aws-user-personalization',
  'aws-popularity-count',
  'aws-trending-now',
  'aws-sims',
  'aws-similar-items',
  'aws-personalized-ranking',
] as const;

/** Rows of the shop as [user, item, seconds], for counting by hand. */
const shop = smallInteractions(40, 60, 30);
const rows = shop
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','));
const itemIds = [...new Set(rows.map(([, item]) => item))];
const usersOf = (item: string): Set<string> =>
  new Set(rows.flatMap(([user, other]) => (other === item ? [user] : [])));
const categoryOf = (item: string): string => (Number(item.slice(1)) % 2 === 0 ? 'even' : 'odd');

describe('why an item stands where it does', () => {
  const node = nodeStudio();
  const arns = new Map<string, string>();
  const arn = (recipe: RecipeName): string => arns.get(recipe) ?? '';

  beforeAll(async () => {
    const lines = [
      ...itemIds.map((id) => `${id},Title of ${id},${categoryOf(id)},${DAY}`),
      'fresh,Just in,odd,',
    ];
    const items = `${['ITEM_ID,TITLE,GENRES,CREATION_TIMESTAMP', ...lines].join('\n')}\n`;
    await importFiles(node, [textFile('interactions.csv', shop), textFile('items.csv', items)]);
    for (const recipe of RECIPES) {
      arns.set(recipe, (await node.studio.train(nodeJob(), specOf(recipe))).arn);
    }
  });

  const why = (recipe: RecipeName, change: ExplanationRequest) =>
    node.studio.explainRecommendation({ solutionVersionArn: arn(recipe), ...change });

  function sumOf({ score }: Explanation): number {
    return (score?.shares ?? []).reduce((sum, { value }) => sum + value, 0);
  }

  test.each([
    ['alone', {}],
    ['behind a filter', { filterExpression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("purchase")' }],
    ['explored', { itemExplorationConfig: { explorationWeight: '0.8' } }],
  ] as const)('every listed item has its rank, its score and shares that add up: %s', async (_, asked) => {
    const recipe = 'aws-user-personalization';
    const list = await node.studio.getRecommendations({
      solutionVersionArn: arn(recipe),
      userId: 'u7',
      numResults: 20,
      ...asked,
    });
    expect(list.items.length).toBeGreaterThan(10);
    for (const [at, item] of list.items.entries()) {
      const told = await why(recipe, { userId: 'u7', about: item.itemId, ...asked });
      expect(told.rank).toBe(at + 1);
      expect(told.listable).toBe(list.steps.at(-2)?.remaining);
      expect(told.score?.score).toBe(item.score);
      expect(told.score?.timesEvenShare).toBeCloseTo(item.timesEvenShare ?? NaN, 12);
      const { logit = NaN, zero = NaN } = told.score ?? {};
      expect(Math.exp(logit - zero)).toBeCloseTo(item.timesEvenShare ?? NaN, 9);
      expect(Math.abs(sumOf(told) - (told.score?.logit ?? NaN))).toBeLessThan(1e-9);
      const explored = told.score?.shares.some(({ part }) => part === 'exploration');
      expect(explored).toBe('itemExplorationConfig' in asked);
      expect(told.item.title).toBe(item.title);
      expect(told.users).toBe(usersOf(item.itemId).size);
    }
  });

  test('a campaign answers with the exploration that it is set to', async () => {
    const [{ id }] = await node.studio.listProjects();
    const store = await node.catalogue.open(id);
    const clock = { nowMs: () => Date.now() };
    const host = { clock, requireWriter: () => undefined, onState: () => undefined };
    const project = new OpenProject(store, await store.readState(), host);
    const itemExplorationConfig = { explorationWeight: '0.6' };
    const solutionVersionArn = arn('aws-user-personalization');
    const { resource, state } = createCampaign(
      project.state,
      { name: 'front', solutionVersionArn, campaignConfig: { itemExplorationConfig } },
      1,
    );
    await project.update(() => state);
    const question = { userId: 'u7', about: 'fresh' };
    const told = await explainRecommendation(
      project,
      { campaignArn: resource.arn, ...question },
      clock.nowMs,
    );
    const plain = await why('aws-user-personalization', { ...question, itemExplorationConfig });
    expect({ ...told, elapsedMs: 0 }).toEqual({ ...plain, elapsedMs: 0 });
    expect(told.score?.shares.find(({ part }) => part === 'exploration')?.value).toBeGreaterThan(0);
    await expect(
      explainRecommendation(project, { campaignArn: 'no such', ...question }, clock.nowMs),
    ).rejects.toMatchObject({ code: 'I01' });
    await expect(node.studio.explainRecommendation(question)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    store.close();
  });

  test('a given list has ranks and scores of its own', async () => {
    const recipe = 'aws-personalized-ranking';
    const inputList = ['i4', 'i9', 'no such', 'i0', 'i7'];
    const request = { solutionVersionArn: arn(recipe), userId: 'u7', inputList };
    const list = await node.studio.getPersonalizedRanking(request);
    for (const [at, item] of list.items.slice(0, 4).entries()) {
      const told = await why(recipe, { userId: 'u7', about: item.itemId, inputList });
      expect(told).toMatchObject({ rank: at + 1, listable: 4, catalogueSize: 4 });
      expect(told.score?.score).toBeCloseTo(item.score ?? NaN, 12);
      expect(told.score?.timesEvenShare).toBeCloseTo(item.timesEvenShare ?? NaN, 12);
      const { logit = NaN, zero = NaN } = told.score ?? {};
      expect(Math.exp(logit - zero)).toBeCloseTo(item.timesEvenShare ?? NaN, 9);
      expect(Math.abs(sumOf(told) - logit)).toBeLessThan(1e-9);
    }
    expect(await why(recipe, { userId: 'u7', about: 'i5', inputList })).toMatchObject({
      rank: null,
      score: null,
    });
  });

  test('past items are named with their newest event and how often they were there', async () => {
    const told = await why('aws-user-personalization', { userId: 'u7', about: 'i4' });
    const past = (told.score?.shares ?? []).flatMap((share) => share.past ?? []);
    expect(past.length).toBeGreaterThan(3);
    for (const { itemId, title, timestampSec, events } of past) {
      const own = rows.filter(([user, item]) => user === 'u7' && item === itemId);
      expect(title).toBe(`Title of ${itemId}`);
      expect(events).toBe(own.length);
      expect(timestampSec).toBe(Math.max(...own.map(([, , seconds]) => Number(seconds))));
    }
    expect(new Set(past.map(({ itemId }) => itemId)).size).toBe(past.length);
  });

  test('for someone without a history popularity is the whole of it', async () => {
    const told = await why('aws-user-personalization', { userId: 'nobody', about: itemIds[0] });
    expect(told.personal).toBe(false);
    expect(told.score?.shares.map(({ part }) => part)).toEqual(['popularity']);
    expect(sumOf(told)).toBe(told.score?.logit);
  });

  test('recipes without scores tell what they count', async () => {
    const popular = await why('aws-popularity-count', { about: 'i4' });
    const users = usersOf('i4').size;
    expect(popular).toMatchObject({ score: null, users, reason: { kind: 'popularity', users } });
    // Items are ranked by people, ties by id.
    const before = itemIds.filter((id) => {
      const theirs = usersOf(id).size;
      return theirs > users || (theirs === users && id < 'i4');
    });
    expect(popular.rank).toBe(before.length + 1);
    const trending = await why('aws-trending-now', { userId: 'u7', about: 'i4' });
    expect(trending.rank === null).toBe(trending.reason === null);
  });

  test('related items: how many of the people with the one have the other, and what both are', async () => {
    const both = (a: string, b: string): number => [...usersOf(a)].filter((id) => usersOf(b).has(id)).length;
    for (const about of ['i4', 'i9']) {
      const told = await why('aws-similar-items', { itemId: 'i0', about });
      expect(told.asked).toMatchObject({
        itemId: 'i0',
        title: 'Title of i0',
        sharedCategories: categoryOf(about) === 'even' ? ['even'] : [],
      });
      expect(told.reason).toMatchObject({ shared: both('i0', about), users: usersOf('i0').size });
    }
    await expect(why('aws-sims', { userId: 'u1', about: 'i4' })).rejects.toMatchObject({ code: 'I02' });
    expect((await why('aws-sims', { itemId: 'i0', about: 'i0' })).rank).toBeNull();
  });

  test('what is missing or not known is said', async () => {
    const recipe = 'aws-user-personalization';
    await expect(why(recipe, { about: 'i4' })).rejects.toMatchObject({ code: 'I02' });
    await expect(why(recipe, { userId: 'u1', about: 'what?' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('an item that came after training is not among what is ranked', async () => {
    const state = await node.studio.openProject((await node.studio.listProjects())[0].id);
    const more = `${shop.replaceAll('\nu', '\nv')}u7,late,1800000000,view\n`;
    await importFiles(node, [textFile('more.csv', more)], state);
    const told = await why('aws-user-personalization', { userId: 'u7', about: 'late' });
    expect(told).toMatchObject({ rank: null, score: null, reason: null, users: 1 });
    const known = await why('aws-user-personalization', { userId: 'u7', about: 'i4' });
    expect(Math.abs(sumOf(known) - (known.score?.logit ?? NaN))).toBeLessThan(1e-9);
    expect(known.score?.shares.some(({ past }) => past?.itemId === 'late')).toBe(false);
  });
});
