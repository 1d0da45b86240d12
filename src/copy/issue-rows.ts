import type { Issue } from '../domain/issue';
import { datasetName, delimiterName, list, number, place, quoted, text } from './issue-facts';
import type { IssueWords } from './issue-words';
import { count, counted } from '../domain/numbers';

const OTHER_DOOR = 'or choose the relaxed profile, which reads it through the column mapping';

/** Words for D01 … D19. A row that was left out (warning) says so; one that stops the import says how to mend it. */
export function describeRowIssue(issue: Issue): IssueWords {
  const at = place(issue);
  const value = quoted(issue.value);
  const mend = (how: string): string =>
    issue.severity === 'warning' ? 'The row is left out; everything else is imported.' : how;
  switch (issue.code) {
    case 'D01':
      return describeEmpty(issue, at);
    case 'D02':
      if (text(issue, 'reason') === 'no-interactions')
        return {
          what: 'No file holds interactions.',
          fix: 'Add a file with a user, an item and a time in every row, or open the project that has them and choose it under “Where it goes”.',
        };
      return {
        what: `${quoted(text(issue, 'type'))} is no dataset type here.`,
        fix: 'Use Interactions, Items or Users.',
      };
    case 'D03':
      return describeMissingColumns(issue, at);
    case 'D04':
      return {
        what: `${at}the columns are separated by ${delimiterName(text(issue, 'delimiter'))}, not by a comma.`,
        fix: `Save the file with commas, ${OTHER_DOOR}.`,
      };
    case 'D05':
      return text(issue, 'reason') === 'quoted'
        ? {
            what: `${at}the header is quoted.`,
            fix: `Remove the quotes from the header line, ${OTHER_DOOR}.`,
          }
        : {
            what: `${at}this column name occurs twice.`,
            fix: `Rename or remove one of the two, ${OTHER_DOOR}.`,
          };
    case 'D06':
      return {
        what: `${at}the row has ${counted(number(issue, 'cells'), 'cell', 'cells')}, the header has ${count(number(issue, 'expected'))}.`,
        fix: mend(`Correct the row (a text with commas needs quotes), ${OTHER_DOOR}.`),
      };
    case 'D07':
      if (text(issue, 'reason') === 'inside')
        return {
          what: `${at}text follows a closing quote, and what comes next is taken in with it.`,
          fix: mend('Double the quotes ("") that are part of the text.'),
        };
      return {
        what: `${at}a quote opens on this line and is never closed.`,
        fix: 'Close it, or double it ("") if it is part of the text.',
      };
    case 'D08':
      if (text(issue, 'reason') === 'no-text')
        return {
          what: `${at}${value} holds bytes that are no text.`,
          fix: mend('Export the file again, or remove them.'),
        };
      return {
        what: text(issue, 'encoding').startsWith('utf-16')
          ? `${at}the file is UTF-16, not UTF-8.`
          : `${at}the bytes are not UTF-8, from byte ${count(number(issue, 'byteOffset'))} (0x${number(issue, 'byte').toString(16)}).`,
        fix: `Save the file as UTF-8, ${OTHER_DOOR}.`,
      };
    case 'D09':
      return {
        what: `${at}the cell is empty, and this column needs a value.`,
        fix: mend('Fill it, or let the schema allow null.'),
      };
    case 'D10':
      if (text(issue, 'reason') === 'stored')
        return {
          what: `${at}${value} is stored there already, and is no ${text(issue, 'type')}.`,
          fix: 'Leave the column the type that it has, or import with mode FULL, “Replace the data”.',
        };
      return {
        what: `${at}${value} is no ${text(issue, 'type')}.`,
        fix: mend('Write digits with a point for fractions, without thousands separators or units.'),
      };
    case 'D11':
      return { what: `${at}${value} is no boolean.`, fix: mend('Write true or false.') };
    case 'D12':
      return describeTime(issue, at, value, mend);
    case 'D13':
      return {
        what: `${at}${value} looks like milliseconds; the timestamp must be in seconds.`,
        fix: `Divide by 1000: ${number(issue, 'seconds')}. Or choose the relaxed profile, which does it for you.`,
      };
    case 'D14':
      return {
        what: `${at}the id has ${count(number(issue, 'length'))} characters; ${count(number(issue, 'limit'))} are allowed.`,
        fix: mend('Shorten it.'),
      };
    case 'D15':
      return {
        what: `${at}the text has ${count(number(issue, 'length'))} characters; ${count(number(issue, 'limit'))} are allowed.`,
        fix: mend('Shorten it, or make the column textual if it describes items.'),
      };
    case 'D16':
      return {
        what: `${at}${value} is a reserved keyword and can't be a value; a repeated header line often causes this.`,
        fix: mend('Remove the line or change the value.'),
      };
    case 'D17':
      return {
        what: `${at}${counted(number(issue, 'rows'), 'row', 'rows')}, too small to learn from: ${count(number(issue, 'needed'))} interactions are the usual minimum.`,
        fix: 'Choose the relaxed profile: the data are imported, shown and train popularity, sims and small models; differences will often be luck.',
      };
    case 'D18':
      return {
        what: `${at}there is nothing yet that rows could be added to.`,
        fix: `Import ${datasetName(issue)} with mode FULL, “Replace the data”, this first time: what has no file here stays as it is.`,
      };
    default:
      return {
        what: `${at}${value} is too large for ${text(issue, 'type')}.`,
        fix: mend('Use a smaller number, or the type double.'),
      };
  }
}

function describeEmpty(issue: Issue, at: string): IssueWords {
  if (text(issue, 'reason') === 'nothing-kept')
    return {
      what: `${at}none of the ${counted(number(issue, 'rows'), 'row', 'rows')} can be read.`,
      fix: 'Check the delimiter, the header line and the columns for user, item and time.',
    };
  if (issue.details.headerOnly === true)
    return { what: `${at}the file has a header and no rows.`, fix: 'Add rows, or leave the file out.' };
  return { what: `${at}the file is empty.`, fix: 'Choose another file, or leave it out.' };
}

function describeMissingColumns(issue: Issue, at: string): IssueWords {
  const missing = Array.isArray(issue.details.missing) ? issue.details.missing.join(', ') : '';
  return {
    what: `${at}Input CSV is missing the following columns:[${missing}]. Found: ${list(issue.details.found)}.`,
    fix:
      text(issue, 'door') === 'mapping'
        ? `Say which column holds ${list(issue.details.missing)}, or add it.`
        : 'Add each missing column, or correct its name in the header.',
  };
}

function describeTime(issue: Issue, at: string, value: string, mend: (how: string) => string): IssueWords {
  const epoch = number(issue, 'epoch');
  const what =
    text(issue, 'door') === 'mapping'
      ? `${at}${value} does not read as a date or a time.`
      : `${at}${value} is no timestamp: whole seconds since 1970 are wanted.`;
  if (Number.isNaN(epoch)) return { what, fix: mend('Write the time as Unix seconds.') };
  return { what, fix: mend(`It reads as a date; write ${epoch}, ${OTHER_DOOR}.`) };
}
