import type { LossReason, RowTally } from '../domain/imports';
import { count, counted, listed } from '../domain/numbers';
import { leftOutNoun } from './services';

const REASONS: { readonly [reason in LossReason]: string } = {
  'no-user': 'without a person',
  'no-item': 'without an item',
  'no-time': 'without a time',
  'no-value': 'with an empty cell where none may be',
  'unread-time': 'whose time cannot be read',
  'unread-number': 'whose number cannot be read',
  unheld: 'with a value that is too long or not allowed',
  ragged: 'with too many or too few cells',
  broken: 'broken',
  'header-again': 'repeating the header',
  repeated: 'repeating an earlier row',
  'described-again': 'replaced by a later row',
};

/** “530,512 rows: 392,638 kept, 137,874 left out (132,628 without a person and 5,246 repeating an earlier row).” */
export function tallyWords({ rows, kept, lost, notMeant = [] }: RowTally): string {
  const all = counted(rows, 'row', 'rows');
  if (lost.length + notMeant.length === 0) return `${all}, all of them kept.`;
  const out = [...lost, ...notMeant].reduce((sum, { count: rowsLost }) => sum + rowsLost, 0);
  const reasons = [
    ...notMeant.map(({ reason, count: rowsLost }) => leftOutNoun(reason, rowsLost)),
    ...lost.map(({ reason, count: rowsLost }) => `${count(rowsLost)} ${REASONS[reason]}`),
  ];
  return `${all}: ${count(kept)} kept, ${count(out)} left out (${listed(reasons)}).`;
}
