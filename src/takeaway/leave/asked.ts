import { DAY_SEC } from '../../domain/epoch';
import type { UserQuery } from '../../domain/histories';
import { askedAt } from '../../domain/queries';
import { Rng } from '../../kernels/rng';
import { topK } from '../../kernels/top-k';
import { can } from '../../recipes/capabilities';
import type { Model } from '../../recipes/recipe';
import type { LeavingVersion } from '../../engine/serving/leaving-version';
import { servesOf } from '../../domain/recipe-catalogue';
import type { Agreement } from '../../domain/take-away';

/** Histories that weights are learned from, and as many others that it is measured on. */
const MOST_ASKED = 250;
/** Of a list, what is compared beside its first place. */
const TEN = 10;
/** Beyond a visit, so that half of those who ask come back. */
const LATER_SEC = 14 * DAY_SEC;

/**
 * What a recommender is asked with: histories of people, cut off somewhere, whoever they are; every second one of somebody
 * who comes back. With fewer people than that, each of them.
 */
export function askedHistories({ served, index, version }: LeavingVersion): UserQuery[] {
  const rng = new Rng(version.spec.seed, 'take-away');
  const users = [...index.tables.userIds];
  for (let i = users.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [users[i], users[j]] = [users[j], users[i]];
  }
  const asked: UserQuery[] = [];
  for (const user of users) {
    if (asked.length === 2 * MOST_ASKED) break;
    const { items, timestampSec, eventType } = served.query(user);
    if (items.length === 0) continue;
    const to = 1 + rng.below(items.length);
    const own = {
      userIdx: -1,
      items: items.slice(0, to),
      timestampSec: timestampSec.slice(0, to),
      ...(eventType && { eventType: eventType.slice(0, to) }),
    };
    const later = asked.length % 2 === 0 ? 0 : LATER_SEC;
    asked.push(askedAt(own, own.timestampSec[to - 1] + later));
  }
  return asked;
}

/** @param asked histories; of recipes that answer about items, their newest ones are asked about. */
export function agreementOf(
  one: Model,
  other: Model,
  asked: readonly UserQuery[],
  itemRank: Int32Array,
): Agreement {
  const outs = [one, other].map(({ nItems }) => new Float64Array(nItems));
  const answer = (model: Model, query: UserQuery, out: Float64Array): Int32Array => {
    if (servesOf(model.recipe) === 'items' && can(model, 'relates'))
      model.scoreRelated(query.items.at(-1) ?? -1, out);
    else model.scoreUser(query, out);
    return topK(out, itemRank, TEN);
  };
  let [first, ten, listed] = [0, 0, 0];
  for (const query of asked) {
    const [a, b] = [answer(one, query, outs[0]), answer(other, query, outs[1])];
    if (a[0] === b[0]) first++;
    ten += a.filter((item) => b.includes(item)).length;
    listed += a.length;
  }
  return { asked: asked.length, first: first / Math.max(1, asked.length), ten: ten / Math.max(1, listed) };
}
