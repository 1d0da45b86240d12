import type { StudioApi } from '../door';
import { userLabel } from './words';

/** What a search has found: somebody or something to pick. */
export interface Hit {
  readonly id: string;
  /** What people know it by; the id where it has no name. */
  readonly name: string;
  readonly events: number;
}
const HITS = 12;

export async function userHits(api: StudioApi, text: string, most = HITS): Promise<readonly Hit[]> {
  const hits = await api.searchUsers(text, most);
  return hits.map((hit) => ({ id: hit.userId, name: userLabel(hit), events: hit.events }));
}

export async function itemHits(api: StudioApi, text: string): Promise<readonly Hit[]> {
  const hits = await api.searchItems(text, HITS);
  return hits.map(({ itemId, title, events }) => ({ id: itemId, name: title ?? itemId, events }));
}
