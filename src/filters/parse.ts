import type { Action, Condition, Expression, Name, Operand, Reference, Syntax, Test } from './ast';
import { Fault } from './errors';
import {
  aliasOf,
  isMembership,
  operatorsInOrder,
  operatorTokens,
  type Membership,
  type Operator,
} from './operators';
import { tokenize, type Span, type Token } from './tokens';

/** What was read, up to the first fault. Everything before the fault is there, whole conditions only. */
export interface ParseResult {
  readonly syntax: Syntax;
  readonly fault: Fault | null;
  /** What could have stood where reading ended, in the words of `Expected`. */
  readonly expected: readonly Expected[];
  /** The condition that reading broke off in, as far as it got. */
  readonly open: OpenCondition | null;
}

/** A condition without its end. */
export interface OpenCondition {
  readonly subject: { readonly dataset: Name; readonly field: Name | null };
  /** The reference right of the operator, once begun. */
  readonly operand: { readonly dataset: Name; readonly field: Name | null } | null;
  /** What its list holds so far. */
  readonly listed: readonly Operand[];
}

const fixed = [
  ...(['INCLUDE', 'EXCLUDE', 'ItemID', 'UserID', 'ActionID', 'WHERE', 'AND', 'OR', 'IF'] as const),
  ...(['CurrentItem', '.', '(', ')', ',', '|', '*'] as const),
] as const;
/** What can stand at a place: a word or sign as it is written, or a kind of thing. */
export type Expected =
  | (typeof fixed)[number]
  | Operator
  | 'dataset'
  | 'field'
  | 'text'
  | 'number'
  | 'parameter'
  | 'end';

const operators = operatorsInOrder();
const asCalled: ReadonlySet<string> = new Set([...fixed, ...operators, ...operatorTokens().words]);

/** Whether it is written as it is called, such as `WHERE`. */
export function isFixed(expected: Expected): boolean {
  return asCalled.has(expected);
}

/** Words that no dataset is called, so that a misplaced one is named itself and not what follows it. */
const keywords: ReadonlySet<string> = new Set(['WHERE', 'AND', 'OR', 'IF', ...operatorTokens().words]);

/** An expression while it is read; kept when a fault cuts it short, so that its conditions can still be checked. */
interface Draft {
  action: Action;
  target: Name;
  where: Condition[][];
  ifSpan: Span | null;
  when: Condition[];
}

interface OpenReference {
  dataset: Name;
  field: Name | null;
}

/**
 * Notes at each token what it looks for there. So the message about a token that does not fit, and the editor's
 * proposals, name exactly what would have been taken. What is looked for only to name a mistake is not noted.
 */
class Parser {
  readonly drafts: Draft[] = [];
  open: { subject: OpenReference; operand: OpenReference | null; listed: Operand[] } | null = null;
  readonly #tokens: readonly Token[];
  #at = 0;
  #lookedFor: Expected[] = [];

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  filter(): void {
    do this.#expression();
    while (this.#takes('|'));
    this.#lookedFor.push('end');
    if (this.#next.kind !== 'end') this.#fail();
  }

  get expected(): Expected[] {
    return [...new Set(this.#lookedFor)];
  }

  get #next(): Token {
    return this.#tokens[this.#at];
  }

  #isWord(word: string): boolean {
    return this.#next.kind === 'word' && this.#next.text.toUpperCase() === word.toUpperCase();
  }

  #isSymbol(symbol: string): boolean {
    return this.#next.kind === 'symbol' && this.#next.text === symbol;
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') {
      this.#at++;
      this.#lookedFor = [];
    }
    return token;
  }

