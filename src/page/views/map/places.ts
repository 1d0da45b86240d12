import { count, percent } from '../../../domain/numbers';
import type { PlaneMark } from '../../charts/plane';
import { finding, type ChartSummary, type Nouns } from '../../charts/summary';
import type { ItemMap } from '../../../domain/item-map';
import * as shared from '../../../words/messages/shared';
import * as say from '../../../words/messages/map';
import { fullName, itemName } from '../../../domain/item-names';
import { byFrequency, countEach } from '../../../domain/tallies';

/** Categories with a colour and a shape of their own. */
const KINDS = 5;
/** Neighbours that are listed and stand out. */
export const LISTED = 10;

export interface Neighbour {
  /** Place in the items of the map. */
  readonly place: number;
  readonly likeness: number;
}

/** The real neighbours of an item, the most alike first. */
export function neighboursOf(map: ItemMap, place: number): readonly Neighbour[] {
  return Array.from({ length: Math.min(LISTED, map.perItem) }, (_, k) => place * map.perItem + k)
    .filter((at) => map.neighbours[at] >= 0)
    .map((at) => ({ place: map.neighbours[at], likeness: map.likeness[at] }));
}

/** The categories that most items of the map have first; an item is drawn as the first of these that it has. */
export function kindsOf({ items }: ItemMap): readonly { readonly name: string; readonly items: number }[] {
  return byFrequency(countEach(items.flatMap(({ categories }) => categories)))
    .slice(0, KINDS)
    .map(([name, n]) => ({ name, items: n }));
}

/** @param had ids of items that somebody has had. */
export function marksOf(
  map: ItemMap,
  kinds: readonly { readonly name: string }[],
  near: ReadonlySet<number>,
  had: ReadonlySet<string>,
): readonly PlaneMark[] {
  return map.items.map((item, i) => ({
    x: map.x[i],
    y: map.y[i],
    name: itemName(item),
    words: say.peopleOf({ item: fullName(item), people: item.users }),
    kind: kinds.findIndex(({ name }) => item.categories.includes(name)) + 1,
    ...(near.has(i) ? { near: true as const } : {}),
    ...(had.has(item.itemId) ? { ringed: true as const } : {}),
  }));
}

/** @param chosen place of the item looked at, −1 = none. @param called a category as its readers call it. */
export function summarizeMap(
  map: ItemMap,
  chosen: number,
  neighbours: readonly Neighbour[],
  nouns: Nouns,
  called: (category: string) => string,
): ChartSummary {
  const { thing } = nouns;
  const n = map.items.length;
  const isAll = n === map.itemsInAll;
  const most = { thing, shown: count(n), all: count(map.itemsInAll) };
  const first = neighbours.at(0);
  const said =
    chosen < 0
      ? finding(isAll ? say.allNear({ thing, items: n }) : say.mostNear(most))
      : first === undefined
        ? [{ text: say.nobodyElse({ item: itemName(map.items[chosen]) }) }]
        : finding(
            say.alsoChose({ item: itemName(map.items[chosen]), other: itemName(map.items[first.place]) }),
          );
  const rows =
    chosen < 0
      ? map.items.map((item) => [fullName(item), item.categories.map(called).join(', '), count(item.users)])
      : neighbours.map(({ place, likeness }) => {
          const item = map.items[place];
          return [fullName(item), item.categories.map(called).join(', '), percent(likeness)];
        });
  return {
    sentence: said,
    label: isAll ? say.allLabel({ thing, items: n }) : say.mostLabel(most),
    table: {
      caption: chosen < 0 ? say.onTheMap() : say.neighboursOf({ item: itemName(map.items[chosen]) }),
      columns: [
        { label: say.thing({ thing }) },
        { label: say.categories() },
        { label: chosen < 0 ? shared.people() : say.alike(), numeric: true },
      ],
      rows,
    },
    points: [],
  };
}
