import type { RowFacts } from '../domain/facts/imports';
import { placeNoun, someOf, quoted, type IssueWordsFor } from './finding';
import { delimiterName } from './readings';
import { count, counted } from '../domain/numbers';

const OTHER_DOOR = 'or choose the relaxed profile, which reads it through the column mapping';

/** Words for D01 … D19. */
export const ROW_WORDS: IssueWordsFor<RowFacts> = {
  D01: (facts, { at }) => {
    switch (facts.reason) {
      case 'nothing-kept':
        return {
          what: `${at}none of the ${counted(facts.rows, 'row', 'rows')} can be read.`,
          fix: 'Check the delimiter, the header line and the columns for user, item and time.',
        };
      case 'header-only':
        return { what: `${at}the file has a header and no rows.`, fix: 'Add rows, or leave the file out.' };
      case 'no-text':
        return {
          what: `${at}the file is not a table that can be read.`,
          fix: 'Choose another file, or leave it out.',
        };
      case 'empty':
        return { what: `${at}the file is empty.`, fix: 'Choose another file, or leave it out.' };
    }
  },
  D02: (facts) =>
    facts.reason === 'type'
      ? {
          what: `${quoted(facts.type)} is no dataset type here.`,
          fix: 'Use Interactions, Items or Users.',
        }
      : {
          what: 'No file holds interactions.',
          fix: 'Add a file with a user, an item and a time in every row, or open the project that has them and choose it under “Where it goes”.',
        },
  D03: ({ missing, found, door }, { at }) => ({
    what: `${at}Input CSV is missing the following columns:[${missing.join(', ')}]. Found: ${someOf(found)}.`,
    fix:
      door === 'mapping'
        ? `Say which column holds ${someOf(missing)}, or add it.`
        : 'Add each missing column, or correct its name in the header.',
  }),
  D04: ({ delimiter }, { at }) => ({
    what: `${at}the columns are separated by ${delimiterName(delimiter)}, not by a comma.`,
    fix: `Save the file with commas, ${OTHER_DOOR}.`,
  }),
  D05: ({ reason }, { at }) =>
    reason === 'quoted'
      ? {
          what: `${at}the header is quoted.`,
          fix: `Remove the quotes from the header line, ${OTHER_DOOR}.`,
        }
      : {
          what: `${at}this column name occurs twice.`,
          fix: `Rename or remove one of the two, ${OTHER_DOOR}.`,
        },
  D06: ({ cells, expected }, finding) => ({
    what: `${finding.at}the row has ${counted(cells, 'cell', 'cells')}, the header has ${count(expected)}.`,
    fix: finding.mend(`Correct the row (a text with commas needs quotes), ${OTHER_DOOR}.`),
  }),
  D07: ({ reason }, finding) =>
    reason === 'inside'
      ? {
          what: `${finding.at}text follows a closing quote, and what comes next is taken in with it.`,
          fix: finding.mend('Double the quotes ("") that are part of the text.'),
        }
      : {
          what: `${finding.at}a quote opens on this line and is never closed.`,
          fix: 'Close it, or double it ("") if it is part of the text.',
        },
  D08: (facts, finding) => {
    const { at, value } = finding;
    const fix = `Save the file as UTF-8, ${OTHER_DOOR}.`;
    switch (facts.reason) {
      case 'no-text':
        return {
          what: `${at}${value} holds bytes that are no text.`,
          fix: finding.mend('Export the file again, or remove them.'),
        };
      case 'utf-16':
        return { what: `${at}the file is UTF-16, not UTF-8.`, fix };
      case 'bytes': {
        const { byteOffset, byte } = facts;
        return {
          what: `${at}the bytes are not UTF-8, from byte ${count(byteOffset)} (0x${byte.toString(16)}).`,
          fix,
        };
      }
    }
  },
  D09: (_, finding) => ({
    what: `${finding.at}the cell is empty, and this column needs a value.`,
    fix: finding.mend('Fill it, or let the schema allow null.'),
  }),
  D10: ({ type, stored }, finding) =>
    stored
      ? {
          what: `${finding.at}${finding.value} is stored there already, and is no ${type}.`,
          fix: 'Leave the column the type that it has, or import with mode FULL, “Replace the data”.',
        }
      : {
          what: `${finding.at}${finding.value} is no ${type}.`,
          fix: finding.mend(
            'Write digits with a point for fractions, without thousands separators or units.',
          ),
        },
  D11: (_, finding) => ({
    what: `${finding.at}${finding.value} is no boolean.`,
    fix: finding.mend('Write true or false.'),
  }),
  D12: ({ door, epoch }, finding) => ({
    what:
      door === 'mapping'
        ? `${finding.at}${finding.value} does not read as a date or a time.`
        : `${finding.at}${finding.value} is no timestamp: whole seconds since 1970 are wanted.`,
    fix: finding.mend(
      epoch === null
        ? 'Write the time as Unix seconds.'
        : `It reads as a date; write ${epoch}, ${OTHER_DOOR}.`,
    ),
  }),
  D13: ({ seconds }, { at, value }) => ({
    what: `${at}${value} looks like milliseconds; the timestamp must be in seconds.`,
    fix: `Divide by 1000: ${seconds}. Or choose the relaxed profile, which does it for you.`,
  }),
  D14: ({ length, limit }, finding) => ({
    what: `${finding.at}the id has ${count(length)} characters; ${count(limit)} are allowed.`,
    fix: finding.mend('Shorten it.'),
  }),
  D15: ({ length, limit }, finding) => ({
    what: `${finding.at}the text has ${count(length)} characters; ${count(limit)} are allowed.`,
    fix: finding.mend('Shorten it, or make the column textual if it describes items.'),
  }),
  D16: (_, finding) => ({
    what: `${finding.at}${finding.value} is a reserved keyword and can't be a value; a repeated header line often causes this.`,
    fix: finding.mend(`Remove the ${placeNoun(finding.form)} or change the value.`),
  }),
  D17: ({ rows, needed }, { at }) => ({
    what: `${at}${counted(rows, 'row', 'rows')}, too small to learn from: ${count(needed)} interactions are the usual minimum.`,
    fix: 'Choose the relaxed profile: the data are imported, shown and train popularity, sims and small models; differences will often be luck.',
  }),
  D18: (_, { at, dataset }) => ({
    what: `${at}there is nothing yet that rows could be added to.`,
    fix: `Import ${dataset} with mode FULL, “Replace the data”, this first time: what has no file here stays as it is.`,
  }),
  D19: ({ type }, finding) => ({
    what: `${finding.at}${finding.value} is too large for ${type}.`,
    fix: finding.mend('Use a smaller number, or the type double.'),
  }),
};
