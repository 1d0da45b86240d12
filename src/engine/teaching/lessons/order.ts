import type { LackingFact, OrderFact } from '../../../domain/lesson-facts';
import type { OpenProject } from '../../project/open-project';
import { listOf, nameOf } from './asked-lists';
import type { HalfSeen } from './half-seen';

/** Newest different items whose order is turned round. */
const TURNED = 12;
const LEAST = 4;

/** What a version lists for a history as it was, and for the same items of it the other way round. */
export async function order(
  project: OpenProject,
  data: HalfSeen,
  user: number,
  arn: string,
): Promise<OrderFact | LackingFact> {
  const { itemIdx } = data.index.tables.interactions;
  const { userIds, itemIds } = data.index.tables;
  const newestFirst = new Set(Array.from(data.index.rowsOf(user), (row) => itemIdx[row]).reverse());
  const newest = [...newestFirst].slice(0, TURNED);
  if (newest.length < LEAST) return { kind: 'lacking', reason: 'people' };
  const asked = { solutionVersionArn: arn, userId: userIds[user] };
  const ids = newest.map((item) => itemIds[item]);
  // Both as what-ifs, so that the two histories differ in their order and in nothing else.
  const forwards = await listOf(project, { ...asked, whatIf: { without: ids, with: ids.toReversed() } });
  const backwards = await listOf(project, { ...asked, whatIf: { without: ids, with: ids } });
  const before = forwards.map(({ itemId }) => itemId);
  return {
    kind: 'order',
    userId: userIds[user],
    recipe: project.activeVersion(arn).spec.recipe,
    turned: newest.toReversed().map((item) => data.named(item)),
    asItWas: forwards.map(nameOf),
    backwards: backwards.map((item) => {
      const place = before.indexOf(item.itemId);
      return { item: nameOf(item), rankBefore: place < 0 ? null : place + 1 };
    }),
    changed: backwards.filter(({ itemId }) => !before.includes(itemId)).length,
  };
}
