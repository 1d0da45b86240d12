import type { BringRequest, OfferedLists } from '../../../../../src/domain/brought-along';
import type { SolutionVersion } from '../../../../../src/domain/resources';
import type { SourceFile } from '../../../../../src/import/open/bytes/source';
import { nodeJob, textFile, type NodeStudio } from '../../../../support/studio-in-node';

export const PEOPLE = 200;
export const ITEMS = 60;
export const ROWS = 12;
export const NDCG = 'normalized_discounted_cumulative_gain_at_10';

/** What row k of a person is about, as `smallInteractions` writes it; the last one of twelve is hidden. */
export const chosen = (user: number, k = ROWS - 1): number => (user * k + k * k) % ITEMS;

/** A list of ten for each person: at place `at(user)`, from 0, what is hidden; nowhere for a place beyond. */
export function listsWith(at: (user: number) => number): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (let user = 0; user < PEOPLE; user++) {
    const others = Array.from({ length: ITEMS }, (_, i) => (user + i) % ITEMS).filter(
      (i) => i !== chosen(user),
    );
    const list = others.slice(0, 10);
    if (at(user) < 10) list[at(user)] = chosen(user);
    lists.set(
      `u${user}`,
      list.map((item) => `i${item}`),
    );
  }
  return lists;
}

/** FNV-1a as docs/rules/metrics.md has it, apart from the engine's. */
export function fnv(text: string): number {
  let hash = 2166136261n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 16777619n) & 0xffffffffn;
  return Number(hash);
}

/** The tenth of the people of whom a row is hidden. */
export function hiddenPeople(seed = 42): number[] {
  const all = Array.from({ length: PEOPLE }, (_, user) => ({ user, hash: fnv(`${seed}|u${user}`) }));
  all.sort((a, b) => a.hash - b.hash);
  return all.slice(0, PEOPLE / 10).map(({ user }) => user);
}

/** One item is hidden of each, so that the best possible gain is 1. */
export function ndcgOf(lists: ReadonlyMap<string, readonly string[]>, people = hiddenPeople()): number {
  const gains = people.map((user) => {
    const place = lists.get(`u${user}`)?.indexOf(`i${chosen(user)}`) ?? -1;
    return place < 0 || place > 9 ? 0 : 1 / Math.log2(place + 2);
  });
  return gains.reduce((sum, gain) => sum + gain, 0) / people.length;
}

/** Lists as implicit and LensKit write them. */
export function csvOf(lists: ReadonlyMap<string, readonly string[]>, path = 'lists.csv'): SourceFile {
  const rows = Array.from(lists, ([user, items]) =>
    items.map((item, i) => `${user},${item},${i + 1}`).join('\n'),
  );
  return textFile(path, `user,item,rank\n${rows.join('\n')}\n`);
}

export async function inspect({ studio }: NodeStudio, files: readonly SourceFile[]): Promise<OfferedLists> {
  const offered = await studio.inspectLists(nodeJob(), files);
  if (offered === null) throw new Error('no lists were found');
  return offered;
}

export async function bring(
  node: NodeStudio,
  files: readonly SourceFile[],
  change: Partial<BringRequest> = {},
): Promise<SolutionVersion> {
  const { id, name, beside } = await inspect(node, files);
  return node.studio.bringLists(nodeJob(), id, { name, beside, seenHidden: 'unknown', ...change });
}
