import type { AppError, Json, JsonObject } from '../domain/errors';
import { count, counted } from '../domain/numbers';
import type { ServiceWords } from './service-errors';

const CONTEXT_TYPE = 'Context counts only in recipes that answer for a user or rank a list.';

/** Words for what is wrong with a request or an event: codes I04–I07, E01–E06, and M01 and M02 of metrics. */
export function describeRequestError({ code, details }: AppError): ServiceWords | null {
  switch (code) {
    case 'I04':
      return {
        what:
          number(details.length) === 0
            ? 'The list to put in order is empty.'
            : `The list to put in order has ${counted(number(details.length), 'item', 'items')}.`,
        todo: `Name 1 to ${counted(number(details.max), 'item', 'items')}.`,
      };
    case 'I05':
      if (details.reason === 'type') return { what: CONTEXT_TYPE, todo: 'Leave the context out.' };
      if (details.reason === 'value')
        return {
          what: `The context of “${text(details.key)}” is longer than ${counted(number(details.max), 'character', 'characters')}.`,
          todo: 'Give one value of that field.',
        };
      if (details.reason === 'count')
        return {
          what: 'The context has too many keys.',
          todo: `At most ${count(number(details.max))} are allowed.`,
        };
      return {
        what: `“${text(details.key)}” is no metadata field of the Interactions dataset.`,
        todo:
          list(details.known).length === 0 ? 'It has none.' : `It has: ${list(details.known).join(', ')}.`,
      };
    case 'I06':
      return {
        what: `The promotion cannot be used: ${PROMOTION[text(details.reason)] ?? 'it is malformed'}.`,
        todo: 'Give one promotion with a name, a share of 1 to 100 percent and a filter.',
      };
    case 'I07':
      if (details.reason === 'count')
        return {
          what: `${count(number(details.count))} columns were asked for.`,
          todo: `At most ${count(number(details.max))} are returned.`,
        };
      if (details.reason === 'dataset')
        return {
          what: `Columns of “${text(details.dataset)}” are not returned.`,
          todo: 'Ask for columns of ITEMS.',
        };
      return {
        what: `The Items dataset has no column “${text(details.column)}”.`,
        todo: `It has: ${list(details.known).join(', ')}.`,
      };
    case 'E01':
      return {
        what: `No event tracker has the id “${text(details.trackingId)}”.`,
        todo: 'Create an event tracker and use its trackingId.',
      };
    case 'E02':
      return {
        what:
          details.max === undefined
            ? `${where(details.place)} “${text(details.field)}” is missing or cannot be read.`
            : `${where(details.place)} “${text(details.field)}” is longer than ${count(number(details.max))}.`,
        todo: 'Nothing of the call was kept: correct it and send it again.',
      };
    case 'E03':
      return {
        what:
          details.max === undefined
            ? `${where(details.place)} the properties are no JSON object.`
            : `${where(details.place)} the properties are longer than ${count(number(details.max))} characters.`,
        todo: 'Properties are JSON text such as {"genre":"Comedy"}.',
      };
    case 'E04':
      return {
        what:
          details.forbidden === true
            ? `${where(details.place)} “${text(details.key)}” may not stand in the properties.`
            : `${where(details.place)} no field of the schema is called “${text(details.key)}”.`,
        todo:
          details.forbidden === true
            ? 'Put it beside the properties.'
            : `There are: ${list(details.known).join(', ')}.`,
      };
    case 'E05':
      return describeCell(details);
    case 'E06':
      return {
        what: `The call has ${count(number(details.count))} entries.`,
        todo: `Send at most ${count(number(details.max))} at a time.`,
      };
    case 'M01':
      return describeExpression(details);
    case 'M02':
      return {
        what: 'The Interactions dataset has no EVENT_TYPE, and a metric counts events of a type.',
        todo: 'Import events with an EVENT_TYPE column first.',
      };
    default:
      return null;
  }
}

/** A value that does not fit, or none where the schema wants one. */
function describeCell(details: JsonObject): ServiceWords {
  const field = `${where(details.place)} “${text(details.field)}”`;
  if (details.missing === true)
    return {
      what: `${field} is missing, and the schema wants a value.`,
      todo: `Give it in the properties as “${text(details.property)}”. Nothing of the call was kept.`,
    };
  return {
    what:
      details.value === null
        ? `${field} is null, and the schema wants a value.`
        : `${where(details.place)} the value of “${text(details.field)}” does not fit its type, ${text(details.type)}.`,
    todo: 'Nothing of the call was kept: correct it and send it again.',
  };
}

/** What is wrong with the expression of a metric. */
function describeExpression(details: JsonObject): ServiceWords {
  const known = list(details.known);
  switch (details.reason) {
    case 'dataset':
      return {
        what: `There is no ${details.dataset === 'ITEMS' ? 'Items' : 'Interactions'} dataset to sum a column of.`,
        todo: 'Import it first, or count with SAMPLECOUNT().',
      };
    case 'column':
    case 'type':
      return {
        what:
          details.reason === 'column'
            ? `The dataset has no column “${text(details.column)}”.`
            : `“${text(details.column)}” holds no numbers.`,
        todo: known.length === 0 ? 'It has no column of numbers.' : `Numbers are in: ${known.join(', ')}.`,
      };
    default:
      return {
        what: `“${text(details.expression)}” is no expression of a metric.`,
        todo: 'Write SUM(Items.COLUMN), SUM(Interactions.COLUMN) or SAMPLECOUNT().',
      };
  }
}

const PROMOTION: { readonly [reason: string]: string } = {
  count: 'there is more than one',
  type: 'a recipe that ranks lists has no place for it',
  name: 'it has no name',
  filter: 'it has no filter',
  percent: 'its share is not a whole number from 1 to 100',
};

/** Entries are counted from 1; 0 is the call itself. */
function where(place: Json | undefined): string {
  return typeof place === 'number' && place > 0 ? `In entry ${place},` : 'In the call,';
}
function number(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
function text(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
function list(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((each) => text(each)) : [];
}
