import type { HeldBackAction } from '../../domain/actions';
import { ACTION_OUTCOMES } from '../../domain/histories';
import { dayAndTime } from '../../domain/numbers';
import * as say from '../../words/actions';

const ANSWERS: { readonly [outcome in (typeof ACTION_OUTCOMES)[number]]: () => string } = {
  TAKEN: say.haveTaken,
  NOT_TAKEN: say.haveNotTaken,
  VIEWED: say.haveViewed,
};

/** What a word of the model says of a person; a field and its value stay as they are. */
export function shareWords(word: string | null): string {
  if (word === null) return say.anybody();
  if (word === 'Interactions') return say.howMuchTheyDo();
  for (const outcome of ACTION_OUTCOMES) {
    if (word === outcome) return say.ofOthers({ answer: ANSWERS[outcome]() });
    if (word.startsWith(`${outcome} `)) return say.ofThis({ answer: ANSWERS[outcome]() });
  }
  return word;
}

/** Why an action is not on the list. */
export function heldBackWords({ reason, untilSec }: HeldBackAction): string {
  if (reason === 'expired') return say.expired();
  return untilSec === null ? say.byFilter() : say.askedLately({ until: dayAndTime(untilSec) });
}
