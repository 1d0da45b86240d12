import type { HeldBackAction } from '../../../domain/actions';
import { ACTION_OUTCOMES } from '../../../domain/histories';
import { dayAndTime } from '../../../domain/numbers';
import * as say from '../../../words/messages/actions';

/** What people have answered before, to the action itself and to any. */
const ANSWERS: {
  readonly [outcome in (typeof ACTION_OUTCOMES)[number]]: {
    readonly toThis: () => string;
    readonly toAny: () => string;
  };
} = {
  TAKEN: { toThis: say.tookThis, toAny: say.tookOthers },
  NOT_TAKEN: { toThis: say.declinedThis, toAny: say.declinedOthers },
  VIEWED: { toThis: say.sawThis, toAny: say.sawOthers },
};

/** What a word of the model says of a person; a field and its value stay as they are. */
export function shareWords(word: string | null): string {
  if (word === null) return say.anybody();
  if (word === 'Interactions') return say.howMuchTheyDo();
  for (const outcome of ACTION_OUTCOMES) {
    if (word === outcome) return ANSWERS[outcome].toAny();
    if (word.startsWith(`${outcome} `)) return ANSWERS[outcome].toThis();
  }
  return word;
}

/** Why an action is not on the list. */
export function heldBackWords({ reason, untilSec }: HeldBackAction): string {
  if (reason === 'expired') return say.expired();
  return untilSec === null ? say.byFilter() : say.askedLately({ until: dayAndTime(untilSec) });
}
