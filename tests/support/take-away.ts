import type { Tables } from '../../src/domain/columns';
import type { RecipeName } from '../../src/domain/recipe-catalogue';
import type { TakeAwayChoice } from '../../src/domain/take-away';
import type { LeavingVersion } from '../../src/engine/serving/leaving-version';
import { writtenFilter } from '../../src/engine/serving/filter';
import { countOf } from '../../src/engine/serving/lists';
import { rankingOf, score } from '../../src/engine/serving/score';
import { orderList, select } from '../../src/engine/serving/select';
import type { Serving } from '../../src/engine/serving/serving';
import { servesOf } from '../../src/domain/recipe-catalogue';
import { restore } from '../../src/recipes/restore';
import { readModelFile } from '../../src/takeaway/model-file';
import { takeAway } from '../../src/takeaway/leave/take-away';
import type { HistoryEvent, Recommender } from '../../src/takeaway/recommender-types';
import { loadRecommender } from '../../src/takeaway/recommender';
import { ServedModel } from '../../src/engine/project/served-model';
import { Rng } from '../../src/kernels/rng';
import { textFile, importFiles, nodeJob, type NodeStudio } from './studio-in-node';
import { specOf } from './trained-version';

const NO_PARTS = { code: '', types: '', page: '' };
export const HISTORIES: TakeAwayChoice = { histories: 'kept', leastPeople: 1, eightBit: false };

/** A shop whose people follow tastes, so that every recipe finds something: 160 people, 90 items of 3 kinds. */
export async function importTastes(studio: NodeStudio): Promise<void> {
  const rng = new Rng(5, 'tastes');
  const events = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE'];
  for (let user = 0; user < 160; user++) {
    for (let k = 0; k < 18; k++) {
      const kind = rng.uniform() < 0.8 ? user % 3 : rng.below(3);
      const item = 3 * Math.floor(rng.uniform() * rng.uniform() * 30) + kind;
      const time = 1_700_000_000 + user * 977 + k * 40_000 + rng.below(9) * 5000;
      events.push(`u${user},i${item},${time},${k % 3 === 0 ? 'purchase' : 'view'}`);
    }
  }
  const items = ['ITEM_ID,TITLE,GENRE,PRICE,DESCRIPTION'];
  for (let item = 0; item < 90; item++)
    items.push(
      `i${item},Thing no. ${item},${['Tea', 'Wool', 'Wood'][item % 3]}${item % 7 === 0 ? '|Gift' : ''},${item / 4},A ${['warm', 'green', 'round', 'small'][item % 4]} thing that is made by hand of ${['leaves', 'sheep', 'oak'][item % 3]} and lasts for ${item} years and more`,
    );
  await importFiles(studio, [
    textFile('events.csv', `${events.join('\n')}\n`),
    textFile('items.csv', `${items.join('\n')}\n`),
  ]);
}

/** A version of a recipe, trained in the least time. */
export async function trainedArn({ studio }: NodeStudio, recipe: RecipeName): Promise<string> {
  return (await studio.train(nodeJob(), specOf(recipe))).arn;
}

/** Histories as they are asked about: none, one item, unknown ones among them, long ones. */
export function histories(leaving: LeavingVersion, count: number): HistoryEvent[][] {
  const rng = new Rng(11, 'histories');
  const { itemIds } = leaving.index.tables;
  const newest = leaving.index.newestSec;
  return Array.from({ length: count }, (_, h) => {
    const length = h % 5 === 0 ? Math.min(1, h % 2) : h % 17 === 0 ? 300 : 1 + rng.below(20);
    let time = newest - (h % 3) * 86_400 - length * 7000;
    return Array.from({ length }, () => {
      time += 1 + rng.below(7000);
      const itemId = rng.uniform() < 0.1 ? `nobody ${rng.below(9)}` : itemIds[rng.below(itemIds.length)];
      return { itemId, timestamp: Math.floor(time), eventType: rng.uniform() < 0.3 ? 'purchase' : 'view' };
    });
  });
}

/** A version that was taken away, and the model that its file holds. */
export async function takenAway(
  leaving: LeavingVersion,
  choice: TakeAwayChoice,
): Promise<{
  readonly shop: Recommender;
  readonly of: LeavingVersion;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}> {
  const { files } = await takeAway(leaving, choice, NO_PARTS, () => '', nodeJob());
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const model = (byPath.get('model.bin') ?? new Uint8Array(0)).buffer;
  const items = JSON.parse(new TextDecoder().decode(byPath.get('items.json')));
  const { stored } = readModelFile(model);
  const nobody = { ...stored, header: { ...stored.header, nUsers: 0 } };
  const served = new ServedModel(nobody, leaving.index, true, restore(stored));
  return { shop: await loadRecommender(model, { items }), of: { ...leaving, served }, files: byPath };
}

/** What the engine answers somebody new who has done this: as a screen asks it, but for the words. */
export class Engine {
  private readonly serving: Serving;

  constructor(
    private readonly leaving: LeavingVersion,
    history: readonly HistoryEvent[],
  ) {
    const { index, served } = leaving;
    const { tables } = index;
    const { interactions } = tables;
    const known = history.filter(({ itemId }) => index.itemIdx(itemId) >= 0);
    const join = <T extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>(
      old: T,
      more: readonly number[],
    ): T => {
      const all = new (old.constructor as new (n: number) => T)(old.length + more.length);
      all.set(old);
      all.set(more, old.length);
      return all;
    };
    const grown: Tables = {
      ...tables,
      userIds: [...tables.userIds, 'somebody new'],
      interactions: {
        ...interactions,
        nRows: interactions.nRows + known.length,
        userIdx: join(
          interactions.userIdx,
          known.map(() => tables.userIds.length),
        ),
        itemIdx: join(
          interactions.itemIdx,
          known.map(({ itemId }) => index.itemIdx(itemId)),
        ),
        timestampSec: join(
          interactions.timestampSec,
          known.map(({ timestamp = 0 }) => timestamp),
        ),
        eventType: join(
          interactions.eventType,
          known.map(({ eventType = '' }) => interactions.eventTypes.indexOf(eventType)),
        ),
      },
    };
    const live = index.withTables(grown);
    this.serving = { version: leaving.version, index: live, served: served.withIndex(live) };
  }

  list(numResults: number, expression?: string, itemId?: string): { itemId: string; score: number }[] {
    const { serving } = this;
    const subject = { userId: 'somebody new', ...(itemId !== undefined && { itemId }) };
    const ranking = rankingOf(serving, score(serving, subject));
    const filter = writtenFilter(expression, this.leaving.schemas, serving.index);
    const { places } = select(serving, ranking, subject, { numResults, filter });
    return places.map(({ item }) => ({
      itemId: serving.index.tables.itemIds[item],
      score: ranking.scores === null ? countOf(item, serving.served, ranking.values) : ranking.scores[item],
    }));
  }

  ranked(itemIds: readonly string[]): { itemId: string; score: number }[] {
    return [...orderList(this.serving, score(this.serving, { userId: 'somebody new' }), itemIds, null)];
  }

  get answersItems(): boolean {
    return servesOf(this.leaving.version.spec.recipe) === 'items';
  }
}
