import type { DoubtFacts, FilterFacts } from '../domain/facts/filters';
import type { FoundInText } from '../domain/filter-check';
import { count, counted, listed } from '../domain/numbers';
import type { Always } from './said';

interface FindingFacts extends FilterFacts, DoubtFacts {}
type Words = { readonly [Code in keyof FindingFacts]: (facts: Always<FindingFacts[Code]>) => string };

const quote = (value: string): string => `“${value}”`;

function didYouMean(near: readonly string[]): string {
  return near.length > 0 ? ` Did you mean ${listed(near, 'or')}?` : '';
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

function alternatives(expected: readonly string[]): string {
  return listed(
    expected.map((key) => expectations[key] ?? key),
    'or',
  );
}

const IF_RULE = 'IF comes once, at the end of an expression, with CurrentUser conditions joined by AND.';
const ITEM_RULE = 'CurrentItem may only stand right of a test on Items.';

/** A sentence or two about each finding: what it is and what to do. */
export const FILTER_WORDS: Words = {
  F01: (facts) =>
    facts.reason === 'long'
      ? `The expression has ${count(facts.length)} characters; at most 2,500 are allowed.`
      : 'The expression is empty.',
  F02: ({ reason, found, expected, position }) => {
    const at = `At position ${count(position)}: `;
    switch (reason) {
      case 'string-open':
        return `${at}the text ${quote(found)} is not closed. Put the same quote mark at its end, on the same line.`;
      case 'symbol':
        return `${at}${quote(found)} is no part of the language here. Expected ${alternatives(expected)}.`;
      case 'unexpected':
        return `${at}${found === '' ? 'the expression ends' : `found ${quote(found)}`}. Expected ${alternatives(expected)}.`;
    }
  },
  F03: (facts) =>
    facts.reason === 'unknown'
      ? `${quote(facts.dataset)} is not a dataset here. Use Items, Interactions or Users.${didYouMean(facts.near)}`
      : `There are no ${facts.dataset} here. Import that dataset first.`,
  F04: ({ dataset, field, fields, near }) =>
    `${dataset} has no field ${quote(field)}.${didYouMean(near) || ` Fields: ${fields.join(', ')}.`}`,
  F05: ({ first, second }) =>
    `This expression starts with ${first} and cannot use ${second}. Join two expressions with |.`,
  F06: (facts) => {
    if (facts.reason === 'actions') return 'ActionID filters are not available. Use ItemID or UserID.';
    return facts.target === 'ItemID'
      ? `ItemID filters cannot use Users. Use IF CurrentUser.${facts.field}.`
      : 'UserID filters cannot use Items. Use Users or Interactions.';
  },
  F07: (facts) => {
    switch (facts.reason) {
      case 'text-compared':
        return `${facts.field} is text. Write ${facts.field} IN ("…").`;
      case 'number-listed':
        return `${facts.field} is a number. Write ${facts.field} = 5, or one of ${facts.operators.join(' ')}.`;
      case 'number-quoted':
        return `${facts.field} is a number. Write ${quote(facts.value)} without quotes.`;
      case 'number-in-list':
        return `${facts.field} is text. Put ${facts.value} in quotes.`;
      case 'no-such-operator':
        return `There is no ${facts.operator}. Use >= and <= joined by AND for a range, and IN for texts.`;
    }
  },
  F08: ({ field }) => `${field} is boolean. Store it as the text “True” or “False”, or as 0 or 1.`,
  F09: ({ field }) => `${field} is free text and cannot be filtered.`,
  F10: ({ reason, parameter }) => {
    const name = parameter.replace(/^\$/, '');
    switch (reason) {
      case 'quoted':
        return `Write $${name} without quotes.`;
      case 'not-in':
        return `A parameter cannot stand behind NOT IN. Write IN ($${name}) and swap INCLUDE and EXCLUDE.`;
      case 'mixed':
        return `Write $${name} alone in its list. One parameter can hold several values.`;
    }
  },
  F11: () => '* only stands alone for Interactions.EVENT_TYPE.',
  F12: (facts) => {
    switch (facts.reason) {
      case 'users':
        return 'UserID filters cannot have IF: there is no current user in a segment.';
      case 'or':
        return `${IF_RULE} Write one expression for each side of OR and join them with |.`;
      case 'dataset':
        return `${IF_RULE} ${quote(facts.dataset)} cannot stand there.`;
      case 'twice':
        return IF_RULE;
    }
  },
  F13: ({ field }) => `Move CurrentUser.${field} behind IF.`,
  F14: (facts) => {
    switch (facts.reason) {
      case 'kind':
        return `${ITEM_RULE} ${facts.left} and ${facts.field} are not of the same kind: compare text with text and numbers with numbers.`;
      case 'parentheses':
        return `Write CurrentItem.${facts.field} without parentheses.`;
      default:
        return ITEM_RULE;
    }
  },
  F15: () => 'Only Interactions.EVENT_TYPE can be filtered.',
  F16: ({ scope, count: used, limit, fields }) => {
    const whose = scope === 'group' ? 'The filters of this dataset group use' : 'The filter uses';
    return `${whose} ${count(used)} fields (${fields.join(', ')}); at most ${count(limit)} are allowed.`;
  },
  F17: ({ first }) =>
    `The first expression filters ${first}. All expressions of a filter need the same target.`,
  F18: () =>
    'Parentheses only hold value lists. AND binds tighter than OR; write the parts out or join expressions with |.',
  F19: ({ reason, name, length }) => {
    switch (reason) {
      case 'missing':
        return 'The filter has no name.';
      case 'taken':
        return `There is already a filter named ${quote(name)}.`;
      case 'long':
        return `The name has ${count(length)} characters; at most 63 are allowed.`;
      case 'too-many':
        return 'The dataset group has 10 filters, the most it can have. Delete one first.';
      case 'malformed': {
        const why = /\s/.test(name) ? 'has spaces in it' : 'is not a name the service takes';
        return `${quote(name)} ${why}. Use letters, digits, - and _, starting with a letter or digit.`;
      }
    }
  },
  R01: ({ parameter }) => `Parameter $${parameter} has no value.`,
  R02: ({ parameter, parameters }) => {
    const known = parameters.map((name) => `$${name}`).join(', ');
    const has = known === '' ? 'it has none' : `it has ${known} (names are case-sensitive)`;
    return `The filter has no parameter ${quote(parameter)}; ${has}.`;
  },
  R03: (facts) => {
    const value = `Value of $${facts.parameter}: ${quote(facts.value)}`;
    switch (facts.reason) {
      case 'several':
        return `${value} are ${counted(facts.count, 'value', 'values')}. A comparison takes one number.`;
      case 'not-a-number':
        return `${value} is not a number.`;
      case 'star':
        return `${value} mixes * with other values. * stands alone for every event type.`;
      case 'malformed':
        return `${value} cannot be read. Separate values by commas, and put quotes around a value that holds a comma.`;
    }
  },
  R04: () => 'This filter needs a userId.',
  R05: () => 'This filter needs an itemId, in a request for related items.',
  R06: (facts) => {
    switch (facts.reason) {
      case 'count':
        return `The request gives ${count(facts.count)} parameters; at most 25 are allowed.`;
      case 'name':
        return `The parameter name ${quote(facts.parameter)} has ${count(facts.length)} characters; at most 50 are allowed.`;
      case 'value':
        return `The value of $${facts.parameter} has ${counted(facts.length, 'character', 'characters')}; at most 1,000 are allowed.`;
    }
  },
  R07: (facts) => {
    if (facts.reason !== 'target') return 'There is no active filter of this name.';
    return facts.target === 'UserID'
      ? 'This filter chooses users. Item recommendations need one that starts with INCLUDE ItemID or EXCLUDE ItemID.'
      : 'This filter chooses items. A segment needs one that starts with INCLUDE UserID or EXCLUDE UserID.';
  },
  UNKNOWN_LITERAL: ({ field, value, near }) => `No ${field} is ${quote(value)}.${didYouMean(near)}`,
  COMMA_IN_EVENT_TYPE: ({ value }) =>
    `${quote(value)} is one event type with a comma in it. For several, put each in its own quotes.`,
  REMOVES_EVERYTHING: ({ target }) => `This filter lets no ${target === 'UserID' ? 'user' : 'item'} through.`,
};

/** The sentence about one finding in the text of an expression. */
export function describeFilterFinding({ code, details, position, line, column }: FoundInText): string {
  return say(code, { ...details, position, line, column });
}

function say<Code extends keyof FindingFacts>(code: Code, facts: Always<FindingFacts[Code]>): string {
  return FILTER_WORDS[code](facts);
}
