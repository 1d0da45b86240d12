import type { DoubtFacts, FilterFacts } from '../../domain/facts/filters';
import type { FoundInText } from '../../domain/filter-check';
import { count, listed } from '../../domain/numbers';
import * as say from '../messages/filterfindings';
import type { Always } from './said';

interface FindingFacts extends FilterFacts, DoubtFacts {}
type Words = { readonly [Code in keyof FindingFacts]: (facts: Always<FindingFacts[Code]>) => string };

/** A sentence, and what the person may have meant. */
function withNear(sentence: string, near: readonly string[]): string {
  return sentence + question(near);
}

function question(near: readonly string[]): string {
  return near.length > 0 ? ` ${say.didYouMean({ near: listed(near, 'or') })}` : '';
}

/** The words for what could have stood at a place. */
const expectations: { readonly [key: string]: () => string } = {
  dataset: say.expectDataset,
  field: say.expectField,
  text: say.expectText,
  parameter: say.expectParameter,
  number: say.expectNumber,
  end: say.expectEnd,
  '.': say.expectDot,
  '(': say.expectOpen,
  ')': say.expectClose,
  ',': say.expectComma,
  '|': say.expectBar,
};

function alternatives(expected: readonly string[]): string {
  return listed(
    expected.map((key) => expectations[key]?.() ?? key),
    'or',
  );
}

