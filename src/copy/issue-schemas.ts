import type { Issue } from '../domain/issue';
import { list, number, place, quoted, text } from './issue-facts';
import type { IssueWords } from './issue-words';
import { count } from '../domain/numbers';

const TYPES = 'string, int, long, float, double or boolean, alone or with null';

/** Words for S01 … S14. */
export function describeSchemaIssue(issue: Issue): IssueWords {
  const schema = `${place({ ...issue, line: undefined, column: undefined })}the schema`;
  const field = issue.column ?? '';
  switch (issue.code) {
    case 'S01': {
      const at = `line ${count(issue.line ?? 1)}, column ${count(number(issue, 'column'))}`;
      const token = text(issue, 'token');
      if (issue.details.trailingComma === true)
        return {
          what: `${schema} is not JSON: a trailing comma stands before ${quoted(token)} at ${at}.`,
          fix: 'Remove the comma.',
        };
      const found = token === '' ? 'the text ends' : `${quoted(token)} is not expected`;
      return { what: `${schema} is not JSON: ${found} at ${at}.`, fix: 'Correct the text there.' };
    }
    case 'S02':
      return describeTopLevel(issue, schema);
    case 'S03': {
      const wanted = text(issue, 'dataset');
      return {
        what: `${schema} is named ${quoted(text(issue, 'name'))}${wanted === '' ? '' : `, but the dataset is ${wanted}`}.`,
        fix: 'Name it Interactions, Items or Users, like its dataset.',
      };
    }
    case 'S04': {
      const domain = text(issue, 'domain');
      return {
        what: `${schema} has no ${list(issue.details.missing)}, which ${domain === '' ? 'this dataset' : `the domain ${domain}`} requires.`,
        fix:
          domain === ''
            ? 'Add each missing field.'
            : 'Say under “Where it goes” which column has it, or add it to the file.',
      };
    }
    case 'S05':
      return {
        what: `${schema} gives ${field} the type ${text(issue, 'found')}.`,
        fix: `Use ${text(issue, 'wanted')}.`,
      };
    case 'S06':
      return {
        what: `${schema} has the wrong ${text(issue, 'flag')} flag on ${field}.`,
        fix:
          issue.details.wanted === true
            ? `Set "${text(issue, 'flag')}": true.`
            : `Remove "${text(issue, 'flag')}" from it.`,
      };
    case 'S07':
      return {
        what: `${schema} gives ${field} the type ${text(issue, 'type')}, which is not supported.`,
        fix: `Use ${TYPES}.`,
      };
    case 'S08':
      return {
        what: `${schema} has two fields of one name: ${list(issue.details.names)}. Only letters and digits tell names apart, capitals do not.`,
        fix: 'Rename one of them.',
      };
    case 'S09':
      return {
        what: `${schema} has a field named ${quoted(text(issue, 'field'))}.`,
        fix: `Use letters, digits and _, a letter or _ first, ${count(number(issue, 'limit'))} characters at most.`,
      };
    case 'S10':
      return {
        what: `${schema} has an id and nothing else.`,
        fix: 'Add at least one metadata field, or leave this dataset out.',
      };
    case 'S11':
      return {
        what: `${schema} has ${count(number(issue, 'count'))} metadata fields; ${count(number(issue, 'limit'))} are allowed.`,
        fix: 'Leave some columns out.',
      };
    case 'S12':
      return describeFlags(issue, schema, field);
    case 'S13':
      return {
        what: `${schema} is ${count(number(issue, 'length'))} characters long; ${count(number(issue, 'limit'))} are allowed.`,
        fix: 'Shorten it: leave out blanks and fields you do not need.',
      };
    default:
      return {
        what: `${schema} lets ${field} be null, and it must always have a value.`,
        fix: 'Give it the plain type, without "null".',
      };
  }
}

function describeTopLevel(issue: Issue, schema: string): IssueWords {
  const key = text(issue, 'key');
  switch (text(issue, 'reason')) {
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
    default:
      return {
        what: `${schema} has ${quoted(key)} that are no list of fields.`,
        fix: 'Each field is an object with a name and a type.',
      };
  }
}

function describeFlags(issue: Issue, schema: string, field: string): IssueWords {
  switch (text(issue, 'reason')) {
    case 'categorical-not-string':
      return {
        what: `${schema} calls ${field} categorical, and it is no string.`,
        fix: 'Make it a string, or remove the flag.',
      };
    case 'textual-not-string':
      return {
        what: `${schema} calls ${field} textual, and it is no string.`,
        fix: 'Make it a string, or remove the flag.',
      };
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
        what: `${schema} has a ${text(issue, 'flag')} flag on ${field} that is neither true nor false.`,
        fix: 'Write true, or remove it.',
      };
    default:
      return {
        what: `${schema} has ${list(issue.details.fields)} as textual fields; ${count(number(issue, 'limit'))} is allowed.`,
        fix: 'Keep the flag on one of them.',
      };
  }
}
