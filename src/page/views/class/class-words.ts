import { plain, type SentencePart, sentence } from '../../charts/summary';
import { comparisonSentence } from '../../../words/copy/comparison';
import {
  CLASS_LIST,
  type ClassResult,
  firstOf,
  type Guesser,
  likesOf,
  type Near,
} from '../../../domain/class-game';
import { count, decimals, listed, percent } from '../../../domain/numbers';
import * as say from '../../../words/messages/class';

export const STEPS = ['collect', 'popular', 'near', 'lists', 'luck'] as const;
export type ClassStep = (typeof STEPS)[number];
/** Who guesses what somebody likes from what is known of them. */
export type OwnGuesser = Exclude<Guesser, 'everybody'>;

/** Nearer than this often by luck, people are said to be near. */
const LEVEL = 0.05;

export function classHeading(step: ClassStep): string {
  return {
    collect: say.collect,
    popular: say.popular,
    near: say.near,
    lists: say.lists,
    luck: say.luck,
  }[step]();
}

/** For whoever presents. @param person whom the step is about. */
export function classNotes(step: ClassStep, person: string): string {
  return {
    collect: say.collectNotes,
    popular: say.popularNotes,
    near: say.nearNotes,
    lists: () => say.listsNotes({ person }),
    luck: say.luckNotes,
  }[step]();
}

export function popularFinding({ popular }: ClassResult, names: readonly string[]): readonly SentencePart[] {
  const likes = popular.map(likesOf);
  const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);
  const share = percent(sumOf(likes.slice(0, CLASS_LIST)) / Math.max(1, sumOf(likes)));
  const first = firstOf(popular);
  const [{ thing, said }] = first;
  const facts = { likes: count(likes[0]), share };
  return sentence(
    first.length > 1
      ? say.popularTied({
          ...facts,
          things: listed(first.map((one) => names[one.thing])),
          pupils: sumOf(said),
        })
      : say.popularSays({ ...facts, thing: names[thing], pupils: sumOf(said) - said[0] }),
  );
}

export function nearFinding({ nearest }: Pick<ClassResult, 'nearest'>): readonly SentencePart[] {
  const shares = { agree: percent(nearest.agree), dealt: percent(nearest.dealt) };
  return sentence(nearest.luck < LEVEL ? say.nearSays(shares) : say.nearLuck(shares));
}

/** Who is nearest to somebody, and by how much. */
export function nearestFinding(
  { people, nearest }: ClassResult,
  person: number,
  called: readonly string[],
): readonly SentencePart[] {
  const [first] = people[person].near;
  const own = { person: called[person], nearest: called[first.person], ...agreedOn(first) };
  return [{ text: `${say.nearestIs(own)} ` }, ...nearFinding({ nearest })];
}

/** Whoever agrees on as large a share as the nearest is no wrong answer, of however many things. */
export const agreesNoLess = (one: Near, nearest: Near): boolean =>
  one.agree * nearest.both >= nearest.agree * one.both;

/** The share and the numbers behind it, for words. */
export function agreedOn({ both, agree }: Near): {
  readonly share: string;
  readonly agree: string;
  readonly both: string;
} {
  return { share: percent(agree / Math.max(1, both)), agree: count(agree), both: count(both) };
}

/** Of five guesses, how many are right over the whole class. */
export function meanHits({ people }: Pick<ClassResult, 'people'>, by: Guesser): number {
  return people.reduce((sum, { hits }) => sum + hits[by], 0) / people.length;
}

/** Whether lists of one's own are better over the whole class, as far as it can tell, to be read aloud. */
export function luckFinding(result: ClassResult, own: OwnGuesser): readonly SentencePart[] {
  const { better } = result.tests[own];
  const means = [meanHits(result, own), meanHits(result, 'everybody')];
  const spoken = [1, 2].map((digits) => means.map((mean) => decimals(mean, digits)));
  // The second digit is said only where the first says nothing.
  const [mine, everybody] = spoken.find(([one, other]) => one !== other) ?? spoken[0];
  const said = { first: say.luckBetter, second: say.luckWorse, none: say.luckNone }[better];
  return sentence(said({ by: own === 'near' ? 'near' : 'other', own: mine, everybody }));
}

/** The same with its interval, for whoever wants to know how sure it is. */
export function luckNumbers({ tests }: ClassResult, own: OwnGuesser): string {
  const first = own === 'near' ? say.ownByNear() : say.ownByRecipe();
  return plain(sentence(comparisonSentence(first, say.everybodysList(), say.hitsAmong(), tests[own])));
}
