import type { LossReason, RowTally } from '../../domain/imports';
import { count, listed } from '../../domain/numbers';
import * as say from '../messages/services';
import { leftOutNoun } from './services';

const REASONS: { readonly [reason in LossReason]: (facts: { readonly count: string }) => string } = {
  'no-user': say.lostNoUser,
  'no-item': say.lostNoItem,
  'no-time': say.lostNoTime,
  'no-value': say.lostNoValue,
  'unread-time': say.lostUnreadTime,
  'unread-number': say.lostUnreadNumber,
  unheld: say.lostUnheld,
  ragged: say.lostRagged,
  broken: say.lostBroken,
  'header-again': say.lostHeaderAgain,
  repeated: say.lostRepeated,
  'described-again': say.lostDescribedAgain,
};

/** “530,512 rows: 392,638 kept, 137,874 left out (132,628 without a person and 5,246 repeating an earlier row).” */
export function tallyWords({ rows, kept, lost, notMeant = [] }: RowTally): string {
  if (lost.length + notMeant.length === 0) return say.allKept({ rows });
  const out = [...lost, ...notMeant].reduce((sum, { count: rowsLost }) => sum + rowsLost, 0);
  const reasons = [
    ...notMeant.map(({ reason, count: rowsLost }) => leftOutNoun(reason, rowsLost)),
    ...lost.map(({ reason, count: rowsLost }) => REASONS[reason]({ count: count(rowsLost) })),
  ];
  return say.someKept({ rows, kept, out, reasons: listed(reasons) });
}
