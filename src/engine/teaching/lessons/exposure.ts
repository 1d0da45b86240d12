import type {
  ExplorationFact,
  ExploredHits,
  LackingFact,
  PopularityFact,
} from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { newWithinDays } from '../../project/item-exposure';
import type { OpenProject } from '../../project/open-project';
import { listsFor, shown, someUsers } from './asked-lists';
import { exploredHits } from './explored-hits';
import type { HalfSeen } from './half-seen';
import { MadeOnce } from './made-once';
import { DAY_SEC } from '../../../domain/epoch';

const ASKED = 60;
const ASKED_FOR_SHARES = 400;
/** Of the items, by how many took them: the less known. */
const LESS_KNOWN = 0.5;
const WEIGHTS = [0, 0.3, 0.6, 0.9];

/** How many places of some people's lists go to the less known items, for each version. */
export async function popularity(
  project: OpenProject,
  data: HalfSeen,
  arns: readonly string[],
  job: Job,
): Promise<PopularityFact | LackingFact> {
  const users = someUsers(data, ASKED_FOR_SHARES, 'exposure');
  if (users.length === 0 || arns.length === 0) return { kind: 'lacking', reason: 'people' };
  const { userIds, interactions } = data.index.tables;
  const little = new Set(data.popular.subarray(Math.ceil((1 - LESS_KNOWN) * data.nItems)));
  const shareOf = (items: readonly number[]): number =>
    items.filter((item) => little.has(item)).length / Math.max(1, items.length);
  const chosen = users.map((user) =>
    shareOf(Array.from(data.index.rowsOf(user), (row) => interactions.itemIdx[row])),
  );
  const rows = [];
  for (const arn of arns) {
    const lists = await listsFor(
      project,
      users.map((user) => userIds[user]),
      { solutionVersionArn: arn },
      job,
    );
    const items = lists.map((list) => list.map(({ itemId }) => data.index.itemIdx(itemId)));
    rows.push({
      recipe: project.activeVersion(arn).spec.recipe,
      share: shareOf(items.flat()),
      items: new Set(items.flat()).size,
      more: await shown(
        items.map((list, k) => chosen[k] - shareOf(list)),
        job,
      ),
    });
  }
  return {
    kind: 'popularity',
    people: users.length,
    items: { little: little.size, all: data.nItems },
    data: chosen.reduce((sum, share) => sum + share, 0) / users.length,
    rows,
  };
}

/** Whatever version is asked, these are the same. */
const hitsOf = new MadeOnce<HalfSeen, ExploredHits | null>((data, job) => exploredHits(data, WEIGHTS, job));

/** How many places go to items that are new, by explorationWeight, and how many of the places stay as they were. */
export async function exploration(
  project: OpenProject,
  data: HalfSeen,
  arn: string,
  job: Job,
): Promise<ExplorationFact | LackingFact> {
  const users = someUsers(data, ASKED, 'exposure').map((user) => data.index.tables.userIds[user]);
  const { exposure } = data.index;
  const days = newWithinDays(exposure);
  const isNew = (age: number): boolean => age <= days * DAY_SEC;
  const isFresh = (itemId: string): boolean => isNew(exposure.ageSec[data.index.itemIdx(itemId)]);
  const fresh = exposure.ageSec.filter(isNew).length;
  if (users.length === 0 || fresh === 0) return { kind: 'lacking', reason: 'people' };
  const rows = [];
  let plain: Awaited<ReturnType<typeof listsFor>> = [];
  for (const weight of WEIGHTS) {
    const config = { explorationWeight: String(weight), explorationItemAgeCutOff: String(days) };
    const lists = await listsFor(
      project,
      users,
      { solutionVersionArn: arn, itemExplorationConfig: config },
      job,
    );
    if (weight === 0) plain = lists;
    const freshIn = (list: (typeof lists)[number]): number =>
      list.filter(({ itemId }) => isFresh(itemId)).length;
    const kept = lists.map((list, u) =>
      list.filter(({ itemId }) => plain[u].some((one) => one.itemId === itemId)),
    );
    rows.push({
      weight,
      fresh: freshIn(lists.flat()),
      kept: kept.flat().length,
      more: await shown(
        lists.map((list, u) => freshIn(list) - freshIn(plain[u])),
        job,
      ),
    });
  }
  return {
    kind: 'exploration',
    recipe: project.activeVersion(arn).spec.recipe,
    people: users.length,
    days,
    fresh,
    rows,
    hits: await hitsOf.of(data, job),
  };
}
