import type { DoubtfulRole, NoticeFacts } from '../../domain/facts/imports';
import { day, listed } from '../../domain/numbers';
import * as say from '../messages/issues';
import { placed, placeWords, someOf, type IssueWordsFor } from './finding';
import { timeReading } from './readings';
import type { Sentence } from './said';

const DOUBTS: {
  readonly [reason in NoticeFacts['ROLE_DOUBTFUL']['reason']]: Sentence<{ other: string }>;
} = {
  'counts-rows': say.countsRows,
  'web-address': say.webAddress,
  amount: say.amount,
  'no-time': say.noTime,
  'one-to-one': say.oneToOne,
  hangs: say.hangs,
  alike: say.alike,
};
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
  RECORD_UNREAD: placed(say.recordUnread, say.recordUnreadFix),
  ORDER_AS_PERSON: placed(say.orderAsPerson, say.orderAsPersonFix),
  CUSTOMER_OF_ORDER: placed(say.customerOfOrder, say.customerOfOrderFix),
  ROLE_DOUBTFUL: (details, { at }) => ({
    what: `${at}${DOUBTS[details.reason]({ other: '', ...details })}`,
    fix: DOUBTFUL_FIXES[details.role](),
  }),
  TEXT_CUT: placed(say.textCut),
  DUPLICATE_ROWS: placed(say.duplicateRows),
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
    const times = units.map((each) => say.timesOfUnit({ unit: each.unit, times: each.count }));
    return { what: `${at}${say.timesMixed({ times: listed(times) })}`, fix: say.timesMixedFix() };
  },
  NUMBERS_MIXED: placed(
    ({ numbers, count: others, example }) =>
      say.numbersMixed({ numbers: numbers === 'plain' ? 'plain' : 'other', others, example }),
    say.numbersMixedFix,
  ),
  ROWS_LOST: placed(say.rowsLost, say.rowsLostFix),
  ROWS_DROPPED: placed(say.rowsDropped),
  TOO_MANY_EVENT_TYPES: placed(
    ({ types, count: all, columns, limit }) =>
      say.manyEventTypes({ all, types: someOf(types), columns, limit }),
    say.manyEventTypesFix,
  ),
  MORE_ISSUES: placed(say.moreIssues),
  FEW_INTERACTIONS: placed(say.fewInteractions, say.fewInteractionsFix),
  FEW_USERS: placed(say.fewUsers, say.fewUsersFix),
};
