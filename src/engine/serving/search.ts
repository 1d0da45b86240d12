import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import type { ItemHit, UserHit } from '../../domain/recommendations';
import type { DataIndex } from '../project/data-index';

/** Shortest text that is looked for in titles: one letter is in nearly all of them. */
const MIN_TITLE_TEXT = 2;

/**
 * Users whose id or name is the text, then starts with it, then contains it (ignoring case), most active first in each
 * group, ties by id. When places are left, those follow who interacted most with items whose title contains the text.
 * O(users + rows).
 */
export function searchUsers(index: DataIndex, text: string, limit: number): readonly UserHit[] {
  const wanted = text.trim().toLowerCase();
  const { userIds } = index.tables;
  const groups: number[][] = [[], [], []];
  userIds.forEach((id, userIdx) => {
    const fits = [id.toLowerCase(), index.names.lower[userIdx]].flatMap((text) => {
      const at = text.indexOf(wanted);
      return at < 0 ? [] : [text === wanted ? 0 : at === 0 ? 1 : 2];
    });
    if (fits.length > 0) groups[Math.min(...fits)].push(userIdx);
  });
  const activity = (userIdx: number): number => index.rowsOf(userIdx).length;
  const found = new Set(groups.flatMap((group) => most(index, group, activity, limit)).slice(0, limit));
  if (found.size < limit && wanted.length >= MIN_TITLE_TEXT) {
    const counts = countEvents(index, index.words.withTitle(wanted));
    for (const userIdx of most(index, [...counts.keys()], (user) => counts.get(user) ?? 0, limit)) {
      if (found.size < limit) found.add(userIdx);
    }
  }
  return Array.from(found, (userIdx) => ({
    userId: userIds[userIdx],
    ...defined({ name: index.names.nameOf(userIdx) }),
    events: index.rowsOf(userIdx).length,
  }));
}

/**
 * Items whose id is the text, whose title begins with it, then those whose title or id contains it, by events in each
 * group, ties by id; with no text all items, the most frequent first. Ignores case. O(items + rows).
 */
export function searchItems(index: DataIndex, text: string, limit: number): readonly ItemHit[] {
  const wanted = text.trim().toLowerCase();
  const { itemIds, interactions } = index.tables;
  const events = new Int32Array(itemIds.length);
  for (let row = 0; row < interactions.nRows; row++) events[interactions.itemIdx[row]]++;
  const titled = wanted === '' ? new Set<number>() : index.words.withTitle(wanted);
  const groups: number[][] = [[], [], []];
  itemIds.forEach((id, item) => {
    const lower = id.toLowerCase();
    if (!lower.includes(wanted) && !titled.has(item)) return;
    const begins = titled.has(item) && index.words.titleOf(item)?.toLowerCase().startsWith(wanted);
    groups[lower === wanted ? 0 : begins === true ? 1 : 2].push(item);
  });
  const byEvents = (a: number, b: number): number =>
    events[b] - events[a] || (itemIds[a] < itemIds[b] ? -1 : 1);
  const found = groups.flatMap((group) => group.sort(byEvents)).slice(0, limit);
  return found.map((item) => ({
    itemId: itemIds[item],
    title: index.words.titleOf(item),
    events: events[item],
  }));
}

/** What these items are called, in their order; null for one that is not in the data or has no title. */
export function itemTitles(index: DataIndex, itemIds: readonly string[]): readonly (string | null)[] {
  return itemIds.map((id) => {
    const item = index.itemIdx(id);
    return item < 0 ? null : index.words.titleOf(item);
  });
}

/** Events per user with any of these items. */
function countEvents(index: DataIndex, items: ReadonlySet<number>): Map<number, number> {
  const counts = new Map<number, number>();
  if (items.size === 0) return counts;
  const { nRows, itemIdx, userIdx } = index.tables.interactions;
  for (let row = 0; row < nRows; row++) {
    if (items.has(itemIdx[row])) counts.set(userIdx[row], (counts.get(userIdx[row]) ?? 0) + 1);
  }
  return counts;
}

function most(
  index: DataIndex,
  users: number[],
  weight: (userIdx: number) => number,
  limit: number,
): number[] {
  const { userIds } = index.tables;
  return users.sort((a, b) => weight(b) - weight(a) || (userIds[a] < userIds[b] ? -1 : 1)).slice(0, limit);
}

/** The user of median activity among those who have any; of several as active, the first by id. */
export function typicalUser(index: DataIndex): string {
  const { userIds } = index.tables;
  const active = userIds
    .map((id, userIdx) => ({ id, events: index.rowsOf(userIdx).length }))
    .filter(({ events }) => events > 0);
  if (active.length === 0) throw new AppError('NOT_FOUND', { what: 'user' });
  active.sort((a, b) => a.events - b.events || (a.id < b.id ? -1 : 1));
  const median = active[(active.length - 1) >> 1].events;
  return active.find(({ events }) => events === median)?.id ?? active[0].id;
}