/** A sentence or two about each finding: what it is and what to do. */
export const FILTER_WORDS: Words = {
  F01: (facts) => (facts.reason === 'long' ? say.tooLong({ length: facts.length }) : say.empty()),
  F02: ({ reason, found, expected, position }) => {
    const at = count(position);
    if (reason === 'string-open') return say.textOpen({ position: at, found });
    const facts = { position: at, found, expected: alternatives(expected) };
    if (reason === 'symbol') return say.noPart(facts);
    return found === '' ? say.ends(facts) : say.foundOther(facts);
  },
  F03: (facts) =>
    facts.reason === 'unknown'
      ? withNear(say.noDataset({ dataset: facts.dataset }), facts.near)
      : say.notImported({ dataset: facts.dataset }),
  F04: ({ dataset, field, fields, near }) => {
    const missing = say.noField({ dataset, field });
    return near.length > 0
      ? withNear(missing, near)
      : `${missing} ${say.fields({ fields: fields.join(', ') })}`;
  },
  F05: ({ first, second }) => say.oneKind({ first, second }),
  F06: (facts) => {
    const { target, dataset, field } = facts;
    if (target === 'ItemID' && dataset === 'Users') return say.itemsWithoutUsers({ field });
    return target === 'UserID' && dataset === 'Items'
      ? say.usersWithoutItems()
      : say.otherDataset({ target, dataset });
  },
  F07: (facts) => {
    switch (facts.reason) {
      case 'text-compared':
        return say.textCompared({ field: facts.field });
      case 'number-listed':
        return say.numberListed({ field: facts.field, operators: facts.operators.join(' ') });
      case 'number-quoted':
        return say.numberQuoted({ field: facts.field, value: facts.value });
      case 'number-in-list':
        return say.numberInList({ field: facts.field, value: facts.value });
      case 'no-such-operator':
        return say.noOperator({ operator: facts.operator });
    }
  },
  F08: ({ field }) => say.boolean({ field }),
  F09: ({ field }) => say.freeText({ field }),
  F10: ({ reason, parameter }) => {
    const name = parameter.replace(/^\$/, '');
    switch (reason) {
      case 'quoted':
        return say.parameterQuoted({ name });
      case 'not-in':
        return say.parameterNotIn({ name });
      case 'mixed':
        return say.parameterMixed({ name });
    }
  },
  F11: say.starAlone,
  F12: (facts) => {
    switch (facts.reason) {
      case 'users':
        return say.noIf();
      case 'or':
        return `${say.ifRule()} ${say.ifOr()}`;
      case 'dataset':
        return `${say.ifRule()} ${say.ifDataset({ dataset: facts.dataset })}`;
      case 'twice':
        return say.ifRule();
    }
  },
  F13: ({ field }) => say.behindIf({ field }),
  F14: (facts) => {
    switch (facts.reason) {
      case 'kind':
        return `${say.itemRule()} ${say.itemKind({ left: facts.left, field: facts.field })}`;
      case 'parentheses':
        return say.itemParentheses({ field: facts.field });
      default:
        return say.itemRule();
    }
  },
  F15: say.onlyEventType,
  F16: ({ scope, count: used, limit, fields }) =>
    (scope === 'group' ? say.groupFields : say.filterFields)({
      used: count(used),
      fields: fields.join(', '),
      limit: count(limit),
    }),
  F17: ({ first }) => say.sameTarget({ first }),
  F18: say.parentheses,
  F19: ({ reason, name, length }) => {
    switch (reason) {
      case 'missing':
        return say.noName();
      case 'taken':
        return say.nameTaken({ name });
      case 'long':
        return say.nameLong({ length });
      case 'too-many':
        return say.tooMany();
      case 'malformed':
        return /\s/.test(name) ? say.nameSpaces({ name }) : say.nameRefused({ name });
    }
  },
  R01: ({ parameter }) => say.noValue({ parameter }),
  R02: ({ parameter, parameters }) =>
    parameters.length === 0
      ? say.hasNone({ parameter })
      : say.hasOthers({ parameter, parameters: parameters.map((name) => `$${name}`).join(', ') }),
  R03: (facts) => {
    const { parameter, value } = facts;
    switch (facts.reason) {
      case 'several':
        return say.severalValues({ parameter, value, count: facts.count });
      case 'not-a-number':
        return say.notNumber({ parameter, value });
      case 'star':
        return say.starMixed({ parameter, value });
      case 'malformed':
        return say.malformed({ parameter, value });
    }
  },
  R04: say.needsUser,
  R05: say.needsItem,
  R06: (facts) => {
    switch (facts.reason) {
      case 'count':
        return say.manyParameters({ count: facts.count });
      case 'name':
        return say.longParameter({ parameter: facts.parameter, length: facts.length });
      case 'value':
        return say.longValue({ parameter: facts.parameter, count: facts.length });
    }
  },
  R07: (facts) => {
    if (facts.reason !== 'target') return say.noFilter();
    return facts.wanted === 'ActionID'
      ? say.choosesNoActions()
      : facts.target === 'UserID'
        ? say.choosesUsers()
        : facts.target === 'ActionID'
          ? say.choosesActions()
          : say.choosesItems();
  },
  UNKNOWN_LITERAL: ({ field, value, near }) => withNear(say.unknownLiteral({ field, value }), near),
  COMMA_IN_EVENT_TYPE: ({ value }) => say.commaInType({ value }),
  REMOVES_EVERYTHING: ({ target }) =>
    target === 'UserID'
      ? say.noUserThrough()
      : target === 'ActionID'
        ? say.noActionThrough()
        : say.noItemThrough(),
};

/** The sentence without “Did you mean …?”, where buttons ask that. */
export function withoutQuestion(finding: FoundInText): string {
  const { details } = finding;
  const sentence = describeFilterFinding(finding);
  const asked = 'near' in details ? question(details.near) : '';
  return asked !== '' && sentence.endsWith(asked) ? sentence.slice(0, -asked.length) : sentence;
}

/** What is said of a text that is still being written and only ends too early. */
export function unfinishedWords(finding: FoundInText): string {
  return finding.code === 'F02' && finding.details.found === ''
    ? say.unfinished({ expected: alternatives(finding.details.expected) })
    : describeFilterFinding(finding);
}

/** The sentence about one finding in the text of an expression. */
export function describeFilterFinding({ code, details, position, line, column }: FoundInText): string {
  return wordsOf(code, { ...details, position, line, column });
}

function wordsOf<Code extends keyof FindingFacts>(code: Code, facts: Always<FindingFacts[Code]>): string {
  return FILTER_WORDS[code](facts);
}
