import { fullName, nameSaid } from '../../../domain/item-names';
import { count } from '../../../domain/numbers';
import type { MarkedScore } from '../../charts/scores';
import { finding, type Nouns, type SentencePart } from '../../charts/summary';
import type { RankBasis, RecommendationList, RecommendedItem } from '../../../domain/recommendations';
import * as noun from '../../../words/messages/nouns';
import * as say from '../../../words/messages/user';
import { sharedSentence, type Shared } from './shared';

/** What the number of a row without a score is, as the head of its column. */
const HEADS: { readonly [basis in RankBasis]: () => string } = {
  users: say.headUsers,
  events: say.headEvents,
  rise: say.headRise,
  likeness: say.headLikeness,
  place: say.headPlace,
};
const UNITS: { readonly [basis in RankBasis]: (facts: { readonly count: number }) => string } = {
  users: say.unitUsers,
  events: say.unitEvents,
  rise: say.unitRise,
  likeness: say.unitLikeness,
  place: say.unitPlace,
};

export function basisHead(basis: RankBasis): string {
  return HEADS[basis]();
}

/** The number of a row and its unit for those who hear it. @param most the largest of the list. */
export function countWords(
  basis: RankBasis,
  value: number,
  most: number,
): { readonly text: string; readonly unit: string } {
  const unit = UNITS[basis]({ count: value });
  if (basis === 'place') return { text: count(Math.round(1 / value)), unit };
  if (basis === 'likeness') return { text: String(Math.round((100 * value) / most)), unit };
  return { text: basis === 'rise' ? `+${count(value)}` : count(value), unit };
}

/** The name of a list by what the recipe answers. */
export function listTitle(list: RecommendationList, given: boolean): string {
  if (given) return list.personal ? say.titleTheirOrder() : say.titleByPopularity();
  if (list.itemId !== null) return list.personal ? say.titleGoesWith() : say.titleNothingSimilar();
  if (list.rankedBy === 'rise') return say.titleRising();
  if (list.rankedBy === 'events') return say.titleNewest();
  if (list.rankedBy === 'users') return say.popularWithEverybody();
  return list.personal ? say.titleRecommendations() : say.titleNoHistory();
}

/** What the list says beside the one that everybody gets, or beside the order it was given in. */
export function listSentence(
  list: RecommendationList,
  shared: Shared,
  nouns: Nouns,
  given: boolean,
  /** The version beside it; null: what everybody gets. */
  beside: string | null = null,
): readonly SentencePart[] {
  if (beside !== null && list.items.length > 0) return besideSentence(list, shared, nouns, beside);
  if (given) return orderSentence(list, shared, nouns);
  const n = list.items.length;
  const both = { shared: count(shared.pairs.length), things: noun.counted({ count: n, thing: nouns.thing }) };
  if (list.itemId !== null && n > 0)
    return finding(list.personal ? say.alsoPopular(both) : say.simsFindsNothing());
  if ((list.rankedBy === 'rise' || list.rankedBy === 'events') && n > 0)
    return finding(say.sameForEverybody(both));
  return sharedSentence(list, shared, nouns);
}

function besideSentence(
  list: RecommendationList,
  { pairs }: Shared,
  nouns: Nouns,
  beside: string,
): readonly SentencePart[] {
  const n = list.items.length;
  const k = pairs.length;
  if (k === 0) return finding(say.noneOnOther({ count: n, other: beside }));
  const same = pairs.filter(({ left, right }) => left === right).length;
  if (k === n && same === n) return finding(say.sameListAsOther({ other: beside }));
  const things = noun.counted({ count: n, thing: nouns.thing });
  return finding(say.sharedWithOther({ shared: k, things, other: beside, same }));
}

function orderSentence(list: RecommendationList, { pairs }: Shared, nouns: Nouns): readonly SentencePart[] {
  const things = noun.counted({ count: list.items.length, thing: nouns.thing });
  if (!list.personal) return finding(say.standByPopularity({ user: nameSaid(list.userId), things }));
  const moved = pairs.filter(({ left, right }) => left !== right).length;
  const top = list.items.at(0);
  if (moved === 0 || top === undefined) return finding(say.orderSuits());
  const from = pairs.find(({ left }) => left === 1)?.right ?? 1;
  const name = fullName(top);
  const change = { moved: count(moved), things, name };
  return finding(from === 1 ? say.staysFirst(change) : say.comesFirst({ ...change, from }));
}

/** What a row's bar is drawn from. */
export function sizeOf(item: RecommendedItem): number {
  return item.timesEvenShare ?? item.count ?? 0;
}

/** The item that is explained just now, for the picture of all scores; null when it has none or is not listed. */
export function markedScore(list: RecommendationList, itemId: string | null): MarkedScore | null {
  const item = list.items.find((listed) => listed.itemId === itemId);
  if (item?.timesEvenShare === undefined) return null;
  return { name: fullName(item), timesEvenShare: item.timesEvenShare };
}
