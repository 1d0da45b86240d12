/** What all operators have. How one is written is its key in `OPERATORS`: a sign, or one or two words. */
interface Spelling {
  /** Another way to write it that is understood but never written or proposed. */
  readonly alias?: string;
  /** It holds exactly where its meaning does not: of null too. */
  readonly negated?: true;
}

/** Compares the number of a field with one number. */
export interface NumberOperator extends Spelling {
  readonly right: 'number';
  readonly holds: (own: number, other: number) => boolean;
}

/** Holds a text field against a list of texts: it is enough that one of the field's values fits. */
export interface ListOperator extends Spelling {
  readonly right: 'list';
  /** Made once for a list and asked of many texts. */
  readonly fits: (listed: readonly string[]) => (own: string) => boolean;
  /** The listed texts themselves are all that fits, so they can be looked up instead of asking each text there is. */
  readonly exact?: true;
}

const equals = (own: number, other: number): boolean => own === other;
const isAmong = (listed: readonly string[]) => {
  const wanted = new Set(listed);
  return (own: string): boolean => wanted.has(own);
};

/**
 * The operators of the filter language, in the order in which they are proposed. Reading, printing, checking,
 * evaluating, the editor's proposals and the builder's choices all follow from a row; its words are in
 * `page/views/filters/operator-words.ts`.
 */
export const OPERATORS = {
  IN: { right: 'list', fits: isAmong, exact: true },
  'NOT IN': { right: 'list', fits: isAmong, exact: true, negated: true, alias: 'NOT_IN' },
  '=': { right: 'number', holds: equals },
  '!=': { right: 'number', holds: equals, negated: true },
  '<': { right: 'number', holds: (own, other) => own < other },
  '<=': { right: 'number', holds: (own, other) => own <= other },
  '>': { right: 'number', holds: (own, other) => own > other },
  '>=': { right: 'number', holds: (own, other) => own >= other },
} as const satisfies { readonly [written: string]: NumberOperator | ListOperator };

export type Operator = keyof typeof OPERATORS;
type With<Right> = {
  [Each in Operator]: (typeof OPERATORS)[Each] extends { right: Right } ? Each : never;
}[Operator];
/** The operators that compare numbers. */
export type Comparison = With<'number'>;
/** The operators with a list of texts. */
export type Membership = With<'list'>;

export function isOperator(text: string): text is Operator {
  return Object.hasOwn(OPERATORS, text);
}

export function isMembership(operator: Operator): operator is Membership {
  return OPERATORS[operator].right === 'list';
}

export function numberOperator(operator: Comparison): NumberOperator {
  return OPERATORS[operator];
}

export function listOperator(operator: Membership): ListOperator {
  return OPERATORS[operator];
}

/** All operators, in the table's order. */
export function operatorsInOrder(): readonly Operator[] {
  return Object.keys(OPERATORS).filter(isOperator);
}

/** Another spelling of an operator, if it has one. */
export function aliasOf(operator: Operator): string | undefined {
  const row: NumberOperator | ListOperator = OPERATORS[operator];
  return row.alias;
}

/** The words that operators are written with, and their signs. */
export function operatorTokens(): { readonly words: readonly string[]; readonly signs: readonly string[] } {
  const written = operatorsInOrder().flatMap((each) => [...each.split(' '), aliasOf(each) ?? []].flat());
  const isWord = (text: string): boolean => /^[A-Za-z_]/.test(text);
  return { words: written.filter(isWord), signs: written.filter((text) => !isWord(text)) };
}
