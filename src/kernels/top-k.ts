/**
 * The k best of `scores`, best first; ties by ascending `tieRank`. −Infinity and NaN are never taken.
 *
 * @param tieRank a permutation of 0 … n − 1: smaller goes first among equals.
 * @param allowed when given, only items with a non-zero byte are considered.
 * O(n log k) at worst, close to O(n) on shuffled scores.
 */
export function topK(
  scores: Float64Array,
  tieRank: Int32Array,
  k: number,
  allowed: Uint8Array | null = null,
): Int32Array<ArrayBuffer> {
  const heap = new Int32Array(Math.min(k, scores.length));
  let size = 0;
  if (heap.length === 0) return heap;
  // A min-heap whose root is the worst kept item.
  const worse = (a: number, b: number): boolean =>
    scores[a] < scores[b] || (scores[a] === scores[b] && tieRank[a] > tieRank[b]);
  const siftDown = (start: number): void => {
    const item = heap[start];
    let at = start;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && worse(heap[child + 1], heap[child])) child++;
      if (!worse(heap[child], item)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = item;
  };
  // Most are worse than the worst kept item at a glance, and many of the others its equals.
  let least = -Infinity;
  let leastTie = Infinity;
  for (let i = nextFrom(scores, 0, least); i < scores.length; i = nextFrom(scores, i + 1, least)) {
    const score = scores[i];
    if (!(score >= least) || score === -Infinity || (score === least && tieRank[i] > leastTie)) continue;
    if (allowed !== null && allowed[i] === 0) continue;
    if (size < heap.length) {
      let at = size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!worse(i, heap[parent])) break;
        heap[at] = heap[parent];
        at = parent;
      }
      heap[at] = i;
    } else if (worse(heap[0], i)) {
      heap[0] = i;
      siftDown(0);
    }
    if (size === heap.length) {
      least = scores[heap[0]];
      leastTie = tieRank[heap[0]];
    }
  }
  const best = new Int32Array(size);
  while (size > 0) {
    best[size - 1] = heap[0];
    heap[0] = heap[--size];
    if (size > 0) siftDown(0);
  }
  return best;
}

/** The next place, from `i` on, that may hold no less than `least`: what is less is passed four at a time. */
function nextFrom(scores: Float64Array, i: number, least: number): number {
  const last = scores.length - 4;
  while (
    i <= last &&
    scores[i] < least &&
    scores[i + 1] < least &&
    scores[i + 2] < least &&
    scores[i + 3] < least
  )
    i += 4;
  return i;
}
