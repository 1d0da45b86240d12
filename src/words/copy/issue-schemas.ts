import type { SchemaFacts } from '../../domain/facts/imports';
import { count } from '../../domain/numbers';
import * as say from '../messages/schema-issues';
import { ofFile, quoted, someOf, type IssueWords, type IssueWordsFor } from './finding';
import type { Sentence } from './said';

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
  S05: ofFile(say.type, say.typeFix),
  S06: ({ flag, wanted }, { file, column }) => ({
    what: `${file}${say.wrongFlag({ flag, column })}`,
    fix: wanted ? say.setFlagFix({ flag }) : say.removeFlagFix({ flag }),
  }),
  S07: ofFile(say.unsupported, say.unsupportedFix),
  S08: ofFile(({ names }) => say.sameNames({ names: someOf(names) }), say.sameNamesFix),
  S09: ({ field, limit }, { file }) => ({
    what: `${file}${say.fieldName({ field: quoted(field) })}`,
    fix: say.fieldNameFix({ limit }),
  }),
  S10: ofFile(say.onlyId, say.onlyIdFix),
  S11: ofFile(say.manyFields, say.manyFieldsFix),
  S12: (facts, { file, column }) => flagWords(facts, file, column),
  S13: ofFile(say.long, say.longFix),
  S14: ofFile(say.nullable, say.nullableFix),
};

function topLevelWords({ key: name, reason }: SchemaFacts['S02'], file: string): IssueWords {
  const [what, fix] = TOP_LEVEL[reason];
  return { what: `${file}${what({ key: quoted(name) })}`, fix: fix() };
}

const TOP_LEVEL: {
  readonly [reason in SchemaFacts['S02']['reason']]: readonly [Sentence<{ key: string }>, () => string];
} = {
  missing: [say.keyMissing, say.keyMissingFix],
  unknown: [say.keyUnknown, say.keyUnknownFix],
  'not-record': [say.notRecord, say.notRecordFix],
  'not-text': [say.keyNotText, say.keyNotTextFix],
  'not-fields': [say.notFields, say.notFieldsFix],
};

function flagWords(facts: SchemaFacts['S12'], file: string, column: string): IssueWords {
  switch (facts.reason) {
    case 'too-many-item-names':
      return {
        what: `${file}${say.manyItemNames({ fields: someOf(facts.fields) })}`,
        fix: say.manyTextualFix(),
      };
    case 'flag-not-boolean':
      return {
        what: `${file}${say.flagNotBoolean({ flag: facts.flag, column })}`,
        fix: say.flagNotBooleanFix(),
      };
    case 'too-many-textual':
      return {
        what: `${file}${say.manyTextual({ fields: someOf(facts.fields), limit: facts.limit })}`,
        fix: say.manyTextualFix(),
      };
    default: {
      const [what, fix] = FLAGS[facts.reason];
      return { what: `${file}${what({ column })}`, fix: fix() };
    }
  }
}

type PlainFlag = Exclude<
  SchemaFacts['S12']['reason'],
  'too-many-item-names' | 'flag-not-boolean' | 'too-many-textual'
>;
const FLAGS: { readonly [reason in PlainFlag]: readonly [Sentence<{ column: string }>, () => string] } = {
  'categorical-not-string': [say.categoricalNotString, say.makeStringFix],
  'textual-not-string': [say.textualNotString, say.makeStringFix],
  'textual-outside-items': [say.textualOutsideItems, say.removeTheFlagFix],
  'item-name-not-string': [say.itemNameNotString, say.makeStringFix],
  'item-name-outside-items': [say.itemNameOutsideItems, say.removeTheFlagFix],
  'both-flags': [say.bothFlags, say.bothFlagsFix],
};
