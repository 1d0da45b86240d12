import type { DatasetType, Schemas } from '../domain/schema';
import { LIMITS } from '../domain/limits';
import type { Condition, Expression, Reference, Target } from './ast';
import { checkTest } from './check-test';
import {
  readsEvents,
  type CheckedCondition,
  type CheckedExpression,
  type CheckedFilter,
  type Subject,
} from './checked';
import { Fault, locate, type FilterProblem, type FilterWarning } from './errors';
import { findField, type Field } from './fields';
import { parseFilter, type ParseResult } from './parse';
import { nearMatches } from './suggest';
import type { Span } from './tokens';

export interface CheckResult {
  /** null when there is an error. */
  readonly filter: CheckedFilter | null;
  /** At most one: checking stops at the first. */
  readonly errors: readonly FilterProblem[];
  /** What the text alone gives reason to doubt; `warnings.ts` adds what the data say. */
  readonly warnings: readonly FilterWarning[];
  /** Every text that a field is compared with, and where it stands. */
  readonly literals: readonly FilterLiteral[];
}

export interface FilterLiteral {
  readonly subject: Subject;
  readonly field: string;
  readonly value: string;
  readonly span: Span;
}

/** The dataset whose row or events a condition reads. */
export const datasetOf: { readonly [subject in Subject]: DatasetType } = {
  Items: 'ITEMS',
  Interactions: 'INTERACTIONS',
  Users: 'USERS',
  Actions: 'ACTIONS',
  Action_Interactions: 'ACTION_INTERACTIONS',
  CurrentUser: 'USERS',
};
/** The dataset that a subject is of, as expressions write it. */
export function datasetName(subject: Subject): Exclude<Subject, 'CurrentUser'> {
  return subject === 'CurrentUser' ? 'Users' : subject;
}

/** What a filter of each target may read left of an operator. */
const READS: { readonly [target in Target]: readonly Subject[] } = {
  ItemID: ['Items', 'Interactions'],
  UserID: ['Users', 'Interactions'],
  ActionID: ['Actions', 'Action_Interactions'],
};
const ITEM_SUBJECTS = ['Items', 'Interactions', 'Users'];
/** What may stand before the dot of a field, as it is usually written. */
export const subjectNames = [
  'Items',
  'Interactions',
  'Users',
  'Actions',
  'Action_Interactions',
  'CurrentUser',
  'CurrentItem',
] as const;
/** The schema of action interactions may go by a name without the stroke, and so may they here. */
const subjects: ReadonlyMap<string, Subject | 'CurrentItem'> = new Map([
  ...subjectNames.map((name) => [name.toLowerCase(), name] as const),
  ['actioninteractions', 'Action_Interactions'],
]);

/** Collects what the whole filter mentions while its conditions are checked one by one, in order of the text. */
class Checker {
  readonly parameters = new Set<string>();
  readonly fields = new Set<string>();
  readonly literals: FilterLiteral[] = [];
  target: Target | null = null;
  needsUser = false;
  needsItem = false;
  /** Where a limit on distinct fields was passed; reported only when nothing else is wrong, with the full count. */
  tooMany: { span: Span; limit: number; scope: 'filter' | 'group' } | null = null;

  constructor(
    readonly schemas: Schemas,
    readonly fieldsOfGroup: readonly string[],
  ) {}

  expression(expression: Expression): CheckedExpression {
    const target = this.#target(expression);
    let first: Subject | null = null;
    const where = expression.where.map((conjunction) =>
      conjunction.map((condition) => {
        const checked = this.#where(condition, target, first);
        first ??= checked.subject;
        return checked;
      }),
    );
    if (expression.ifSpan && target === 'UserID')
      throw new Fault('F12', expression.ifSpan, { reason: 'users' });
    const when = expression.when.map((condition) => this.#when(condition));
    return { action: expression.action, where, when };
  }

  #target({ target: { text, span } }: Expression): Target {
    const word = text.toLowerCase();
    const target = word === 'itemid' ? 'ItemID' : word === 'userid' ? 'UserID' : 'ActionID';
    if (this.target !== null && this.target !== target)
      throw new Fault('F17', span, { target, first: this.target });
    this.target = target;
    return target;
  }

