/** Edit distance with swaps of neighbours (optimal string alignment), cut off above `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, older[j - 2] + 1);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    older = previous;
    previous = current;
  }
  return previous[b.length];
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The candidates that somebody who wrote `text` may have meant, closest first: equal but for case and
 * punctuation, one within the other, or within a third of the letters. At most `limit`, ties in given order.
 */
export function nearMatches(text: string, candidates: readonly string[], limit = 3): string[] {
  const wanted = plain(text);
  if (wanted === '') return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const found: { candidate: string; cost: number }[] = [];
  for (const candidate of candidates) {
    const other = plain(candidate);
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