  /** Takes a word or sign if it is next. */
  #takes(expected: Expected, written: string = expected): boolean {
    this.#lookedFor.push(expected);
    const found = this.#isWord(written) || this.#isSymbol(written);
    if (found) this.#take();
    return found;
  }

  #fail(): never {
    const { kind, text } = this.#next;
    const reason =
      kind === 'bad' && /^["']/.test(text) ? 'string-open' : kind === 'bad' ? 'symbol' : 'unexpected';
    throw new Fault('F02', this.#next, { found: text, expected: this.expected, reason });
  }

  #expression(): void {
    if (this.#isSymbol('(')) throw new Fault('F18', this.#next, {});
    const action = this.#takes('INCLUDE') ? 'INCLUDE' : this.#takes('EXCLUDE') ? 'EXCLUDE' : this.#fail();
    const target = this.#next;
    if (!(this.#takes('ItemID') || this.#takes('UserID') || this.#takes('ActionID'))) this.#fail();
    const span = { start: target.start, end: target.end };
    const draft: Draft = { action, target: { text: target.text, span }, where: [], ifSpan: null, when: [] };
    this.drafts.push(draft);
    if (!this.#takes('WHERE')) this.#fail();
    do {
      const conjunction: Condition[] = [];
      draft.where.push(conjunction);
      do conjunction.push(this.#condition());
      while (this.#takes('AND'));
    } while (this.#takes('OR'));
    const { start, end } = this.#next;
    if (this.#takes('IF')) this.#if(draft, { start, end });
  }

  #if(draft: Draft, ifSpan: Span): void {
    draft.ifSpan = ifSpan;
    do draft.when.push(this.#condition());
    while (this.#takes('AND'));
    if (this.#isWord('OR')) throw new Fault('F12', this.#next, { reason: 'or' });
    if (this.#isWord('IF')) throw new Fault('F12', this.#next, { reason: 'twice' });
  }

  #condition(): Condition {
    if (this.#isSymbol('(')) throw new Fault('F18', this.#next, {});
    const subject = this.#reference((begun) => (this.open = { subject: begun, operand: null, listed: [] }));
    const operatorStart = this.#next.start;
    const operator = this.#operator();
    const operatorEnd = this.#tokens[this.#at - 1].end;
    const test: Test = isMembership(operator)
      ? this.#membership(operator)
      : { kind: 'compare', operator, operand: this.#compared() };
    this.open = null;
    return {
      subject,
      test,
      span: { start: subject.dataset.span.start, end: this.#tokens[this.#at - 1].end },
      operatorSpan: { start: operatorStart, end: operatorEnd },
    };
  }

  /** @param begin told as soon as the first name is read. */
  #reference(begin: (begun: OpenReference) => void): Reference {
    const dataset = this.#name('dataset');
    const begun: OpenReference = { dataset, field: null };
    begin(begun);
    if (!this.#takes('.')) this.#fail();
    const field = this.#name('field');
    begun.field = field;
    return { dataset, field };
  }

  #name(expected: 'dataset' | 'field'): Name {
    this.#lookedFor.push(expected);
    const { kind, text } = this.#next;
    const misplaced = expected === 'dataset' && keywords.has(text.toUpperCase());
    if (kind !== 'word' || misplaced) this.#fail();
    const token = this.#take();
    return { text: token.text, span: { start: token.start, end: token.end } };
  }

  #operator(): Operator {
    for (const word of ['BETWEEN', 'LIKE']) {
      if (this.#isWord(word))
        throw new Fault('F07', this.#next, { reason: 'no-such-operator', operator: word });
    }
    for (const operator of operators) {
      const alias = aliasOf(operator);
      if (alias !== undefined && this.#isWord(alias)) this.#take();
      else {
        const [first, second] = operator.split(' ') as [string, Expected?];
        if (!this.#takes(operator, first)) continue;
        if (second !== undefined && !this.#takes(second)) this.#fail();
      }
      return operator;
    }
    return this.#fail();
  }

  #membership(operator: Membership): Test {
    if (!this.#takes('(')) return { kind: 'in', operator, operand: this.#itemReference() ?? this.#fail() };
    const operands = this.open?.listed ?? [];
    do operands.push(this.#listed());
    while (this.#takes(','));
    if (!this.#takes(')')) this.#fail();
    return { kind: 'list', operator, operands };
  }

  #listed(): Operand {
    this.#lookedFor.push('text', 'parameter', '*');
    return this.#literal() ?? this.#currentReference() ?? this.#fail();
  }

  #compared(): Operand {
    if (this.#isSymbol('(')) throw new Fault('F18', this.#next, {});
    this.#lookedFor.push('number', 'parameter');
    return this.#literal() ?? this.#itemReference() ?? this.#fail();
  }

  /** Any literal: what does not fit the place or the field is named later, by the checker. */
  #literal(): Operand | null {
    const token = this.#next;
    const span = { start: token.start, end: token.end };
    switch (token.kind) {
      case 'string':
        this.#take();
        return { kind: 'string', value: token.value, span };
      case 'number':
        this.#take();
        return { kind: 'number', value: Number(token.text) + 0, span };
      case 'parameter':
        this.#take();
        return { kind: 'parameter', name: token.value, span };
      case 'symbol':
        if (token.text !== '*') return null;
        this.#take();
        return { kind: 'star', span };
      default:
        return null;
    }
  }

  #itemReference(): Operand | null {
    this.#lookedFor.push('CurrentItem');
    return this.#currentReference();
  }

  /** `CurrentItem.X`, or `CurrentUser.X`, which is never right but has a fault of its own. */
  #currentReference(): Operand | null {
    const { start } = this.#next;
    if (!this.#isWord('CurrentItem') && !this.#isWord('CurrentUser')) return null;
    const reference = this.#reference((begun) => {
      if (this.open) this.open.operand = begun;
    });
    return { kind: 'reference', reference, span: { start, end: reference.field.span.end } };
  }
}

/**
 * Reads an expression by recursive descent and stops at the first fault: F02 (syntax), F18 (grouping
 * parentheses), F07 (BETWEEN, LIKE) or F12 (OR or a second IF behind IF). Names and kinds of operands are not
 * judged here. Linear in the length; never throws.
 */
export function parseFilter(text: string): ParseResult {
  const parser = new Parser(text);
  let fault: Fault | null = null;
  try {
    parser.filter();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = error;
  }
  const expressions: Expression[] = parser.drafts;
  return { syntax: { expressions }, fault, expected: parser.expected, open: parser.open };
}
