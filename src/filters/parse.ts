import type { Action, Condition, Expression, Name, Operand, Operator, Reference, Syntax, Test } from './ast';
import { Fault } from './errors';
import { tokenize, type Span, type Token } from './tokens';

/** What was read, up to the first fault. Everything before the fault is there, whole conditions only. */
export interface ParseResult {
  readonly syntax: Syntax;
  readonly fault: Fault | null;
}

/** Words that no dataset is called, so that a misplaced one is named itself and not what follows it. */
const keywords: ReadonlySet<string> = new Set(['WHERE', 'AND', 'OR', 'NOT', 'NOT_IN', 'IN', 'IF']);

const operators: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];

/** An expression while it is read; kept when a fault cuts it short, so that its conditions can still be checked. */
interface Draft {
  action: Action;
  target: Name;
  where: Condition[][];
  ifSpan: Span | null;
  when: Condition[];
}

class Parser {
  readonly drafts: Draft[] = [];
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  filter(): void {
    this.#expression();
    while (this.#takeSymbol('|')) this.#expression();
    if (this.#next.kind !== 'end') this.#fail(this.#continuations());
  }

  get #next(): Token {
    return this.#tokens[this.#at];
  }

  #isWord(word: string, token = this.#next): boolean {
    return token.kind === 'word' && token.text.toUpperCase() === word;
  }

  #isSymbol(symbol: string): boolean {
    return this.#next.kind === 'symbol' && this.#next.text === symbol;
  }

  #take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #takeSymbol(symbol: string): boolean {
    const found = this.#isSymbol(symbol);
    if (found) this.#take();
    return found;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#take();
    return found;
  }

  #fail(expected: readonly string[]): never {
    const { kind, text } = this.#next;
    const reason =
      kind === 'bad' && /^["']/.test(text) ? 'string-open' : kind === 'bad' ? 'symbol' : 'unexpected';
    throw new Fault('F02', this.#next, { found: text, expected: [...expected], reason });
  }

  /** What could stand after a whole condition. */
  #continuations(): string[] {
    const last = this.drafts.at(-1);
    return last?.ifSpan ? ['AND', '|', 'end'] : ['AND', 'OR', 'IF', '|', 'end'];
  }

  #expression(): void {
    if (this.#isSymbol('(')) throw new Fault('F18', this.#next);
    const action = this.#next;
    if (!this.#takeWord('INCLUDE') && !this.#takeWord('EXCLUDE')) this.#fail(['INCLUDE', 'EXCLUDE']);
    const target = this.#next;
    const known = ['ITEMID', 'USERID', 'ACTIONID'].some((word) => this.#isWord(word));
    if (!known) this.#fail(['ItemID', 'UserID']);
    this.#take();
    const draft: Draft = {
      action: action.text.toUpperCase() === 'INCLUDE' ? 'INCLUDE' : 'EXCLUDE',
      target: { text: target.text, span: target },
      where: [],
      ifSpan: null,
      when: [],
    };
    this.drafts.push(draft);
    if (!this.#takeWord('WHERE')) this.#fail(['WHERE']);
    do {
      const conjunction: Condition[] = [];
      draft.where.push(conjunction);
      do conjunction.push(this.#condition());
      while (this.#takeWord('AND'));
    } while (this.#takeWord('OR'));
    if (this.#isWord('IF')) this.#if(draft);
  }

  #if(draft: Draft): void {
    draft.ifSpan = this.#take();
    do draft.when.push(this.#condition());
    while (this.#takeWord('AND'));
    if (this.#isWord('OR')) throw new Fault('F12', this.#next, { reason: 'or' });
    if (this.#isWord('IF')) throw new Fault('F12', this.#next, { reason: 'twice' });
  }

  #condition(): Condition {
    if (this.#isSymbol('(')) throw new Fault('F18', this.#next);
    const subject = this.#reference();
    const operatorStart = this.#next.start;
    const test = this.#test();
    return { subject, test: test.test, operatorSpan: { start: operatorStart, end: test.operatorEnd } };
  }

  #reference(): Reference {
    const dataset = this.#name('dataset');
    if (!this.#takeSymbol('.')) this.#fail(['.']);
    return { dataset, field: this.#name('field') };
  }

  #name(expected: string): Name {
    const { kind, text } = this.#next;
    const misplaced = expected === 'dataset' && keywords.has(text.toUpperCase());
    if (kind !== 'word' || misplaced) this.#fail([expected]);
    const token = this.#take();
    return { text: token.text, span: { start: token.start, end: token.end } };
  }

  #test(): { test: Test; operatorEnd: number } {
    const operator = this.#next;
    for (const word of ['BETWEEN', 'LIKE']) {
      if (this.#isWord(word))
        throw new Fault('F07', operator, { reason: 'no-such-operator', operator: word });
    }
    if (operator.kind === 'symbol' && operators.includes(operator.text)) {
      this.#take();
      const operand = this.#compared();
      return {
        test: { kind: 'compare', operator: operator.text as Operator, operand },
        operatorEnd: operator.end,
      };
    }
    let negated = this.#takeWord('NOT_IN');
    let operatorEnd = operator.end;
    if (!negated) {
      negated = this.#takeWord('NOT');
      operatorEnd = this.#next.end;
      if (!this.#takeWord('IN')) this.#fail(negated ? ['IN'] : ['IN', 'NOT IN', ...operators]);
    }
    if (!this.#isSymbol('(')) {
      const operand = this.#referenceOperand();
      if (!operand) return this.#fail(['(', 'CurrentItem']);
      return { test: { kind: 'in', negated, operand }, operatorEnd };
    }
    this.#take();
    const operands = [this.#listed()];
    while (this.#takeSymbol(',')) operands.push(this.#listed());
    if (!this.#takeSymbol(')')) this.#fail([',', ')']);
    return { test: { kind: 'list', negated, operands }, operatorEnd };
  }

  #listed(): Operand {
    return this.#literal() ?? this.#fail(['text', 'parameter']);
  }

  #compared(): Operand {
    if (this.#isSymbol('(')) throw new Fault('F18', this.#next);
    return this.#literal() ?? this.#fail(['number', 'parameter', 'CurrentItem']);
  }

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
        if (!this.#takeSymbol('*')) return null;
        return { kind: 'star', span };
      default:
        return this.#referenceOperand();
    }
  }

  /** `CurrentItem.X`, or `CurrentUser.X` (never right, but with a fault of its own). */
  #referenceOperand(): Operand | null {
    const { start } = this.#next;
    if (!this.#isWord('CURRENTITEM') && !this.#isWord('CURRENTUSER')) return null;
    const reference = this.#reference();
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
  return { syntax: { expressions }, fault };
}
