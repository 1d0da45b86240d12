import { eventTypeAt } from '../../../domain/columns';
import type { RowsFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { checksumOf } from '../../datasets/data-checksum';
import { shown } from './asked-lists';
import type { HalfSeen } from './half-seen';
import { MadeOnce } from './made-once';

const SHOWN = 7;

/** Rows from the middle of the table as they stand in it, and how many pairs of a user and an item have met. */
export async function rows(data: HalfSeen, job: Job): Promise<RowsFact> {
  const { checksum, unmet } = await made.of(data, job);
  const { userIds, itemIds, interactions } = data.index.tables;
  const from = Math.max(0, Math.floor(interactions.nRows / 2) - SHOWN);
  const shown = Array.from({ length: Math.min(SHOWN, interactions.nRows) }, (_, k) => from + k);
  let pairs = 0;
  for (let u = 0; u < data.nUsers; u++) pairs += data.known[u].length + data.later[u].length;
  return {
    kind: 'rows',
    rows: shown.map((row) => ({
      userId: userIds[interactions.userIdx[row]],
      item: data.named(interactions.itemIdx[row]),
      timestampSec: interactions.timestampSec[row],
      eventType: eventTypeAt(interactions, row),
    })),
    events: interactions.nRows,
    users: userIds.length,
    items: itemIds.length,
    pairs,
    unmet,
    checksum,
  };
}

/** Of rows that stay as they are: added up once. */
const made = new MadeOnce<HalfSeen, Pick<RowsFact, 'checksum' | 'unmet'>>(async (data, job) => ({
  checksum: await checksumOf(data.index.tables, (done, total) => job.checkpoint('lesson', done, total)),
  unmet: await shown(
    data.known.map((known, u) => 1 - (known.length + data.later[u].length) / data.nItems),
    job,
  ),
}));
