import type { FilterErrorCode, Json, JsonObject } from '../domain/errors';
import { count, counted, listed } from '../domain/numbers';

/** Codes of `filters/errors.ts` that are no errors; a copy in words only, so that copy depends on domain alone. */
type WarningCode = 'UNKNOWN_LITERAL' | 'COMMA_IN_EVENT_TYPE' | 'REMOVES_EVERYTHING';

/** One finding about a filter: what the checker, a request or the data gave. */
export interface FilterFinding {
  readonly code: FilterErrorCode | WarningCode;
  readonly details: JsonObject;
  /** Position of the finding in the expression, from 1. */
  readonly position?: number;
}

const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
const list = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(text) : []);
const quote = (value: Json | undefined): string => `“${text(value)}”`;

function didYouMean(near: Json | undefined): string {
  const names = list(near);
  return names.length > 0 ? ` Did you mean ${listed(names, 'or')}?` : '';
}

/** The words for what could have stood at a place. */
const expectations: { readonly [key: string]: string } = {
  dataset: 'a dataset (Items, Interactions or Users)',
  field: 'a field name',
  text: 'a text in quotes',
  parameter: 'a parameter such as $NAME',
  number: 'a number',
  end: 'the end',
  '.': 'a dot',
  '(': 'an opening parenthesis',
  ')': 'a closing parenthesis',
  ',': 'a comma',
  '|': 'a bar |',
};

function expected(details: JsonObject): string {
  const words = list(details.expected).map((key) => expectations[key] ?? key);
  const last = words.pop() ?? '';
  return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
}

function syntax(details: JsonObject, position: number | undefined): string {
  const at = `At position ${count(position ?? number(details.position))}: `;
  const found = details.found === '' ? 'the expression ends' : `found ${quote(details.found)}`;
  switch (details.reason) {
    case 'string-open':
      return `${at}the text ${quote(details.found)} is not closed. Put the same quote mark at its end, on the same line.`;
    case 'symbol':
      return `${at}${quote(details.found)} is no part of the language here. Expected ${expected(details)}.`;
    default:
      return `${at}${found}. Expected ${expected(details)}.`;
  }
}

function wrongType(details: JsonObject): string {
  const field = text(details.field);
  switch (details.reason) {
    case 'text-compared':
      return `${field} is text. Write ${field} IN ("…").`;
    case 'number-listed':
      return `${field} is a number. Write ${field} = 5, or one of != < <= > >=.`;
    case 'number-quoted':
      return `${field} is a number. Write ${quote(details.value)} without quotes.`;
    case 'number-in-list':
      return `${field} is text. Put ${text(details.value)} in quotes.`;
    default:
      return `There is no ${text(details.operator)}. Use >= and <= joined by AND for a range, and IN for texts.`;
  }
}

function placeholder(details: JsonObject): string {
  const name = text(details.parameter).replace(/^\$/, '');
  switch (details.reason) {
    case 'quoted':
      return `Write $${name} without quotes.`;
    case 'not-in':
      return `A parameter cannot stand behind NOT IN. Write IN ($${name}) and swap INCLUDE and EXCLUDE.`;
    default:
      return `Write $${name} alone in its list. One parameter can hold several values.`;
  }
}

function misplacedIf(details: JsonObject): string {
  const rule = 'IF comes once, at the end of an expression, with CurrentUser conditions joined by AND.';
  switch (details.reason) {
    case 'users':
      return 'UserID filters cannot have IF: there is no current user in a segment.';
    case 'or':
      return `${rule} Write one expression for each side of OR and join them with |.`;
    case 'dataset':
      return `${rule} ${quote(details.dataset)} cannot stand there.`;
    default:
      return rule;
  }
}

function misplacedItem(details: JsonObject): string {
  const rule = 'CurrentItem may only stand right of a test on Items.';
  if (details.reason === 'kind') {
    return `${rule} ${text(details.left)} and ${text(details.field)} are not of the same kind: compare text with text and numbers with numbers.`;
  }
  if (details.reason === 'parentheses')
    return `Write CurrentItem.${text(details.field)} without parentheses.`;
  return rule;
}

function badName(details: JsonObject): string {
  switch (details.reason) {
    case 'missing':
      return 'The filter has no name.';
    case 'taken':
      return `There is already a filter named ${quote(details.name)}.`;
    case 'long':
      return `The name has ${count(number(details.length))} characters; at most 63 are allowed.`;
    case 'too-many':
      return 'The dataset group has 10 filters, the most it can have. Delete one first.';
    default: {
      const why = /\s/.test(text(details.name)) ? 'has spaces in it' : 'is not a name the service takes';
      return `${quote(details.name)} ${why}. Use letters, digits, - and _, starting with a letter or digit.`;
    }
  }
}

