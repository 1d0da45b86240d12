import { type SentencePart, sentence } from '../../charts/summary';
import { comparisonSentence } from '../../copy/comparison';
import { LIKES_FROM } from '../../domain/class-code';
import { CLASS_LIST, type ClassResult, type Guesser } from '../../domain/class-game';
import { count, percent } from '../../domain/numbers';
import * as say from '../../words/class';

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
  const likes = popular.map(({ said }) =>
    said.reduce((sum, n, liking) => (liking >= LIKES_FROM ? sum + n : sum), 0),
  );
  const all = likes.reduce((sum, n) => sum + n, 0);
  const first = likes.slice(0, CLASS_LIST).reduce((sum, n) => sum + n, 0);
  const [{ thing, said }] = popular;
  return sentence(
    say.popularSays({
      thing: names[thing],
      likes: count(likes[0]),
      pupils: count(said.reduce((sum, n) => sum + n, 0) - said[0]),
      share: percent(first / Math.max(1, all)),
    }),
  );
}

export function nearFinding({ nearest }: ClassResult): readonly SentencePart[] {
  const shares = { agree: percent(nearest.agree), dealt: percent(nearest.dealt) };
  return sentence(nearest.luck < LEVEL ? say.nearSays(shares) : say.nearLuck(shares));
}

/** Whether lists of one's own are better over the whole class, as far as it can tell. */
export function luckFinding({ tests }: ClassResult, own: OwnGuesser): readonly SentencePart[] {
  const first = own === 'near' ? say.ownByNear() : say.ownByRecipe();
  return sentence(comparisonSentence(first, say.everybodysList(), say.hitsAmong(), tests[own]));
}
