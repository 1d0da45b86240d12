import type { LackingFact, OrderFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import type { RecommendedItem } from '../../../domain/recommendations';
import type { OpenProject } from '../../project/open-project';
import { listOf, nameOf, shown, someUsers } from './asked-lists';
import type { HalfSeen } from './half-seen';

/** Newest different items whose order is turned round. */
const TURNED = 12;
const LEAST = 4;

/** People whose lists are asked both ways, so that one is not taken for all. */
const ASKED = 30;

/** What a version lists for a history as it was, and for the same items of it the other way round. */
export async function order(
  project: OpenProject,
  data: HalfSeen,
  user: number,
  arn: string,
  job: Job,
): Promise<OrderFact | LackingFact> {
  const own = await bothWays(project, data, user, arn);
  if (own === null) return { kind: 'lacking', reason: 'people' };
  const { turned, forwards, backwards } = own;
  const before = forwards.map(({ itemId }) => itemId);
  const changes: number[] = [];
  for (const [k, other] of someUsers(data, ASKED, 'order').entries()) {
    await job.checkpoint('lesson', k, ASKED);
    const lists = await bothWays(project, data, other, arn);
    if (lists !== null) changes.push(changedBy(lists));
  }
  return {
    kind: 'order',
    userId: data.index.tables.userIds[user],
    recipe: project.activeVersion(arn).spec.recipe,
    turned: turned.map((item) => data.named(item)),
    asItWas: forwards.map(nameOf),
    backwards: backwards.map((item) => {
      const place = before.indexOf(item.itemId);
      return { item: nameOf(item), rankBefore: place < 0 ? null : place + 1 };
    }),
    changed: changedBy(own),
    others: await shown(changes, job),
  };
}

interface BothWays {
  /** Oldest first. */
  readonly turned: readonly number[];
  readonly forwards: readonly RecommendedItem[];
  readonly backwards: readonly RecommendedItem[];
}

/** null: a history of too few different items. */
async function bothWays(
  project: OpenProject,
  data: HalfSeen,
  user: number,
  arn: string,
): Promise<BothWays | null> {
  const { interactions, userIds, itemIds } = data.index.tables;
  const newestFirst = new Set(
    Array.from(data.index.rowsOf(user), (row) => interactions.itemIdx[row]).reverse(),
  );
  const newest = [...newestFirst].slice(0, TURNED);
  if (newest.length < LEAST) return null;
  const asked = { solutionVersionArn: arn, userId: userIds[user] };
  const ids = newest.map((item) => itemIds[item]);
  // Both as what-ifs, so that the two histories differ in their order and in nothing else.
  return {
    turned: newest.toReversed(),
    forwards: await listOf(project, { ...asked, whatIf: { without: ids, with: ids.toReversed() } }),
    backwards: await listOf(project, { ...asked, whatIf: { without: ids, with: ids } }),
  };
}

function changedBy({ forwards, backwards }: BothWays): number {
  const before = new Set(forwards.map(({ itemId }) => itemId));
  return backwards.filter(({ itemId }) => !before.has(itemId)).length;
}
