import { nameSaid } from '../../../domain/item-names';
import { finding, type Nouns, type SentencePart } from '../../charts/summary';
import { recipeOrder, recipeWords } from '../../../words/copy/recipes';
import type { RecommendationList } from '../../../domain/recommendations';
import { servesOf, type RecipeName } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';
import * as say from '../../../words/messages/user';

export interface Shared {
  /** Ranks from 1 of each item that stands in both lists, in the order of the first. */
  readonly pairs: readonly { readonly itemId: string; readonly left: number; readonly right: number }[];
  readonly leftRanks: ReadonlyMap<string, number>;
  readonly rightRanks: ReadonlyMap<string, number>;
}

export function sharedOf(left: RecommendationList, right: RecommendationList | null): Shared {
  const ranks = (list: RecommendationList | null): Map<string, number> =>
    new Map(list?.items.map((item, index) => [item.itemId, index + 1]) ?? []);
  const leftRanks = ranks(left);
  const rightRanks = ranks(right);
  const pairs = [...leftRanks].flatMap(([itemId, rank]) => {
    const other = rightRanks.get(itemId);
    return other === undefined ? [] : [{ itemId, left: rank, right: other }];
  });
  return { pairs, leftRanks, rightRanks };
}

/** Versions that answer the same question, the popular list among them; the version itself is not. */
export function besidesOf(
  version: SolutionVersion | null,
  versions: readonly SolutionVersion[],
  popularity: SolutionVersion | null,
): readonly SolutionVersion[] {
  if (version === null) return [];
  const serves = servesOf(version.spec.recipe);
  return versions.filter(
    (other) =>
      other.arn !== version.arn && (other.arn === popularity?.arn || servesOf(other.spec.recipe) === serves),
  );
}

/** A version that can be asked the same, by its recipe's name. */
export interface AnyRecipe {
  readonly arn: string;
  readonly name: string;
}

/**
 * The version itself and the newest of each other recipe that answers the same question, always in the same order;
 * none where there is no other.
 *
 * @param besides newest first within a recipe.
 */
export function recipesToAsk(
  version: SolutionVersion | null,
  besides: readonly SolutionVersion[],
): readonly AnyRecipe[] {
  if (version === null) return [];
  const newest = new Map<RecipeName, string>();
  for (const { arn, spec, brought } of [version, ...besides])
    if (!newest.has(spec.recipe) && brought === undefined) newest.set(spec.recipe, arn);
  if (newest.size < 2) return [];
  return [...newest]
    .sort(([one], [other]) => recipeOrder(one) - recipeOrder(other))
    .map(([recipe, arn]) => ({ arn, name: recipeWords(recipe).name }));
}

/** How far the personal list differs from what everybody gets. */
export function sharedSentence(
  list: RecommendationList,
  shared: Shared,
  { thing }: Nouns,
): readonly SentencePart[] {
  const n = list.items.length;
  const k = shared.pairs.length;
  if (n === 0) return [{ text: say.noListToCompare() }];
  if (!list.personal) return finding(say.noHistoryMostChoose({ user: nameSaid(list.userId) }));
  if (k === 0) return finding(say.noneForEverybody({ count: n, thing }));
  if (k === n) {
    const moved = shared.pairs.filter(({ left, right }) => left !== right).length;
    // Of few things both lists hold all there are.
    return finding(
      moved === 0 ? say.sameAsEverybody() : say.everybodysInOtherOrder({ count: n, moved, thing }),
    );
  }
  return finding(say.sharedWithEverybody({ shared: k, count: n, own: n - k, thing }));
}
