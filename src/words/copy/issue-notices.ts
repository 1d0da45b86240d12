import type { DoubtfulRole, NoticeFacts } from '../../domain/facts/imports';
import { count, day, listed } from '../../domain/numbers';
import * as say from '../messages/issues';
import { placeWords, someOf, type IssueWordsFor } from './finding';
import { timeReading } from './readings';

function doubtWords(doubt: NoticeFacts['ROLE_DOUBTFUL']): string {
  switch (doubt.reason) {
    case 'counts-rows':
      return say.countsRows();
    case 'web-address':
      return say.webAddress();
    case 'amount':
      return say.amount();
    case 'no-time':
      return say.noTime();
    case 'one-to-one':
      return say.oneToOne({ other: doubt.other });
    case 'hangs':
      return say.hangs({ other: doubt.other });
    case 'alike':
      return say.alike({ other: doubt.other });
  }
}

const DOUBTFUL_FIXES: { readonly [role in DoubtfulRole]: () => string } = {
  USER_ID: say.doubtfulUserFix,
  ITEM_ID: say.doubtfulItemFix,
  TIMESTAMP: say.doubtfulTimeFix,
};

/** Words for what the mapping door leaves out, and for what may be wrong with a file. */
export const NOTICE_WORDS: IssueWordsFor<NoticeFacts> = {
  JOIN_REPEATS: ({ right, rightColumn, repeated }, { at, type }) => {
    const facts = { column: rightColumn, file: right, repeated };
    return type === 'INTERACTIONS'
      ? { what: `${at}${say.joinRepeats(facts)}`, fix: say.joinRepeatsFix() }
      : { what: `${at}${say.joinTakesFirst(facts)}`, fix: '' };
  },
  RECORD_UNREAD: (_, { at }) => ({ what: `${at}${say.recordUnread()}`, fix: say.recordUnreadFix() }),
  ORDER_AS_PERSON: (_, { at }) => ({ what: `${at}${say.orderAsPerson()}`, fix: say.orderAsPersonFix() }),
  CUSTOMER_OF_ORDER: ({ other }, { at }) => ({
    what: `${at}${say.customerOfOrder({ other })}`,
    fix: say.customerOfOrderFix({ other }),
  }),
  ROLE_DOUBTFUL: (details, { at }) => ({
    what: `${at}${doubtWords(details)}`,
    fix: DOUBTFUL_FIXES[details.role](),
  }),
  TEXT_CUT: ({ length, limit }, { at }) => ({
    what: `${at}${say.textCut({ length: count(length), limit: count(limit) })}`,
    fix: '',
  }),
  DUPLICATE_ROWS: ({ count: rows }, { at }) => ({ what: `${at}${say.duplicateRows({ rows })}`, fix: '' }),
  DUPLICATE_ID: ({ firstLine }, { at, value, form }) => ({
    what: `${at}${say.duplicateId({ value, form: form === undefined ? 'line' : 'other', place: placeWords(form, firstLine) })}`,
    fix: '',
  }),
  DATES_EITHER_WAY: ({ example, readings }, { at }) => {
    const days = readings.map(({ sec }) => day(sec));
    return {
      what: `${at}${say.datesEitherWay({ example, days: listed(days, 'or') })}`,
      fix: say.datesEitherWayFix({ day: days[0] }),
    };
  },
  TIMES_DOUBTED: ({ example, unit, sec, other, isRelative }, { at }) => {
    const facts = { example, reading: timeReading(unit), day: day(sec) };
    if (isRelative) return { what: `${at}${say.timesRelative({ example })}`, fix: say.timesRelativeFix() };
    if (other === null) return { what: `${at}${say.timesFar(facts)}`, fix: say.timesFarFix() };
    const otherwise = { other: timeReading(other.unit), otherDay: day(other.sec) };
    return { what: `${at}${say.timesDoubted({ ...facts, ...otherwise })}`, fix: say.timesDoubtedFix() };
  },
  TIMES_MIXED: ({ units }, { at }) => {
    const times = units.map((each) => say.timesOfUnit({ unit: each.unit, times: count(each.count) }));
    return { what: `${at}${say.timesMixed({ times: listed(times) })}`, fix: say.timesMixedFix() };
  },
  NUMBERS_MIXED: ({ numbers, count: others, example }, { at }) => ({
    what: `${at}${say.numbersMixed({ numbers: numbers === 'plain' ? 'plain' : 'other', others, example })}`,
    fix: say.numbersMixedFix(),
  }),
  ROWS_LOST: ({ count: lost, rows }, { at }) => ({
    what: `${at}${say.rowsLost({ lost: count(lost), rows })}`,
    fix: say.rowsLostFix(),
  }),
  ROWS_DROPPED: ({ count: left, rows }, { at }) => ({
    what: `${at}${say.rowsDropped({ left, rows })}`,
    fix: '',
  }),
  TOO_MANY_EVENT_TYPES: ({ types, count: all, columns, limit }, { at }) => ({
    what: `${at}${say.manyEventTypes({ all, types: someOf(types), columns, limit: count(limit) })}`,
    fix: say.manyEventTypesFix(),
  }),
  MORE_ISSUES: ({ count: more }, { at }) => ({ what: `${at}${say.moreIssues({ more })}`, fix: '' }),
  FEW_INTERACTIONS: ({ rows, needed }, { at }) => ({
    what: `${at}${say.fewInteractions({ rows, needed: count(needed) })}`,
    fix: say.fewInteractionsFix(),
  }),
  FEW_USERS: ({ users, needed }, { at }) => ({
    what: `${at}${say.fewUsers({ users, needed: count(needed) })}`,
    fix: say.fewUsersFix(),
  }),
};
