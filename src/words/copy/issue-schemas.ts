import type { SchemaFacts } from '../../domain/facts/imports';
import { count } from '../../domain/numbers';
import * as say from '../messages/schema-issues';
import { someOf, quoted, type IssueWords, type IssueWordsFor } from './finding';

/** Words for S01 … S14. */
export const SCHEMA_WORDS: IssueWordsFor<SchemaFacts> = {
  S01: ({ column, token, trailingComma }, { file, line }) => {
    const at = { line: count(line), column: count(column) };
    if (trailingComma)
      return {
        what: `${file}${say.trailingComma({ token: quoted(token), ...at })}`,
        fix: say.trailingCommaFix(),
      };
    const words = token === '' ? say.textEnds(at) : say.unexpected({ token: quoted(token), ...at });
    return { what: `${file}${words}`, fix: say.notJsonFix() };
  },
  S02: (facts, { file }) => topLevelWords(facts, file),
  S03: ({ name, dataset }, { file }) => {
    const words =
      dataset === null ? say.named({ name: quoted(name) }) : say.namedOther({ name: quoted(name), dataset });
    return { what: `${file}${words}`, fix: say.namedFix() };
  },
  S04: ({ missing, domain }, { file }) =>
    domain === null
      ? { what: `${file}${say.lacks({ missing: someOf(missing) })}`, fix: say.lacksFix() }
      : {
          what: `${file}${say.lacksForDomain({ missing: someOf(missing), domain })}`,
          fix: say.lacksForDomainFix(),
        },
  S05: ({ found, wanted }, { file, column }) => ({
    what: `${file}${say.type({ column, found })}`,
    fix: say.typeFix({ wanted }),
  }),
  S06: ({ flag, wanted }, { file, column }) => ({
    what: `${file}${say.wrongFlag({ flag, column })}`,
    fix: wanted ? say.setFlagFix({ flag }) : say.removeFlagFix({ flag }),
  }),
  S07: ({ type }, { file, column }) => ({
    what: `${file}${say.unsupported({ column, type })}`,
    fix: say.unsupportedFix(),
  }),
  S08: ({ names }, { file }) => ({
    what: `${file}${say.sameNames({ names: someOf(names) })}`,
    fix: say.sameNamesFix(),
  }),
  S09: ({ field, limit }, { file }) => ({
    what: `${file}${say.fieldName({ field: quoted(field) })}`,
    fix: say.fieldNameFix({ limit: count(limit) }),
  }),
  S10: (_, { file }) => ({ what: `${file}${say.onlyId()}`, fix: say.onlyIdFix() }),
  S11: ({ count: fields, limit }, { file }) => ({
    what: `${file}${say.manyFields({ fields: count(fields), limit: count(limit) })}`,
    fix: say.manyFieldsFix(),
  }),
  S12: (facts, { file, column }) => flagWords(facts, file, column),
  S13: ({ length, limit }, { file }) => ({
    what: `${file}${say.long({ length: count(length), limit: count(limit) })}`,
    fix: say.longFix(),
  }),
  S14: (_, { file, column }) => ({ what: `${file}${say.nullable({ column })}`, fix: say.nullableFix() }),
};

function topLevelWords({ key: name, reason }: SchemaFacts['S02'], file: string): IssueWords {
  const key = quoted(name);
  switch (reason) {
    case 'missing':
      return { what: `${file}${say.keyMissing({ key })}`, fix: say.keyMissingFix() };
    case 'unknown':
      return { what: `${file}${say.keyUnknown({ key })}`, fix: say.keyUnknownFix() };
    case 'not-record':
      return { what: `${file}${say.notRecord({ key })}`, fix: say.notRecordFix() };
    case 'not-text':
      return { what: `${file}${say.keyNotText({ key })}`, fix: say.keyNotTextFix() };
    case 'not-fields':
      return { what: `${file}${say.notFields({ key })}`, fix: say.notFieldsFix() };
  }
}

function flagWords(facts: SchemaFacts['S12'], file: string, column: string): IssueWords {
  switch (facts.reason) {
    case 'categorical-not-string':
      return { what: `${file}${say.categoricalNotString({ column })}`, fix: say.makeStringFix() };
    case 'textual-not-string':
      return { what: `${file}${say.textualNotString({ column })}`, fix: say.makeStringFix() };
    case 'textual-outside-items':
      return { what: `${file}${say.textualOutsideItems({ column })}`, fix: say.removeTheFlagFix() };
    case 'item-name-not-string':
      return { what: `${file}${say.itemNameNotString({ column })}`, fix: say.makeStringFix() };
    case 'item-name-outside-items':
      return { what: `${file}${say.itemNameOutsideItems({ column })}`, fix: say.removeTheFlagFix() };
    case 'too-many-item-names':
      return {
        what: `${file}${say.manyItemNames({ fields: someOf(facts.fields) })}`,
        fix: say.manyTextualFix(),
      };
    case 'both-flags':
      return { what: `${file}${say.bothFlags({ column })}`, fix: say.bothFlagsFix() };
    case 'flag-not-boolean':
      return {
        what: `${file}${say.flagNotBoolean({ flag: facts.flag, column })}`,
        fix: say.flagNotBooleanFix(),
      };
    case 'too-many-textual':
      return {
        what: `${file}${say.manyTextual({ fields: someOf(facts.fields), limit: count(facts.limit) })}`,
        fix: say.manyTextualFix(),
      };
  }
}
