import type { Operator } from '../../filters/grammar';

interface OperatorWords {
  /** Between a field and what it is held against: `YEAR ≥ 1995`, `GENRES is not Drama`. */
  readonly says: string;
  /** As one to choose in the builder, where that is not the same. */
  readonly choice?: string;
  /** Between `has done` and the event types. */
  readonly done?: string;
}

export const OPERATOR_WORDS: { readonly [Each in Operator]: OperatorWords } = {
  IN: { says: 'is', choice: 'is any of' },
  'NOT IN': { says: 'is not', choice: 'is none of', done: 'something other than ' },
  '=': { says: '=' },
  '!=': { says: '≠' },
  '<': { says: '<' },
  '<=': { says: '≤' },
  '>': { says: '>' },
  '>=': { says: '≥' },
};

export function operatorWords(operator: Operator): Required<OperatorWords> {
  const { says, choice = says, done = '' } = OPERATOR_WORDS[operator];
  return { says, choice, done };
}
