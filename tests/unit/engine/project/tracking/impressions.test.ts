import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/domain/errors';
import { withTracked } from '../../../../../src/engine/project/tracking/live-tables';
import { itemExposure } from '../../../../../src/engine/project/item-exposure';
import type { Tables } from '../../../../../src/domain/columns';
import { smallInteractions } from '../../../../support/scripted-recipe';
import {
  importFiles,
  nodeJob,
  nodeStudio,
  specOf,
  textFile,
  type NodeStudio,
} from '../../../../support/studio-in-node';
import { trackedEvent as event } from '../../../../support/tracked-event';

describe('impressions of events', () => {
  const plain: Tables = {
    userIds: ['u'],
    itemIds: ['a', 'b'],
    interactions: {
      nRows: 1,
      userIdx: Int32Array.of(0),
      itemIdx: Int32Array.of(0),
      timestampSec: Float64Array.of(1),
      eventType: new Uint16Array(1),
      eventTypes: ['click'],
      columns: [],
    },
    items: null,
    users: null,
  };
  const withColumn: Tables = {
    ...plain,
    interactions: {
      ...plain.interactions,
      columns: [
        {
          kind: 'multi',
          name: 'IMPRESSION',
          offsets: Int32Array.of(0, 0),
          codes: new Int32Array(0),
          vocabulary: [],
          categorical: true,
        },
      ],
    },
  };
  const shown = [
    event({ eventId: '1', impression: ['a', 'b', 'later'] }),
    event({ eventId: '2', itemId: null, impression: ['b'] }),
    event({ eventId: '3', itemId: 'later', impression: ['b'] }),
  ];
  const impressionsOf = (tables: Tables): number[] => [
    ...itemExposure(tables, (id) => tables.itemIds.indexOf(id)).impressions,
  ];

  test.each([
    ['without an IMPRESSION column', plain],
    ['with one', withColumn],
  ])('count once each %s, whether they come one by one or all at once', (_, tables) => {
    const atOnce = withTracked(tables, [{ kind: 'events', events: shown }]);
    const oneByOne = shown.reduce(
      (before, one) => withTracked(before, [{ kind: 'events', events: [one] }]),
      tables,
    );
    expect(atOnce.itemIds).toEqual(['a', 'b', 'later']);
    expect(impressionsOf(atOnce)).toEqual([1, 3, 1]);
    expect(impressionsOf(oneByOne)).toEqual([1, 3, 1]);
  });
});

/** A shop in which one item is new, a campaign that explores, and what it makes of the new item. */
class Shop {
  node: NodeStudio = nodeStudio();
  campaignArn = '';
  trackingId = '';
  project = '' as Parameters<NodeStudio['studio']['openProject']>[0];

  async open(): Promise<this> {
    const csv = smallInteractions(40, 60, 30);
    const ids = Array.from({ length: 60 }, (_, n) => `i${n}`);
    const rows = [...ids.map((id) => `${id},Old,86400`), 'fresh,New,'];
    const items = ['ITEM_ID,TITLE,CREATION_TIMESTAMP', ...rows].join('\n') + '\n';
    const files = [textFile('interactions.csv', csv), textFile('items.csv', items)];
    this.project = (await importFiles(this.node, files)).project.id;
    await this.train();
    const made = await this.invoke('CreateCampaign', {
      name: 'home',
      solutionVersionArn: await this.version(),
      campaignConfig: { itemExplorationConfig: { explorationWeight: '0.5' } },
    });
    this.campaignArn = String(made.campaignArn);
    const { datasetGroups } = await this.invoke('ListDatasetGroups', {});
    const [{ datasetGroupArn }] = datasetGroups as JsonObject[];
    const tracker = await this.invoke('CreateEventTracker', { name: 'clicks', datasetGroupArn });
    this.trackingId = String(tracker.trackingId);
    return this;
  }

  async train(): Promise<void> {
    await this.node.studio.train(nodeJob(), specOf('aws-user-personalization'));
  }

