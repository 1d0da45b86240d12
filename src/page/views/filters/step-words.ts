import { count, listed, percent } from '../../../domain/numbers';
import { finding, type SentencePart } from '../../charts/summary';
import type { FilterTarget } from '../../../domain/facts/filters';
import type { FilterCheck, FilterStepCount } from '../../../domain/filter-check';
import {
  printCondition,
  type Condition,
  type Expression,
  type Operand,
  type Syntax,
} from '../../../filters/grammar';
import * as say from '../../../words/messages/filters';
import { operatorWords } from './operator-words';

/** Whose request a filter is tried on, and what its subjects are called. */
export interface TrialWords {
  readonly user: string | null;
  readonly things: string;
}

/** What a filter chooses among. @param things what items are called. */
export function subjectsOf(target: FilterTarget | null, things: string): string {
  if (target === 'UserID') return say.users();
  return target === 'ActionID' ? say.actions() : things;
}

function operandWords(operand: Operand): string {
  switch (operand.kind) {
    case 'string':
      return operand.value;
    case 'number':
      return String(operand.value);
    case 'parameter':
      return `$${operand.name}`;
    case 'star':
      return say.anything();
    case 'reference':
      return say.thatOfItem();
  }
}

/** `GENRES is Drama or Comedy`, `YEAR ≥ 1995`, `user 408 has done “watch”`. */
export function conditionWords({ subject, test }: Condition, user: string | null): string {
  const isEvents = /^(action_?)?interactions$/i.test(subject.dataset.text);
  const field = subject.field.text;
  const { says, done } = operatorWords(test.operator);
  switch (test.kind) {
    case 'compare':
    case 'in':
      return says({ field, values: operandWords(test.operand) });
    case 'list': {
      const isAny = (one: Operand): boolean =>
        one.kind === 'star' || (one.kind === 'string' && one.value === '*');
      const values = test.operands.map((one) => (isAny(one) ? say.anything() : operandWords(one)));
      if (!isEvents) return says({ field, values: listed(values, 'or') });
      const what = values.map((value, i) => (isAny(test.operands[i]) ? value : `“${value}”`));
      return done({ what: test.operands.every(isAny) ? null : listed(what, 'or'), user });
    }
  }
}

/** What a step adds to those before it, in words, and as it is written. */
export function stepWords(
  step: FilterStepCount,
  { expressions }: Syntax,
  user: string | null,
): { readonly words: string; readonly code: string; readonly isExclude: boolean } {
  const [first] = step.expressions.map((i) => expressions[i]);
  const isExclude = first.action === 'EXCLUDE';
  const conditions = step.expressions.map((i) => pieces(expressions[i], step));
  const words = conditions
    .flatMap((sides) => sides.map((side) => listed(side.map((condition) => conditionWords(condition, user)))))
    .reduce((one, other) => say.either({ one, other }));
  const code = conditions
    .flatMap((sides) => sides.map((side) => side.map(printCondition).join(' AND ')))
    .join(' OR ');
  return { words, code: `${step.condition ? 'AND' : first.action} … ${code}`, isExclude };
}

/** The sides of OR, each with its conditions joined by AND, that a step takes in of one expression. */
function pieces(
  { where }: Expression,
  { conjunction, condition }: FilterStepCount,
): readonly (readonly Condition[])[] {
  if (conjunction === null) return where;
  return [condition === null ? where[conjunction] : [where[conjunction][condition]]];
}

/** Which piece takes the most, in a sentence. */
export function strictest(check: FilterCheck, syntax: Syntax, trial: TrialWords): readonly SentencePart[] {
  const { steps, total, remaining } = check;
  if (remaining === null) return [];
  if (remaining === total) return finding(say.takesNothing({ count: total, things: trial.things }));
  const losses = steps.map((step, i) => (i === 0 ? total : steps[i - 1].remaining) - step.remaining);
  const at = losses.indexOf(Math.max(...losses));
  const { words, isExclude } = stepWords(steps[at], syntax, trial.user);
  const before = at === 0 ? total : steps[at - 1].remaining;
  const facts = {
    words,
    lost: count(losses[at]),
    before: count(before),
    things: trial.things,
    share: percent(losses[at] / before),
  };
  if (steps.length === 1) return finding(isExclude ? say.leavingOutTakes(facts) : say.askingTakes(facts));
  return finding(isExclude ? say.leavingOutIsStrict(facts) : say.askingIsStrict(facts));
}

/** Why one thing does not pass: the piece that took it. */
export function takenWords(step: FilterStepCount, syntax: Syntax, user: string | null): string {
  const { words, isExclude } = stepWords(step, syntax, user);
  return isExclude ? words : say.not({ words });
}