function badValue(details: JsonObject): string {
  const value = `Value of $${text(details.parameter)}: ${quote(details.value)}`;
  switch (details.reason) {
    case 'several':
      return `${value} are ${counted(number(details.count), 'value', 'values')}. A comparison takes one number.`;
    case 'not-a-number':
      return `${value} is not a number.`;
    case 'star':
      return `${value} mixes * with other values. * stands alone for every event type.`;
    default:
      return `${value} cannot be read. Separate values by commas, and put quotes around a value that holds a comma.`;
  }
}

function overLimit(details: JsonObject): string {
  switch (details.reason) {
    case 'count':
      return `The request gives ${count(number(details.count))} parameters; at most 25 are allowed.`;
    case 'name':
      return `The parameter name ${quote(details.parameter)} has ${count(number(details.length))} characters; at most 50 are allowed.`;
    default:
      return `The value of $${text(details.parameter)} has ${counted(number(details.length), 'character', 'characters')}; at most 1,000 are allowed.`;
  }
}

function unsuitable(details: JsonObject): string {
  if (details.reason !== 'target') return 'There is no active filter of this name.';
  return details.target === 'UserID'
    ? 'This filter chooses users. Item recommendations need one that starts with INCLUDE ItemID or EXCLUDE ItemID.'
    : 'This filter chooses items. A segment needs one that starts with INCLUDE UserID or EXCLUDE UserID.';
}

/** A sentence or two about one finding: what it is and what to do. */
export function describeFilterFinding({ code, details, position }: FilterFinding): string {
  switch (code) {
    case 'F01':
      return details.reason === 'long'
        ? `The expression has ${count(number(details.length))} characters; at most 2,500 are allowed.`
        : 'The expression is empty.';
    case 'F02':
      return syntax(details, position);
    case 'F03':
      return details.reason === 'unknown'
        ? `${quote(details.dataset)} is not a dataset here. Use Items, Interactions or Users.${didYouMean(details.near)}`
        : `There are no ${text(details.dataset)} here. Import that dataset first.`;
    case 'F04':
      return `${text(details.dataset)} has no field ${quote(details.field)}.${
        didYouMean(details.near) || ` Fields: ${list(details.fields).join(', ')}.`
      }`;
    case 'F05':
      return `This expression starts with ${text(details.first)} and cannot use ${text(details.second)}. Join two expressions with |.`;
    case 'F06':
      if (details.reason === 'actions') return 'ActionID filters are not available. Use ItemID or UserID.';
      return details.target === 'ItemID'
        ? `ItemID filters cannot use Users. Use IF CurrentUser.${text(details.field)}.`
        : 'UserID filters cannot use Items. Use Users or Interactions.';
    case 'F07':
      return wrongType(details);
    case 'F08':
      return `${text(details.field)} is boolean. Store it as the text “True” or “False”, or as 0 or 1.`;
    case 'F09':
      return `${text(details.field)} is free text and cannot be filtered.`;
    case 'F10':
      return placeholder(details);
    case 'F11':
      return '* only stands alone for Interactions.EVENT_TYPE.';
    case 'F12':
      return misplacedIf(details);
    case 'F13':
      return `Move CurrentUser.${text(details.field)} behind IF.`;
    case 'F14':
      return misplacedItem(details);
    case 'F15':
      return 'Only Interactions.EVENT_TYPE can be filtered.';
    case 'F16': {
      const whose = details.scope === 'group' ? 'The filters of this dataset group use' : 'The filter uses';
      return `${whose} ${count(number(details.count))} fields (${list(details.fields).join(', ')}); at most ${count(number(details.limit))} are allowed.`;
    }
    case 'F17':
      return `The first expression filters ${text(details.first)}. All expressions of a filter need the same target.`;
    case 'F18':
      return 'Parentheses only hold value lists. AND binds tighter than OR; write the parts out or join expressions with |.';
    case 'F19':
      return badName(details);
    case 'R01':
      return `Parameter $${text(details.parameter)} has no value.`;
    case 'R02': {
      const known = list(details.parameters).map((name) => `$${name}`);
      const has = known.length > 0 ? `it has ${known.join(', ')} (names are case-sensitive)` : 'it has none';
      return `The filter has no parameter ${quote(details.parameter)}; ${has}.`;
    }
    case 'R03':
      return badValue(details);
    case 'R04':
      return 'This filter needs a userId.';
    case 'R05':
      return 'This filter needs an itemId, in a request for related items.';
    case 'R06':
      return overLimit(details);
    case 'R07':
      return unsuitable(details);
    case 'UNKNOWN_LITERAL':
      return `No ${text(details.field)} is ${quote(details.value)}.${didYouMean(details.near)}`;
    case 'COMMA_IN_EVENT_TYPE':
      return `${quote(details.value)} is one event type with a comma in it. For several, put each in its own quotes.`;
    case 'REMOVES_EVERYTHING':
      return `This filter lets no ${details.target === 'UserID' ? 'user' : 'item'} through.`;
  }
}
