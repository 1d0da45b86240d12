import { fullName, nameSaid } from '../../domain/item-names';
import type { StudioApi } from '../../domain/door';
import { userLabel } from './words';

/** What a search has found: somebody or something to pick. */
export interface Hit {
  readonly id: string;
  /** What people know it by; the id where it has no name. */
  readonly name: string;
  readonly events: number;
}
const HITS = 12;
/** So many are looked through by what they are called on screen, where that is not what the data have. */
const LOOKED_THROUGH = 2000;

/** People that a text finds: as the data have them, else as the screen calls them. */
export function findUsers(api: StudioApi, text: string, most: number): ReturnType<StudioApi['searchUsers']> {
  return foundIn((asked, limit) => api.searchUsers(asked, limit), userLabel, text, most);
}

/** Items that a text finds: as the data have them, else as the screen calls them. */
export function findItems(api: StudioApi, text: string, most: number): ReturnType<StudioApi['searchItems']> {
  return foundIn((asked, limit) => api.searchItems(asked, limit), fullName, text, most);
}

async function foundIn<Found>(
  search: (text: string, limit: number) => Promise<readonly Found[]>,
  called: (found: Found) => string,
  text: string,
  most: number,
): Promise<readonly Found[]> {
  const hits = await search(text, most);
  const wanted = text.trim().toLowerCase();
  if (hits.length > 0 || wanted === '') return hits;
  const all = await search('', LOOKED_THROUGH);
  return all.filter((one) => called(one).toLowerCase().includes(wanted)).slice(0, most);
}

export async function userHits(api: StudioApi, text: string, most = HITS): Promise<readonly Hit[]> {
  const hits = await findUsers(api, text, most);
  return hits.map((hit) => ({ id: hit.userId, name: userLabel(hit), events: hit.events }));
}

export async function itemHits(api: StudioApi, text: string): Promise<readonly Hit[]> {
  const hits = await findItems(api, text, HITS);
  return hits.map((hit) => ({ id: hit.itemId, name: fullName(hit), events: hit.events }));
}

/** The id of whom the screen calls so, among those found; else the text itself. */
export function userCalled(text: string, found: readonly string[]): string {
  return found.find((userId) => nameSaid(userId) === text) ?? text;
}
