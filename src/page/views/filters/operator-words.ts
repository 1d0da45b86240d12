import type { Operator } from '../../../filters/grammar';
import * as say from '../../../words/messages/filters';

interface OperatorWords {
  /** A field and what it is held against: `YEAR ≥ 1995`, `GENRES is not Drama`. */
  readonly says: (facts: { readonly field: string; readonly values: string }) => string;
  /** As one to choose in the builder. */
  readonly choice: () => string;
  /** Event types that somebody has done. @param what null: any of them. @param user null: whoever asks. */
  readonly done: (facts: { readonly what: string | null; readonly user: string | null }) => string;
}

const hasDone: OperatorWords['done'] = ({ what, user }) => {
  if (what === null) return user === null ? say.hasAny() : say.userHasAny({ user });
  return user === null ? say.hasDone({ what }) : say.userHasDone({ what, user });
};

/** An operator that people write by a sign. */
function bySign(sign: string): OperatorWords {
  return { says: ({ field, values }) => `${field} ${sign} ${values}`, choice: () => sign, done: hasDone };
}

export const OPERATOR_WORDS: { readonly [Each in Operator]: OperatorWords } = {
  IN: { says: say.is, choice: say.choiceIn, done: hasDone },
  'NOT IN': {
    says: say.isNot,
    choice: say.choiceNotIn,
    done: ({ what: types, user }) => {
      const what = types ?? say.anything();
      return user === null ? say.hasDoneOther({ what }) : say.userHasDoneOther({ what, user });
    },
  },
  '=': bySign('='),
  '!=': bySign('≠'),
  '<': bySign('<'),
  '<=': bySign('≤'),
  '>': bySign('>'),
  '>=': bySign('≥'),
};

export function operatorWords(operator: Operator): OperatorWords {
  return OPERATOR_WORDS[operator];
}
