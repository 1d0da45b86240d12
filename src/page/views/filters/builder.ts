import {
  parseFilter,
  printCondition,
  printFilter,
  type Action,
  type Condition,
  type Expression,
  type Operator,
  type Syntax,
} from '../../../filters/grammar';

/** Where a condition stands in a filter. */
export interface Place {
  readonly expression: number;
  readonly part: 'where' | 'when';
  /** Which side of OR; 0 behind IF. */
  readonly conjunction: number;
  readonly condition: number;
}

/** The filter as text, an expression on each line. */
export function printLines({ expressions }: Syntax): string {
  return expressions.map((expression) => printFilter({ expressions: [expression] })).join('\n| ');
}

/** `Items.GENRES IN ("Drama")` as a condition; null where it is none. */
export function readCondition(text: string): Condition | null {
  const { syntax, fault } = parseFilter(`INCLUDE ItemID WHERE ${text}`);
  const { where, when } = syntax.expressions[0] ?? { where: [], when: [] };
  const alone = fault === null && syntax.expressions.length === 1 && when.length === 0;
  return alone && where.length === 1 && where[0].length === 1 ? where[0][0] : null;
}

export function withAction(syntax: Syntax, at: number, action: Action): Syntax {
  return changed(syntax, at, (expression) => ({ ...expression, action }));
}

/** The filter with one expression more, of the same target as the others. */
export function withExpression(syntax: Syntax | null, action: Action, condition: Condition): Syntax {
  const expressions = syntax?.expressions ?? [];
  const span = { start: 0, end: 0 };
  const target = expressions[0]?.target ?? { text: 'ItemID', span };
  return {
    expressions: [...expressions, { action, target, where: [[condition]], ifSpan: null, when: [] }],
  };
}

export function withCondition(syntax: Syntax, place: Place, condition: Condition): Syntax {
  return inList(syntax, place, (list) => list.with(place.condition, condition));
}

/** One more behind the last of an expression, of one side of OR or of an IF that is there or begins. */
export function withOneMore(syntax: Syntax, place: Omit<Place, 'condition'>, condition: Condition): Syntax {
  return inList(syntax, { ...place, condition: 0 }, (list) => [...list, condition]);
}

/** One more side of OR. */
export function withAlternative(syntax: Syntax, at: number, condition: Condition): Syntax {
  return changed(syntax, at, (expression) => ({ ...expression, where: [...expression.where, [condition]] }));
}

/** Without a condition; an expression that has no other goes with it. */
export function withoutCondition(syntax: Syntax, place: Place): Syntax {
  const cut = inList(syntax, place, (list) => list.filter((_, i) => i !== place.condition));
  const expressions = cut.expressions.map((expression) => ({
    ...expression,
    where: expression.where.filter((conjunction) => conjunction.length > 0),
  }));
  return { expressions: expressions.filter(({ where }) => where.length > 0) };
}

export function withoutExpression({ expressions }: Syntax, at: number): Syntax {
  return { expressions: expressions.filter((_, i) => i !== at) };
}

/** What a condition is about: `Items.GENRES`, spelled as the schema does where it is in `known`. */
export function pathOf({ subject: { dataset, field } }: Condition, known: readonly string[]): string {
  const written = `${dataset.text}.${field.text}`;
  return known.find((path) => path.toLowerCase() === written.toLowerCase()) ?? written;
}

/** The operator as the language writes it. */
export function operatorOf({ test }: Condition): Operator {
  return test.operator;
}

/** What stands right of the operator, as it is written: `("Drama")`, `$G`, `1995`. */
export function rightOf(condition: Condition): string {
  const text = printCondition(condition);
  const operator = ` ${operatorOf(condition)} `;
  return text.slice(text.indexOf(operator) + operator.length);
}

function changed(syntax: Syntax, at: number, change: (expression: Expression) => Expression): Syntax {
  return { expressions: syntax.expressions.map((one, i) => (i === at ? change(one) : one)) };
}

function inList(
  syntax: Syntax,
  { expression, part, conjunction }: Place,
  change: (list: readonly Condition[]) => readonly Condition[],
): Syntax {
  return changed(syntax, expression, (one) =>
    part === 'when'
      ? { ...one, when: change(one.when) }
      : { ...one, where: one.where.map((list, i) => (i === conjunction ? change(list) : list)) },
  );
}
