/** Ranks up to here are told apart; what is beyond gains nothing in any metric that trials are judged by. */
const LAST = 25.5;
/** `(` stands for 0; all marks up to `[` need no escape in JSON. */
const FIRST_MARK = 40;
const NOBODY = 0;
const BEYOND = 1;

/**
 * Ranks of targets as a text, one character each, small enough to be stored beside a leaderboard: tied items share a
 * place, so ranks are multiples of one half. Every rank beyond 25½ comes back as 26, NaN as NaN.
 */
export function packRanks(ranks: ArrayLike<number>): string {
  return Array.from(ranks, (rank) => {
    const mark = Number.isNaN(rank) ? NOBODY : rank > LAST ? BEYOND : Math.round(2 * rank);
    return String.fromCharCode(FIRST_MARK + mark);
  }).join('');
}

export function unpackRanks(packed: string): Float64Array {
  return Float64Array.from(packed, (character) => {
    const mark = character.charCodeAt(0) - FIRST_MARK;
    return mark === NOBODY ? NaN : mark === BEYOND ? LAST + 0.5 : mark / 2;
  });
}
