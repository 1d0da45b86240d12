import { beforeAll, describe, expect, test } from 'vitest';
import type { Tables } from '../../../../src/domain/columns';
import { itemExposure, newWithinDays } from '../../../../src/engine/project/item-exposure';
import type { ItemExposure } from '../../../../src/recipes/exploration';
import type { ItemExplorationConfig, RecommendationList } from '../../../../src/domain/recommendations';
import { smallInteractions } from '../../../support/scripted-recipe';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';

const DAY = 86_400;

describe('ages of items', () => {
  test('come from CREATION_TIMESTAMP, else the oldest interaction, else the newest of all', () => {
    const column = {
      kind: 'number',
      name: 'CREATION_TIMESTAMP',
      values: Float64Array.of(400, 0),
      nulls: Uint8Array.of(0b10),
    } as const;
    const shown = {
      kind: 'multi',
      name: 'IMPRESSION',
      categorical: true,
      vocabulary: ['b', 'gone'],
      offsets: Int32Array.of(0, 2, 2, 3),
      codes: Int32Array.of(0, 1, 0),
    } as const;
    const tables: Tables = {
      userIds: ['u'],
      itemIds: ['a', 'b', 'c'],
      interactions: {
        nRows: 3,
        userIdx: Int32Array.of(0, 0, 0),
        itemIdx: Int32Array.of(1, 0, 1),
        timestampSec: Float64Array.of(700, 900, 600),
        eventType: new Uint16Array(3),
        eventTypes: [],
        columns: [shown],
      },
      items: { nRows: 2, entityIdx: Int32Array.of(0, 1), columns: [column] },
      users: null,
    };
    const exposure = itemExposure(tables, (id) => tables.itemIds.indexOf(id));
    // a was created at 400; b says nothing and was first seen at 600; nobody has seen c.
    expect([...exposure.ageSec]).toEqual([500, 300, 0]);
    expect([...exposure.interactions]).toEqual([1, 2, 0]);
    expect([...exposure.impressions]).toEqual([0, 2, 0]);
  });
});

test('counts as new what came within the shortest span that holds twenty items', () => {
  const aged = (...days: number[]): ItemExposure => ({
    ageSec: Float64Array.from(days, (d) => d * DAY),
    interactions: new Int32Array(days.length),
    impressions: new Int32Array(days.length),
  });
  const days = Array.from({ length: 20 }, (_, k) => 41 + k);
  expect(newWithinDays(aged(...days))).toBe(60);
  expect(newWithinDays(aged(...days, 1000))).toBe(60);
  expect(newWithinDays(aged(...days.slice(1), 61))).toBe(120);
  expect(newWithinDays(aged(NaN, 1000))).toBe(240);
});

describe('a request that explores', () => {
  const node = nodeStudio();
  const arns = new Map<string, string>();

  beforeAll(async () => {
    // Item "fresh" is known to the Items dataset alone: it has the age of the newest interaction.
    const shop = smallInteractions(40, 60, 30);
    const ids = [
      ...new Set(
        shop
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[1]),
      ),
    ];
    const rows = [...ids.map((id) => `${id},Old,${DAY}`), `fresh,New,`];
    const items = ['ITEM_ID,TITLE,CREATION_TIMESTAMP', ...rows].join('\n') + '\n';
    await importFiles(node, [textFile('interactions.csv', shop), textFile('items.csv', items)]);
    for (const recipe of ['aws-user-personalization', 'aws-popularity-count'] as const) {
      arns.set(recipe, (await node.studio.train(nodeJob(), specOf(recipe))).arn);
    }
  });

  const ask = (
    itemExplorationConfig?: ItemExplorationConfig,
    recipe = 'aws-user-personalization',
  ): Promise<RecommendationList> =>
    node.studio.getRecommendations({
      solutionVersionArn: arns.get(recipe) ?? '',
      userId: 'u1',
      numResults: 10,
      ...(itemExplorationConfig === undefined ? {} : { itemExplorationConfig }),
    });

  test('without a word about it nothing is explored, and weight 0 gives the very same list', async () => {
    const plain = await ask();
    expect(plain.items.map(({ itemId }) => itemId)).not.toContain('fresh');
    expect((await ask({ explorationWeight: '0' })).items).toEqual(plain.items);
  });

  test('what nobody has had comes up, says why, and always in the same place', async () => {
    const list = await ask({ explorationWeight: '0.9' });
    const found = list.items.find(({ itemId }) => itemId === 'fresh');
    expect(found?.reason).toBe('Exploration');
    expect(list.items.filter(({ reason }) => reason === undefined).length).toBeGreaterThan(0);
    expect((await ask({ explorationWeight: '0.9' })).items).toEqual(list.items);
    // Nothing else is new, however long one looks back; what is said of an age holds.
    expect(list.newWithinDays).toBe(240);
    const week = { explorationWeight: '0.9', explorationItemAgeCutOff: '7' };
    expect((await ask(week)).newWithinDays).toBe(7);
    expect((await ask()).newWithinDays).toBeUndefined();
    expect(list.distribution?.counts.reduce((sum, n) => sum + n, 0)).toBe(list.catalogueSize);
  });

  test('values out of range are refused (P03), and recipes that do not explore say so', async () => {
    for (const config of [
      { explorationWeight: '1.1' },
      { explorationWeight: 'much' },
      { explorationItemAgeCutOff: '0' },
    ]) {
      await expect(ask(config)).rejects.toMatchObject({ code: 'P03' });
    }
    await expect(ask({}, 'aws-popularity-count')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