  #where(condition: Condition, target: Target, first: Subject | null): CheckedCondition {
    const { dataset } = condition.subject;
    const subject = subjects.get(dataset.text.toLowerCase());
    if (subject === undefined) {
      const near = nearMatches(dataset.text, target === 'ActionID' ? READS.ActionID : ITEM_SUBJECTS, 1);
      throw new Fault('F03', dataset.span, { dataset: dataset.text, reason: 'unknown', near });
    }
    const { text: field } = condition.subject.field;
    if (subject === 'CurrentUser') throw new Fault('F13', wholeSpan(condition.subject), { field });
    if (subject === 'CurrentItem')
      throw new Fault('F14', wholeSpan(condition.subject), { reason: 'left', field });
    if (first !== null && first !== subject) throw new Fault('F05', dataset.span, { first, second: subject });
    if (!READS[target].includes(subject)) {
      throw new Fault('F06', dataset.span, { reason: 'dataset', target, dataset: subject, field });
    }
    return this.#condition(condition, subject);
  }

  #when(condition: Condition): CheckedCondition {
    const { dataset, field } = condition.subject;
    const subject = subjects.get(dataset.text.toLowerCase());
    if (subject === 'CurrentItem') {
      throw new Fault('F14', wholeSpan(condition.subject), { reason: 'if', field: field.text });
    }
    if (subject !== 'CurrentUser') {
      throw new Fault('F12', dataset.span, { reason: 'dataset', dataset: dataset.text, field: field.text });
    }
    return this.#condition(condition, subject);
  }

  #condition(condition: Condition, subject: Subject): CheckedCondition {
    const field = readsEvents(subject)
      ? this.#eventType(condition, subject)
      : this.#field(condition.subject, subject);
    const test = checkTest(condition, subject, field, {
      itemField: (reference) => this.#field(reference, 'Items'),
      literal: (value, span) => this.literals.push({ subject, field: field.name, value, span }),
    });
    this.#count(`${datasetName(subject)}.${field.name}`, condition.subject.field.span);
    if (test.kind === 'in-item' || test.kind === 'compare-item') {
      this.#count(`Items.${test.field}`, operandSpan(condition));
      this.needsItem = true;
    }
    if (test.kind === 'in-parameter' || test.kind === 'compare-parameter')
      this.parameters.add(test.parameter);
    if (this.target !== 'UserID' && (readsEvents(subject) || subject === 'CurrentUser'))
      this.needsUser = true;
    return { subject, field: field.name, test };
  }

  #field(reference: Reference, subject: Subject): Field {
    const schema = this.schemas[datasetOf[subject]];
    if (!schema) {
      throw new Fault('F03', reference.dataset.span, {
        dataset: datasetName(subject),
        reason: 'not-in-group',
      });
    }
    return findField(schema, reference.field);
  }

  /** The only filterable field of events. Without that column only `*` ("any event") has a meaning. */
  #eventType({ subject, test }: Condition, dataset: Subject): Field {
    const { field } = subject;
    const schema = this.schemas[datasetOf[dataset]];
    if (field.text.toLowerCase() !== 'event_type') throw new Fault('F15', field.span, { field: field.text });
    if (!schema) throw new Fault('F03', subject.dataset.span, { dataset, reason: 'not-in-group' });
    const known = schema.fields.some(({ name }) => name.toLowerCase() === 'event_type');
    const asksForAny =
      test.kind === 'list' &&
      test.operands.every(
        (value) => value.kind === 'star' || (value.kind === 'string' && value.value === '*'),
      );
    if (known || asksForAny) return { name: 'EVENT_TYPE', kind: 'string' };
    return findField(schema, field);
  }

  #count(field: string, span: Span): void {
    this.fields.add(field);
    if (this.fields.size > LIMITS.filterFields) {
      this.tooMany ??= { span, limit: LIMITS.filterFields, scope: 'filter' };
    }
    const group = new Set([...this.fieldsOfGroup, ...this.fields]);
    if (group.size > LIMITS.filterFieldsOfGroup)
      this.tooMany ??= { span, limit: LIMITS.filterFieldsOfGroup, scope: 'group' };
  }

  finish(): void {
    if (!this.tooMany) return;
    const { span, limit, scope } = this.tooMany;
    const fields =
      scope === 'filter' ? [...this.fields] : [...new Set([...this.fieldsOfGroup, ...this.fields])];
    throw new Fault('F16', span, { count: fields.length, limit, scope, fields });
  }
}

/** Where the field right of the operator stands. */
function operandSpan({ span, test }: Condition): Span {
  const operand = test.kind === 'list' ? undefined : test.operand;
  return operand?.kind === 'reference' ? operand.reference.field.span : span;
}

function wholeSpan({ dataset, field }: Reference): Span {
  return { start: dataset.span.start, end: field.span.end };
}

/** `"click, rating"` is one event type with a comma in it, hardly ever what was meant. */
function commaWarnings(expression: string, literals: readonly FilterLiteral[]): FilterWarning[] {
  return literals
    .filter(({ subject, value }) => readsEvents(subject) && value.includes(','))
    .map(({ value, span }) => ({
      code: 'COMMA_IN_EVENT_TYPE',
      ...locate(expression, span),
      details: { value },
    }));
}

function lengthFault(text: string): Fault | null {
  const span = { start: 0, end: text.length };
  if (text.trim() === '') return new Fault('F01', span, { reason: 'empty' });
  if (text.length <= LIMITS.filterChars) return null;
  return new Fault('F01', span, { reason: 'long', length: text.length, limit: LIMITS.filterChars });
}

/**
 * Parses an expression and holds it against the schemas of its dataset group. The first fault in the text is
 * reported, whichever stage finds it; the limits on distinct fields come last.
 *
 * @param fieldsOfGroup distinct fields of the group's other filters (`CheckedFilter.fields`).
 * Linear in the length of the expression; never throws for what somebody typed.
 */
export function checkFilter(
  expression: string,
  schemas: Schemas,
  fieldsOfGroup: readonly string[] = [],
): CheckResult {
  return checkParsed(expression, parseFilter(expression), schemas, fieldsOfGroup);
}

/** The same for an expression that has been parsed. */
export function checkParsed(
  expression: string,
  { syntax, fault }: Pick<ParseResult, 'syntax' | 'fault'>,
  schemas: Schemas,
  fieldsOfGroup: readonly string[],
): CheckResult {
  const failed = (fault: Fault): CheckResult => ({
    filter: null,
    errors: [fault.in(expression)],
    warnings: [],
    literals: [],
  });
  const unfit = lengthFault(expression);
  if (unfit) return failed(unfit);
  const checker = new Checker(schemas, fieldsOfGroup);
  try {
    const expressions = syntax.expressions.map((one) => checker.expression(one));
    if (fault) return failed(fault);
    checker.finish();
    const { target, needsUser, needsItem } = checker;
    if (target === null) throw new RangeError('An expression without a fault has a target');
    const filter: CheckedFilter = {
      target,
      expressions,
      parameters: [...checker.parameters],
      fields: [...checker.fields],
      needsUser,
      needsItem,
    };
    return {
      filter,
      errors: [],
      warnings: commaWarnings(expression, checker.literals),
      literals: checker.literals,
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return failed(error);
  }
}
