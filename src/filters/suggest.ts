/** Rows of the table below, grown as words ask for it. */
let rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)];

/** Edit distance with swaps of neighbours (optimal string alignment), cut off above `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  if (b.length >= rows[0].length) rows = rows.map(() => new Uint16Array(2 * b.length));
  let [older, previous, current] = rows;
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0 : 1));
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      )
        cost = Math.min(cost, older[j - 2] + 1);
      current[j] = cost;
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    [older, previous, current] = [previous, current, older];
  }
  return previous[b.length];
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Vocabularies do not change, and folding 50,000 words takes longer than comparing them. */
const folded = new WeakMap<readonly string[], readonly string[]>();

function allPlain(candidates: readonly string[]): readonly string[] {
  let found = folded.get(candidates);
  if (!found) {
    found = candidates.map(plain);
    folded.set(candidates, found);
  }
  return found;
}

/**
 * The candidates that somebody who wrote `text` may have meant, closest first: equal but for case and
 * punctuation, one within the other, or within a third of the letters. At most `limit`, ties in given order. The list itself must never change: its folded
 * form is kept as long as it is.
 */
export function nearMatches(text: string, candidates: readonly string[], limit = 3): string[] {
  const wanted = plain(text);
  if (wanted === '') return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const found: { candidate: string; cost: number }[] = [];
  const others = allPlain(candidates);
  for (const [i, candidate] of candidates.entries()) {
    const other = others[i];
    if (other === '') continue;
    let cost = distance(wanted, other, allowed);
    const shorter = Math.min(wanted.length, other.length);
    if (cost > allowed && shorter >= 3 && (other.includes(wanted) || wanted.includes(other))) cost = allowed;
    if (cost <= allowed) found.push({ candidate, cost });
  }
  return found
    .sort((a, b) => a.cost - b.cost)
    .slice(0, limit)
    .map((match) => match.candidate);
}
