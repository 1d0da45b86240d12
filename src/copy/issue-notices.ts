import type { NoticeFacts } from '../domain/facts/imports';
import { placeWords, someOf, type IssueWordsFor } from './finding';
import { count, counted, day, listed, plural } from '../domain/numbers';

function doubtWords(doubt: NoticeFacts['ROLE_DOUBTFUL']): string {
  switch (doubt.reason) {
    case 'counts-rows':
      return 'these numbers count the rows (1, 2, 3 …), so they name nothing.';
    case 'web-address':
      return 'these are web addresses: what was visited, not who visited it.';
    case 'amount':
      return 'these numbers say how much or how many, not which thing.';
    case 'one-to-one':
      return `each value has its own ${doubt.other}, so it is another name for that, not who chose it.`;
    case 'hangs':
      return `each ${doubt.other} always has the same value here, so this is its maker or its kind, not who chose it.`;
  }
}

/** Words for what the mapping door leaves out, and for what may be wrong with a file. */
export const NOTICE_WORDS: IssueWordsFor<NoticeFacts> = {
  JOIN_REPEATS: ({ right, rightColumn, repeated }, { at }) => ({
    what: `${at}${rightColumn} stands in more than one row of ${right} (${counted(repeated, 'row', 'rows')} too many), so a join would multiply rows.`,
    fix: 'Undo the join, or keep one row of each in that file.',
  }),
  RECORD_UNREAD: (_, { at }) => ({
    what: `${at}a record cannot be read and is left out.`,
    fix: 'Fix it in the file and drop the file again.',
  }),
  ORDER_AS_PERSON: (_, { at }) => ({
    what: `${at}an order number stands for the person, so each order counts as a different user.`,
    fix: 'Choose the column that says who it was, such as a customer number or an e-mail address, if there is one.',
  }),
  ROLE_DOUBTFUL: (details, { at }) => ({
    what: `${at}${doubtWords(details)}`,
    fix:
      details.role === 'USER_ID'
        ? 'Choose the column that says who it was; if there is none, keep this one as context.'
        : 'Choose the column that says which thing it was.',
  }),
  TEXT_CUT: ({ length, limit }, { at }) => ({
    what: `${at}a text of ${count(length)} characters is cut to ${count(limit)}.`,
    fix: '',
  }),
  DUPLICATE_ROWS: ({ count: rows }, { at }) => ({
    what: `${at}${counted(rows, 'row repeats', 'rows repeat')} an earlier row in every column and ${plural(rows, 'is', 'are')} left out.`,
    fix: '',
  }),
  DUPLICATE_ID: ({ firstLine }, { at, value, form }) => ({
    what: `${at}${value} was described before, ${form === undefined ? 'on' : 'in'} ${placeWords(form, firstLine)}; this row replaces it.`,
    fix: '',
  }),
  DATES_EITHER_WAY: ({ example, readings }, { at }) => ({
    what: `${at}is ${example} ${listed(
      readings.map(({ sec }) => day(sec)),
      'or',
    )}? Nothing in the file tells them apart.`,
    fix: `Until you choose, it is read as ${day(readings[0].sec)}.`,
  }),
  TIMES_MIXED: ({ units }, { at }) => ({
    what: `${at}by their size ${listed(units.map(({ unit, count: times }) => `${count(times)} times are Unix ${unit}`))}; each is read as what it is.`,
    fix: 'Look at the first and the last day of the data; correct the file if one of them cannot be.',
  }),
  NUMBERS_MIXED: ({ numbers, count: others, example }, { at }) => ({
    what: `${at}most numbers are read ${numbers === 'plain' ? 'as plain ones' : 'with a decimal comma'}; ${counted(others, 'is', 'are')} written otherwise, such as ${example}.`,
    fix: 'Choose the other reading if this one is wrong.',
  }),
  ROWS_LOST: ({ count: lost, rows }, { at }) => ({
    what: `${at}${count(lost)} of ${counted(rows, 'row', 'rows')} cannot be read. That is too many to be slips.`,
    fix: 'Read the column another way, or leave these rows out.',
  }),
  ROWS_DROPPED: ({ count: dropped, rows }, { at }) => ({
    what: `${at}${count(dropped)} of ${counted(rows, 'row', 'rows')} ${plural(dropped, 'is', 'are')} left out; everything else is imported.`,
    fix: '',
  }),
  TOO_MANY_EVENT_TYPES: ({ types, count: all, columns, limit }, { at }) => ({
    what: `${at}${counted(all, 'event type', 'event types')} (${someOf(types)}) and ${counted(columns, 'optional column', 'optional columns')}; ${count(limit)} together are allowed for training.`,
    fix: 'Train on one event type, or leave some out of the file.',
  }),
  MORE_ISSUES: ({ count: more }, { at }) => ({
    what: `${at}${counted(more, 'more finding is', 'more findings are')} not listed.`,
    fix: '',
  }),
  FEW_INTERACTIONS: ({ rows, needed }, { at }) => ({
    what: `${at}${counted(rows, 'row', 'rows')}; Amazon Personalize needs ${count(needed)}.`,
    fix: 'Everything works, but differences between recipes will often be luck.',
  }),
  FEW_USERS: ({ users, needed }, { at }) => ({
    what: `${at}${counted(users, 'user', 'users')} with 2 or more interactions; Amazon Personalize needs ${count(needed)}.`,
    fix: 'The service would train nothing on so few. The relaxed profile trains, but differences between recipes will often be luck.',
  }),
};