  async version(): Promise<string> {
    const { solutionVersions } = await this.invoke('ListSolutionVersions', {});
    const arns = (solutionVersions as JsonObject[]).map((each) => String(each.solutionVersionArn));
    return arns.filter((arn) => arn.includes('user-personalization')).at(-1) ?? '';
  }

  invoke(operation: string, input: JsonObject): Promise<JsonObject> {
    return this.node.studio.invoke(operation, input);
  }

  /** The same project as a page that was loaded again opens it. */
  async reload(): Promise<void> {
    this.node = nodeStudio({ catalogue: this.node.catalogue, seed: 2 });
    await this.node.studio.openProject(this.project);
  }

  /** A list, and what all people who do not click make of the new item, taken together. */
  async list(): Promise<{
    readonly recommendationId: string;
    readonly fresh: number;
    readonly ids: string[];
  }> {
    const { recommendationId, itemList } = await this.ask('u1');
    let fresh = 0;
    for (let n = 10; n < 40; n++)
      for (const { itemId, score } of (await this.ask(`u${n}`)).itemList)
        if (itemId === 'fresh') fresh += Number(score);
    return { recommendationId, ids: itemList.map(({ itemId }) => String(itemId)), fresh };
  }

  async ask(userId: string): Promise<{ readonly recommendationId: string; readonly itemList: JsonObject[] }> {
    const answer = await this.invoke('GetRecommendations', {
      campaignArn: this.campaignArn,
      userId,
      numResults: 100,
    });
    return {
      recommendationId: String(answer.recommendationId),
      itemList: answer.itemList as JsonObject[],
    };
  }

  /** Somebody else clicks something old in a list that was served. */
  async click(n: number, event: JsonObject): Promise<void> {
    await this.invoke('PutEvents', {
      trackingId: this.trackingId,
      userId: 'u9',
      sessionId: 's9',
      eventList: [{ eventType: 'view', itemId: 'i3', sentAt: 1_700_030_000 + n, ...event }],
    });
  }
}

describe('an item that is shown and not clicked', () => {
  let told: Shop;
  let silent: Shop;
  beforeAll(async () => {
    [told, silent] = await Promise.all([new Shop().open(), new Shop().open()]);
  });

  test('is explored less, also after a reload and after a training', async () => {
    const before = await told.list();
    expect(before.ids).toContain('fresh');
    expect((await silent.list()).fresh).toBe(before.fresh);
    for (const n of [0, 1, 2]) {
      await told.click(n, { recommendationId: before.recommendationId });
      await silent.click(n, {});
    }
    // The clicks are the same; what differs is that one shop was told what else was shown.
    const after = await told.list();
    const unaware = await silent.list();
    expect(after.fresh).toBeLessThan(unaware.fresh);
    await Promise.all([told.reload(), silent.reload()]);
    expect((await told.list()).fresh).toBe(after.fresh);
    expect((await silent.list()).fresh).toBe(unaware.fresh);
    for (const shop of [told, silent]) {
      await shop.train();
      await shop.invoke('UpdateCampaign', {
        campaignArn: shop.campaignArn,
        solutionVersionArn: await shop.version(),
      });
    }
    expect((await told.list()).fresh).toBeLessThan((await silent.list()).fresh);
  });

  test('counts as it is said to have been shown, where an event says it', async () => {
    const { recommendationId, fresh } = await told.list();
    // Something else was shown instead of the list that was served.
    await told.click(10, { recommendationId, impression: ['i1', 'i2'] });
    expect((await told.list()).fresh).toBe(fresh);
    await told.click(11, { impression: ['fresh'] });
    expect((await told.list()).fresh).toBeLessThan(fresh);
  });

  test('is remembered when a reload comes between list and click', async () => {
    const { recommendationId, fresh } = await told.list();
    await told.reload();
    await told.click(20, { recommendationId });
    expect((await told.list()).fresh).toBeLessThan(fresh);
  });
});
