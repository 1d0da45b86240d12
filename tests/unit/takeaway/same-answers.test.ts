import { beforeAll, describe, expect, it } from 'vitest';
import type { RecipeName } from '../../../src/domain/recipe-catalogue';
import { PLAIN_TAKE_AWAY } from '../../../src/domain/take-away';
import type { LeavingVersion } from '../../../src/engine/serving/leaving-version';
import { LEAVING } from '../../../src/recipes/restore';
import type { HistoryEvent, Recommender } from '../../../src/takeaway/recommender-types';
import { full } from '../../support/full';
import { nodeStudio, type NodeStudio } from '../../support/studio-in-node';
import { Engine, HISTORIES, histories, importTastes, takenAway, trainedArn } from '../../support/take-away';

/** What the shop's items are known by: one that excludes what was taken, one by a value that is given, one by a number. */
const FILTERS = [
  { expression: 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("purchase")' },
  {
    expression:
      'INCLUDE ItemID WHERE Items.GENRE IN ("Tea", "Gift") | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
  },
  { expression: 'EXCLUDE ItemID WHERE Items.PRICE > 12' },
];
const ASKED = full ? 500 : 120;

let studio: NodeStudio;
const arns = new Map<RecipeName, string>();

beforeAll(async () => {
  studio = nodeStudio();
  await importTastes(studio);
});

async function leaving(recipe: RecipeName): Promise<LeavingVersion> {
  const arn = arns.get(recipe) ?? (await trainedArn(studio, recipe));
  arns.set(recipe, arn);
  return studio.studio.takeAway(arn, async (version) => version);
}

/** What one of both answers all histories. */
function answersOf(
  asked: readonly HistoryEvent[][],
  one: (history: HistoryEvent[], h: number) => unknown,
): unknown[] {
  return asked.map(one);
}

function fromShop(shop: Recommender, asked: readonly HistoryEvent[][]): unknown[] {
  return answersOf(asked, (history, h) => {
    const filter = FILTERS[h % 4];
    return shop
      .recommend({ history, numResults: 1 + (h % 40), ...(filter && { filter }) })
      .map(({ itemId, score }) => ({ itemId, score }));
  });
}

function fromEngine(version: LeavingVersion, asked: readonly HistoryEvent[][]): unknown[] {
  return answersOf(asked, (history, h) => {
    const engine = new Engine(version, history);
    const known = history.filter(({ itemId }) => version.index.itemIdx(itemId) >= 0);
    const about = engine.answersItems ? (known.at(-1)?.itemId ?? 'nobody') : undefined;
    return engine.list(1 + (h % 40), FILTERS[h % 4]?.expression, about);
  });
}

/** New items are wanted by one, which is stored as its siblings are; trainings of networks take the time of the full run. */
const RECIPES = LEAVING.filter(
  (recipe) => recipe !== 'aws-hrnn-coldstart' && (full || !/hrnn|v2|ranking/.test(recipe)),
);

describe.each(RECIPES)('%s, taken away', (recipe) => {
  it('answers many histories as the version does, to the last bit, where all goes along', async () => {
    const version = await leaving(recipe);
    const { shop } = await takenAway(version, HISTORIES);
    const asked = histories(version, ASKED);
    expect(fromShop(shop, asked)).toEqual(fromEngine(version, asked));
  });

  it('answers without histories as the engine does by the model that has left', async () => {
    const version = await leaving(recipe);
    const { shop, of } = await takenAway(version, PLAIN_TAKE_AWAY);
    const asked = histories(version, 100);
    expect(fromShop(shop, asked)).toEqual(fromEngine(of, asked));
  });

  it('says why, and what it says adds up to the logit', async () => {
    const version = await leaving(recipe);
    for (const choice of [HISTORIES, PLAIN_TAKE_AWAY]) {
      const { shop } = await takenAway(version, choice);
      for (const history of histories(version, 12)) {
        const [first] = shop.recommend({ history, numResults: 1 });
        const { rank, shares, logit = 0, reason } = shop.explain(history, first.itemId);
        expect(rank).toBe(1);
        if (shares === null) expect(reason?.value).toBeGreaterThanOrEqual(0);
        else expect(Math.abs(shares.reduce((sum, { value }) => sum + value, 0) - logit)).toBeLessThan(1e-9);
      }
    }
  });

  it('ranks a list as the version does', async () => {
    const version = await leaving(recipe);
    const { shop, of } = await takenAway(version, HISTORIES);
    if (!of.served.model.hasScores) return;
    const list = ['i7', 'nobody', 'i3', 'i44', 'i89'];
    for (const history of histories(version, 20))
      expect(shop.rank(history, list).map(({ itemId, score }) => ({ itemId, score }))).toEqual(
        new Engine(version, history).ranked(list),
      );
  });
});
