import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Tables } from '../../src/domain/columns';

/** Reads a plain CSV of interactions; exact duplicate lines count once. */
export function readInteractions(path: string): Tables {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head, ...lines] = [...new Set(text.split(/\r?\n/).filter((line) => line !== ''))];
  const names = head.split(',').map((name) => name.toUpperCase());
  const user = names.findIndex((name) => name === 'USER_ID' || name === 'USERID');
  const item = names.findIndex((name) => name === 'ITEM_ID' || name === 'MOVIEID');
  const time = names.indexOf('TIMESTAMP');
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const code = (map: Map<string, number>, id: string): number => {
    const known = map.get(id);
    if (known !== undefined) return known;
    map.set(id, map.size);
    return map.size - 1;
  };
  const cells = lines.map((line) => line.split(','));
  return {
    interactions: {
      nRows: cells.length,
      userIdx: Int32Array.from(cells, (row) => code(users, row[user])),
      itemIdx: Int32Array.from(cells, (row) => code(items, row[item])),
      timestampSec: Float64Array.from(cells, (row) => Number(row[time])),
      eventType: new Uint16Array(cells.length).fill(0xffff),
      eventTypes: [],
      columns: [],
    },
    userIds: [...users.keys()],
    itemIds: [...items.keys()],
    items: null,
    users: null,
  };
}
