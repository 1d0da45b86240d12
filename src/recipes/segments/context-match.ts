import type { People } from './people';

/** Moments of the asked items that are looked at, at most; and moments before each that make up its context. */
const REACH = 100;
const WINDOW = 25;
const DECAY = 0.87;

/**
 * Who stands today where others stood when they took the asked items: for every user the mean over the moments of the
 * items of the squared cosine between the user's newest moments and those before that moment, both decayed.
 */
export class ContextMatch {
  /** For each item the users whose newest moments hold it, and how much of their unit vector it is. */
  private readonly ptr: Int32Array;
  private readonly users: Int32Array;
  private readonly weights: Float64Array;
  private readonly dots: Float64Array;
  private readonly touched: Int32Array;

  constructor(private readonly people: People) {
    const { moments, short } = people;
    const { nUsers, nItems, userPtr, items } = moments;
    const norms = new Float64Array(nUsers);
    const bag = new Float64Array(nItems);
    this.ptr = new Int32Array(nItems + 1);
    // Twice over every user's bag: to count, then to fill.
    const eachBag = (use: (user: number, item: number, weight: number) => void): void => {
      for (let u = 0; u < nUsers; u++) {
        const to = userPtr[u + 1];
        let from = to;
        while (from > userPtr[u] && short[from - 1] > 0) from--;
        for (let p = from; p < to; p++) bag[items[p]] += short[p];
        for (let p = from; p < to; p++) {
          const weight = bag[items[p]];
          if (weight > 0) use(u, items[p], weight);
          bag[items[p]] = 0;
        }
      }
    };
    eachBag((u, item, weight) => {
      norms[u] += weight * weight;
      this.ptr[item + 1]++;
    });
    for (let i = 0; i < nItems; i++) this.ptr[i + 1] += this.ptr[i];
    const next = this.ptr.slice(0, nItems);
    this.users = new Int32Array(this.ptr[nItems]);
    this.weights = new Float64Array(this.ptr[nItems]);
    eachBag((u, item, weight) => {
      this.users[next[item]] = u;
      this.weights[next[item]++] = weight / Math.sqrt(norms[u]);
    });
    this.dots = new Float64Array(nUsers);
    this.touched = new Int32Array(nUsers);
  }

  /** @param rows moments of the asked items; of very many, evenly spread ones. Overwrites `out`, by user. */
  score(rows: Int32Array, out: Float64Array): void {
    out.fill(0);
    const n = Math.min(REACH, rows.length);
    for (let k = 0; k < n; k++) this.addRow(rows[Math.floor((k * rows.length) / n)], out);
    if (n > 0) for (let u = 0; u < out.length; u++) out[u] /= n;
  }

  private addRow(row: number, out: Float64Array): void {
    const { moments, rowUser } = this.people;
    const own = rowUser[row];
    const from = Math.max(moments.userPtr[own], row - WINDOW);
    let touched = 0;
    let square = 0;
    let weight = 1;
    for (let p = row - 1; p >= from; p--) {
      square += weight * weight;
      const item = moments.items[p];
      for (let e = this.ptr[item]; e < this.ptr[item + 1]; e++) {
        const user = this.users[e];
        if (this.dots[user] === 0) this.touched[touched++] = user;
        this.dots[user] += weight * this.weights[e];
      }
      weight *= DECAY;
    }
    const counts = moments.rowWeight === null ? 1 : moments.rowWeight[row];
    for (let k = 0; k < touched; k++) {
      const user = this.touched[k];
      // Nobody is like others for standing where they stood themselves.
      if (user !== own) out[user] += (counts * this.dots[user] * this.dots[user]) / square;
      this.dots[user] = 0;
    }
  }
}
