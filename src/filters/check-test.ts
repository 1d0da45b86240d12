import type { Condition, Operand, Reference } from './ast';
import { readsEvents, type CheckedTest, type Subject } from './checked';
import { Fault } from './errors';
import type { Field } from './fields';
import { isMembership, listOperator, operatorsInOrder, type Membership } from './operators';
import type { Span } from './tokens';

/** What checking a test may ask of, or tell, the checker of the whole filter. */
export interface TestContext {
  /** Looks up a field of Items for CurrentItem. @throws Fault */
  itemField(reference: Reference): Field;
  /** Told of every text literal of an IN list. */
  literal(value: string, span: Span): void;
}

const parameterInQuotes = /^\$[A-Za-z0-9_]{1,50}$/;

/**
 * Checks an operator and what stands right of it against the field's kind.
 * @throws Fault F07, F10, F11, F13 or F14, the first one from the left.
 */
export function checkTest(
  condition: Condition,
  subject: Subject,
  field: Field,
  context: TestContext,
): CheckedTest {
  const { test, operatorSpan } = condition;
  const isText = field.kind === 'string';
  const fits = isText === (test.kind !== 'compare');
  if (!fits) {
    if (isText) throw new Fault('F07', operatorSpan, { reason: 'text-compared', field: field.name });
    const operators = operatorsInOrder().filter((each) => !isMembership(each) && each !== '=');
    throw new Fault('F07', operatorSpan, { reason: 'number-listed', field: field.name, operators });
  }
  switch (test.kind) {
    case 'list':
      return checkList(test.operands, test.operator, subject, field, context);
    case 'in':
      return {
        kind: 'in-item',
        operator: test.operator,
        field: itemField(test.operand, subject, field, context),
      };
    case 'compare': {
      const { operator, operand } = test;
      switch (operand.kind) {
        case 'number':
          return { kind: 'compare', operator, value: operand.value };
        case 'parameter':
          return { kind: 'compare-parameter', operator, parameter: operand.name };
        case 'star':
          throw new Fault('F11', operand.span, { field: field.name });
        case 'string':
          refuseQuotedParameter(operand.value, operand.span);
          throw new Fault('F07', operand.span, {
            reason: 'number-quoted',
            field: field.name,
            value: operand.value,
          });
        case 'reference':
          return { kind: 'compare-item', operator, field: itemField(operand, subject, field, context) };
      }
    }
  }
}

function refuseQuotedParameter(value: string, span: Span): void {
  if (parameterInQuotes.test(value)) throw new Fault('F10', span, { reason: 'quoted', parameter: value });
}

/** The Items field behind a CurrentItem operand, if it may stand here. */
function itemField(operand: Operand, subject: Subject, field: Field, context: TestContext): string {
  if (operand.kind !== 'reference') throw new RangeError('Only a reference may stand without parentheses');
  const { reference, span } = operand;
  const name = reference.field.text;
  if (reference.dataset.text.toLowerCase() === 'currentuser') throw new Fault('F13', span, { field: name });
  if (subject !== 'Items') {
    throw new Fault('F14', span, { reason: subject === 'CurrentUser' ? 'if' : 'dataset', field: name });
  }
  const found = context.itemField(reference);
  if (found.kind !== field.kind)
    throw new Fault('F14', reference.field.span, { reason: 'kind', field: found.name, left: field.name });
  return found.name;
}

function checkList(
  operands: readonly Operand[],
  operator: Membership,
  subject: Subject,
  field: Field,
  context: TestContext,
): CheckedTest {
  const isEventType = readsEvents(subject);
  const alone = operands.length === 1;
  const negated = listOperator(operator).negated === true;
  const values: string[] = [];
  for (const operand of operands) {
    switch (operand.kind) {
      case 'number':
        throw new Fault('F07', operand.span, {
          reason: 'number-in-list',
          field: field.name,
          value: String(operand.value),
        });
      case 'reference': {
        const isUser = operand.reference.dataset.text.toLowerCase() === 'currentuser';
        const name = operand.reference.field.text;
        if (isUser) throw new Fault('F13', operand.span, { field: name });
        throw new Fault('F14', operand.span, { reason: 'parentheses', field: name });
      }
      case 'parameter':
        if (negated) throw new Fault('F10', operand.span, { reason: 'not-in', parameter: operand.name });
        if (!alone) throw new Fault('F10', operand.span, { reason: 'mixed', parameter: operand.name });
        return { kind: 'in-parameter', operator, parameter: operand.name };
      case 'star':
        if (!isEventType || !alone) throw new Fault('F11', operand.span, { field: field.name });
        return { kind: 'any', negated };
      case 'string':
        refuseQuotedParameter(operand.value, operand.span);
        if (operand.value === '*') {
          if (!isEventType || !alone) throw new Fault('F11', operand.span, { field: field.name });
          return { kind: 'any', negated };
        }
        context.literal(operand.value, operand.span);
        values.push(operand.value);
    }
  }
  return { kind: 'in', operator, values };
}
