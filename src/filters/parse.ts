import type { Action, Condition, Expression, Name, Operand, Reference, Syntax, Test } from './ast';
import { Fault } from './errors';
import type { Expected } from './expected';
import {
  aliasOf,
  isMembership,
  operatorsInOrder,
  operatorTokens,
  type Membership,
  type Operator,
} from './operators';
import { TokenReader } from './token-reader';
import type { Span } from './tokens';

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

const operators = operatorsInOrder();

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

/** By recursive descent over `TokenReader`; what was read before a fault stays in `drafts` and `open`. */
class Parser {
  readonly drafts: Draft[] = [];
  open: { subject: OpenReference; operand: OpenReference | null; listed: Operand[] } | null = null;

  constructor(private readonly tokens: TokenReader) {}

  filter(): void {
    const { tokens } = this;
    do this.#expression();
    while (tokens.takes('|'));
    tokens.requireEnd();
  }

  #expression(): void {
    const { tokens } = this;
    if (tokens.isSymbol('(')) throw new Fault('F18', tokens.next, {});
    const action = tokens.takes('INCLUDE') ? 'INCLUDE' : tokens.takes('EXCLUDE') ? 'EXCLUDE' : tokens.fail();
    const target = tokens.next;
    if (!(tokens.takes('ItemID') || tokens.takes('UserID') || tokens.takes('ActionID'))) tokens.fail();
    const span = { start: target.start, end: target.end };
    const draft: Draft = { action, target: { text: target.text, span }, where: [], ifSpan: null, when: [] };
    this.drafts.push(draft);
    if (!tokens.takes('WHERE')) tokens.fail();
    do {
      const conjunction: Condition[] = [];
      draft.where.push(conjunction);
      do conjunction.push(this.#condition());
      while (tokens.takes('AND'));
    } while (tokens.takes('OR'));
    const { start, end } = tokens.next;
    if (tokens.takes('IF')) this.#if(draft, { start, end });
  }

  #if(draft: Draft, ifSpan: Span): void {
    const { tokens } = this;
    draft.ifSpan = ifSpan;
    do draft.when.push(this.#condition());
    while (tokens.takes('AND'));
    if (tokens.isWord('OR')) throw new Fault('F12', tokens.next, { reason: 'or' });
    if (tokens.isWord('IF')) throw new Fault('F12', tokens.next, { reason: 'twice' });
  }

  #condition(): Condition {
    const { tokens } = this;
    if (tokens.isSymbol('(')) throw new Fault('F18', tokens.next, {});
    const subject = this.#reference((begun) => (this.open = { subject: begun, operand: null, listed: [] }));
    const operatorStart = tokens.next.start;
    const operator = this.#operator();
    const operatorEnd = tokens.lastEnd;
    const test: Test = isMembership(operator)
      ? this.#membership(operator)
      : { kind: 'compare', operator, operand: this.#compared() };
    this.open = null;
    return {
      subject,
      test,
      span: { start: subject.dataset.span.start, end: tokens.lastEnd },
      operatorSpan: { start: operatorStart, end: operatorEnd },
    };
  }

  /** @param begin told as soon as the first name is read. */
  #reference(begin: (begun: OpenReference) => void): Reference {
    const { tokens } = this;
    const dataset = this.#name('dataset');
    const begun: OpenReference = { dataset, field: null };
    begin(begun);
    if (!tokens.takes('.')) tokens.fail();
    const field = this.#name('field');
    begun.field = field;
    return { dataset, field };
  }

  #name(expected: 'dataset' | 'field'): Name {
    const { tokens } = this;
    tokens.lookFor(expected);
    const { kind, text } = tokens.next;
    const misplaced = expected === 'dataset' && keywords.has(text.toUpperCase());
    if (kind !== 'word' || misplaced) tokens.fail();
    const token = tokens.take();
    return { text: token.text, span: { start: token.start, end: token.end } };
  }

  #operator(): Operator {
    const { tokens } = this;
    for (const word of ['BETWEEN', 'LIKE']) {
      if (tokens.isWord(word))
        throw new Fault('F07', tokens.next, { reason: 'no-such-operator', operator: word });
    }
    for (const operator of operators) {
      const alias = aliasOf(operator);
      if (alias !== undefined && tokens.isWord(alias)) tokens.take();
      else {
        const [first, second] = operator.split(' ') as [string, Expected?];
        if (!tokens.takes(operator, first)) continue;
        if (second !== undefined && !tokens.takes(second)) tokens.fail();
      }
      return operator;
    }
    return tokens.fail();
  }

  #membership(operator: Membership): Test {
    const { tokens } = this;
    if (!tokens.takes('(')) return { kind: 'in', operator, operand: this.#itemReference() ?? tokens.fail() };
    const operands = this.open?.listed ?? [];
    do operands.push(this.#listed());
    while (tokens.takes(','));
    if (!tokens.takes(')')) tokens.fail();
    return { kind: 'list', operator, operands };
  }

  #listed(): Operand {
    const { tokens } = this;
    tokens.lookFor('text', 'parameter', '*');
    return this.#literal() ?? this.#currentReference() ?? tokens.fail();
  }

  #compared(): Operand {
    const { tokens } = this;
    if (tokens.isSymbol('(')) throw new Fault('F18', tokens.next, {});
    tokens.lookFor('number', 'parameter');
    return this.#literal() ?? this.#itemReference() ?? tokens.fail();
  }

  /** Any literal: what does not fit the place or the field is named later, by the checker. */
  #literal(): Operand | null {
    const { tokens } = this;
    const token = tokens.next;
    const span = { start: token.start, end: token.end };
    switch (token.kind) {
      case 'string':
        tokens.take();
        return { kind: 'string', value: token.value, span };
      case 'number':
        tokens.take();
        return { kind: 'number', value: Number(token.text) + 0, span };
      case 'parameter':
        tokens.take();
        return { kind: 'parameter', name: token.value, span };
      case 'symbol':
        if (token.text !== '*') return null;
        tokens.take();
        return { kind: 'star', span };
      default:
        return null;
    }
  }

  #itemReference(): Operand | null {
    this.tokens.lookFor('CurrentItem');
    return this.#currentReference();
  }

  /** `CurrentItem.X`, or `CurrentUser.X`, which is never right but has a fault of its own. */
  #currentReference(): Operand | null {
    const { tokens } = this;
    const { start } = tokens.next;
    if (!tokens.isWord('CurrentItem') && !tokens.isWord('CurrentUser')) return null;
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
  const tokens = new TokenReader(text);
  const parser = new Parser(tokens);
  let fault: Fault | null = null;
  try {
    parser.filter();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = error;
  }
  const expressions: Expression[] = parser.drafts;
  return { syntax: { expressions }, fault, expected: tokens.expected, open: parser.open };
}
