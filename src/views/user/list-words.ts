import { count, counted, plural } from '../../domain/numbers';
import type { MarkedScore } from '../../charts/scores';
import { sentence, type Nouns, type SentencePart } from '../../charts/summary';
import type { RankBasis, RecommendationList, RecommendedItem } from '../../domain/recommendations';
import { sharedSentence, type Shared } from './shared';

/** What the number of a row without a score is, as the head of its column. */
const HEADS: { readonly [basis in RankBasis]: string } = {
  users: 'users who chose it',
  events: 'events in the newest interval',
  rise: 'events more than in the interval before',
  likeness: 'likeness, the closest = 100',
};
const UNITS: { readonly [basis in RankBasis]: readonly [one: string, many: string] } = {
  users: ['user', 'users'],
  events: ['event', 'events'],
  rise: ['more event', 'more events'],
  likeness: ['of 100', 'of 100'],
};

export function basisHead(basis: RankBasis): string {
  return HEADS[basis];
}

/** The number of a row and its unit for those who hear it. @param most the largest of the list. */
export function countWords(
  basis: RankBasis,
  value: number,
  most: number,
): { readonly text: string; readonly unit: string } {
  const unit = plural(value, ...UNITS[basis]);
  if (basis === 'likeness') return { text: String(Math.round((100 * value) / most)), unit };
  return { text: basis === 'rise' ? `+${count(value)}` : count(value), unit };
}

/** The name of a list by what the recipe answers. */
export function listTitle(list: RecommendationList, given: boolean): string {
  if (given) return list.personal ? 'In this person’s order' : 'By popularity (no history yet)';
  if (list.itemId !== null) return list.personal ? 'Goes with it' : 'Popular, for want of anything similar';
  if (list.rankedBy === 'rise') return 'Rising, for everybody';
  if (list.rankedBy === 'events') return 'Newest, for everybody';
  if (list.rankedBy === 'users') return 'Popular with everybody';
  return list.personal ? 'Recommendations' : 'Popular (no history yet)';
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
  const k = shared.pairs.length;
  const items = counted(n, nouns.item, nouns.items);
  if (list.itemId !== null && n > 0)
    return list.personal
      ? sentence(`*${count(k)} of ${items}* that go with it are popular with everybody too.`)
      : sentence(
          `The recipe finds nothing that goes with it (sims leaves out the rarest and the most frequent), so the list is *what most people choose*.`,
        );
  if ((list.rankedBy === 'rise' || list.rankedBy === 'events') && n > 0)
    return sentence(
      `The same for everybody. *${count(k)} of ${items}* are also among the most popular of all time.`,
    );
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
  if (k === 0) return sentence(`*None of the ${count(n)}* is on the list of ${beside} too.`);
  const same = pairs.filter(({ left, right }) => left === right).length;
  const places = same === 0 ? 'none at the same place' : `${count(same)} at the same place`;
  if (k === n && same === n) return sentence(`*The same list* as that of ${beside}, place by place.`);
  return sentence(
    `*${count(k)} of ${counted(n, nouns.item, nouns.items)}* are on the list of ${beside} too, ${places}.`,
  );
}

function orderSentence(list: RecommendationList, { pairs }: Shared, nouns: Nouns): readonly SentencePart[] {
  const items = counted(list.items.length, nouns.item, nouns.items);
  if (!list.personal)
    return sentence(`User ${list.userId} has no history here, so ${items} stand *by popularity*.`);
  const moved = pairs.filter(({ left, right }) => left !== right).length;
  const top = list.items.at(0);
  if (moved === 0 || top === undefined) return sentence(`The order given *suits this person as it is*.`);
  const from = pairs.find(({ left }) => left === 1)?.right ?? 1;
  const name = top.title ?? top.itemId;
  const climb = from === 1 ? `${name} stays first` : `${name} comes first, from place ${count(from)}`;
  return sentence(`*${count(moved)} of ${items}* change places; ${climb}.`);
}

/** What a row's bar is drawn from. */
export function sizeOf(item: RecommendedItem): number {
  return item.timesEvenShare ?? item.count ?? 0;
}

/** The item that is explained just now, for the picture of all scores; null when it has none or is not listed. */
export function markedScore(list: RecommendationList, itemId: string | null): MarkedScore | null {
  const item = list.items.find((listed) => listed.itemId === itemId);
  if (item?.timesEvenShare === undefined) return null;
  return { name: item.title ?? item.itemId, timesEvenShare: item.timesEvenShare };
}
