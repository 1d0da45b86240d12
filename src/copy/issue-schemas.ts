import type { SchemaFacts } from '../domain/facts/imports';
import { someOf, quoted, type IssueWords, type IssueWordsFor } from './finding';
import { count } from '../domain/numbers';

const TYPES = 'string, int, long, float, double or boolean, alone or with null';
const MAKE_STRING = 'Make it a string, or remove the flag.';

/** Words for S01 … S14. */
export const SCHEMA_WORDS: IssueWordsFor<SchemaFacts> = {
  S01: ({ column, token, trailingComma }, { schema, line }) => {
    const at = `line ${count(line)}, column ${count(column)}`;
    if (trailingComma)
      return {
        what: `${schema} is not JSON: a trailing comma stands before ${quoted(token)} at ${at}.`,
        fix: 'Remove the comma.',
      };
    const found = token === '' ? 'the text ends' : `${quoted(token)} is not expected`;
    return { what: `${schema} is not JSON: ${found} at ${at}.`, fix: 'Correct the text there.' };
  },
  S02: (facts, { schema }) => topLevelWords(facts, schema),
  S03: ({ name, dataset }, { schema }) => ({
    what: `${schema} is named ${quoted(name)}${dataset === null ? '' : `, but the dataset is ${dataset}`}.`,
    fix: 'Name it Interactions, Items or Users, like its dataset.',
  }),
  S04: ({ missing, domain }, { schema }) => ({
    what: `${schema} has no ${someOf(missing)}, which ${domain === null ? 'this dataset' : `the domain ${domain}`} requires.`,
    fix:
      domain === null
        ? 'Add each missing field.'
        : 'Say under “Where it goes” which column has it, or add it to the file.',
  }),
  S05: ({ found, wanted }, { schema, column }) => ({
    what: `${schema} gives ${column} the type ${found}.`,
    fix: `Use ${wanted}.`,
  }),
  S06: ({ flag, wanted }, { schema, column }) => ({
    what: `${schema} has the wrong ${flag} flag on ${column}.`,
    fix: wanted ? `Set "${flag}": true.` : `Remove "${flag}" from it.`,
  }),
  S07: ({ type }, { schema, column }) => ({
    what: `${schema} gives ${column} the type ${type}, which is not supported.`,
    fix: `Use ${TYPES}.`,
  }),
  S08: ({ names }, { schema }) => ({
    what: `${schema} has two fields of one name: ${someOf(names)}. Only letters and digits tell names apart, capitals do not.`,
    fix: 'Rename one of them.',
  }),
  S09: ({ field, limit }, { schema }) => ({
    what: `${schema} has a field named ${quoted(field)}.`,
    fix: `Use letters, digits and _, a letter or _ first, ${count(limit)} characters at most.`,
  }),
  S10: (_, { schema }) => ({
    what: `${schema} has an id and nothing else.`,
    fix: 'Add at least one metadata field, or leave this dataset out.',
  }),
  S11: ({ count: fields, limit }, { schema }) => ({
    what: `${schema} has ${count(fields)} metadata fields; ${count(limit)} are allowed.`,
    fix: 'Leave some columns out.',
  }),
  S12: (facts, { schema, column }) => flagWords(facts, schema, column),
  S13: ({ length, limit }, { schema }) => ({
    what: `${schema} is ${count(length)} characters long; ${count(limit)} are allowed.`,
    fix: 'Shorten it: leave out blanks and fields you do not need.',
  }),
  S14: (_, { schema, column }) => ({
    what: `${schema} lets ${column} be null, and it must always have a value.`,
    fix: 'Give it the plain type, without "null".',
  }),
};

function topLevelWords({ key, reason }: SchemaFacts['S02'], schema: string): IssueWords {
  switch (reason) {
    case 'missing':
      return {
        what: `${schema} has no ${quoted(key)}.`,
        fix: 'It needs type, name, namespace, fields and version.',
      };
    case 'unknown':
      return {
        what: `${schema} has the key ${quoted(key)}, which does not belong there.`,
        fix: 'Remove it.',
      };
    case 'not-record':
      return { what: `${schema} has a ${quoted(key)} that is not "record".`, fix: 'Set "type": "record".' };
    case 'not-text':
      return { what: `${schema} has a ${quoted(key)} that is not a text.`, fix: 'Put its value in quotes.' };
    case 'not-fields':
      return {
        what: `${schema} has ${quoted(key)} that are no list of fields.`,
        fix: 'Each field is an object with a name and a type.',
      };
  }
}

function flagWords(facts: SchemaFacts['S12'], schema: string, field: string): IssueWords {
  switch (facts.reason) {
    case 'categorical-not-string':
      return { what: `${schema} calls ${field} categorical, and it is no string.`, fix: MAKE_STRING };
    case 'textual-not-string':
      return { what: `${schema} calls ${field} textual, and it is no string.`, fix: MAKE_STRING };
    case 'textual-outside-items':
      return {
        what: `${schema} calls ${field} textual; only Items may have such a field.`,
        fix: 'Remove the flag.',
      };
    case 'both-flags':
      return {
        what: `${schema} calls ${field} both categorical and textual.`,
        fix: 'Keep one of the two flags.',
      };
    case 'flag-not-boolean':
      return {
        what: `${schema} has a ${facts.flag} flag on ${field} that is neither true nor false.`,
        fix: 'Write true, or remove it.',
      };
    case 'too-many-textual':
      return {
        what: `${schema} has ${someOf(facts.fields)} as textual fields; ${count(facts.limit)} is allowed.`,
        fix: 'Keep the flag on one of them.',
      };
  }
}
