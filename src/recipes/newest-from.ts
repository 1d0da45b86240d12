import type { Histories } from '../domain/histories';

/** How many moments somebody has: rows of one item at one second are one, where the order within seconds is drawn. */
export function momentCount(data: Histories, userIdx: number): number {
  const from = data.userPtr[userIdx];
  let n = 0;
  for (let p = data.userPtr[userIdx + 1]; p > from; n++) p = momentBefore(data, p, from);
  return n;
}

/** Where the newest `n` moments of somebody begin. */
export function newestFrom(data: Histories, userIdx: number, n: number): number {
  const from = data.userPtr[userIdx];
  let at = data.userPtr[userIdx + 1];
  for (let k = 0; k < n && at > from; k++) at = momentBefore(data, at, from);
  return at;
}

/** Where the moment begins that ends before `to`. */
function momentBefore({ drawnSeconds, items, timestampSec }: Histories, to: number, from: number): number {
  let at = to - 1;
  if (drawnSeconds !== true) return at;
  while (at > from && items[at - 1] === items[at] && timestampSec[at - 1] === timestampSec[at]) at--;
  return at;
}
