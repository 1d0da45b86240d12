import { fastExp } from './fast-exp';
import { strided } from './matrix-part';
import { addStrided } from './packed-product';

/** Rows of scores computed in one product: what lies beyond the newest of them, or before the history of the oldest, is not computed. */
const STRIP = 16;

/** Where the rows begin that a strip looks at, in whole tiles: what lies before belongs to other histories. */
function firstRead(begin: number): number {
  return begin - (begin % 4);
}

/**
 * Causal attention of several heads (Vaswani et al., 2017) over windows of a stream: row t of a window attends to
 * the rows from `begins[t]` to t. Each head takes its part of the width; scores are q·k/√(width/heads) plus a bias
 * that depends on the head and on how many rows lie between (Press et al., 2022: distance instead of position).
 *
 * Rows hold query, key and value side by side, 3 × width numbers. It keeps the shares of each window for the way
 * back, windows × heads × length × length numbers, and allocates no arrays after it is made.
 */
export class Attention {
  private readonly shares: Float64Array;
  private readonly pull: Float64Array;
  private readonly scale: number;

  /**
   * @param length rows of a window. @param bias heads × length, by distance; `biasGradient` is added to.
   */
  constructor(
    private readonly width: number,
    private readonly heads: number,
    private readonly length: number,
    windows: number,
    private readonly bias: Float64Array,
    private readonly biasGradient: Float64Array,
  ) {
    this.shares = new Float64Array(windows * heads * length * length);
    this.pull = new Float64Array(length * length);
    this.scale = 1 / Math.sqrt(width / heads);
  }

  /** The first `rows` rows of window `w`: `out` (width numbers a row) is overwritten there. @param begins by row of all windows. */
  forward(qkv: Float64Array, out: Float64Array, begins: Int32Array, w: number, rows = this.length): void {
    const { width, heads, length, shares } = this;
    const first = w * length;
    const size = width / heads;
    out.fill(0, first * width, (first + rows) * width);
    for (let head = 0; head < heads; head++) {
      const base = (w * heads + head) * length * length;
      const at = first * 3 * width + head * size;
      for (let from = 0; from < rows; from += STRIP) {
        const to = Math.min(from + STRIP, rows);
        const begin = firstRead(begins[first + from]);
        const read = at + begin * 3 * width;
        const scores = strided(shares, base + from * length + begin, length);
        shares.fill(0, base + from * length, base + to * length);
        const keys = strided(qkv, read + width, 3 * width);
        addStrided(scores, strided(qkv, at + from * 3 * width, 3 * width), keys, to - from, to - begin, size);
        for (let t = from; t < to; t++) this.share(base + t * length, head, t, begins[first + t]);
        const target = strided(out, (first + from) * width + head * size, width);
        const values = strided(qkv, read + 2 * width, 1, 3 * width);
        addStrided(target, scores, values, to - from, size, to - begin);
      }
    }
  }

  /** Turns the scores of one row into shares that add up to 1. */
  private share(at: number, head: number, t: number, begin: number): void {
    const { shares, bias, length, scale } = this;
    let most = -Infinity;
    for (let j = begin; j <= t; j++) {
      const score = shares[at + j] * scale + bias[head * length + t - j];
      shares[at + j] = score;
      if (score > most) most = score;
    }
    let sum = 0;
    for (let j = begin; j <= t; j++) sum += shares[at + j] = fastExp(shares[at + j] - most);
    for (let j = begin; j <= t; j++) shares[at + j] /= sum;
    shares.fill(0, at, at + begin);
    shares.fill(0, at + t + 1, at + Math.min(length, t + STRIP));
  }

  /** Walks window `w` back, all rows: adds to `qkvGradient` and to the gradient of the bias. */
  backward(
    qkv: Float64Array,
    outGradient: Float64Array,
    qkvGradient: Float64Array,
    begins: Int32Array,
    w: number,
  ): void {
    const { width, heads, length, shares, pull } = this;
    const first = w * length;
    const size = width / heads;
    for (let head = 0; head < heads; head++) {
      const base = (w * heads + head) * length * length;
      const at = first * 3 * width + head * size;
      for (let from = 0; from < length; from += STRIP) {
        const to = Math.min(from + STRIP, length);
        const n = to - from;
        const begin = firstRead(begins[first + from]);
        const m = to - begin;
        const read = at + begin * 3 * width;
        const d = strided(outGradient, (first + from) * width + head * size, width);
        const dTransposed = strided(outGradient, d.at, 1, width);
        const share = strided(shares, base + from * length + begin, 1, length);
        addStrided(strided(qkvGradient, read + 2 * width, 3 * width), share, dTransposed, m, size, n);
        pull.fill(0, from * length, to * length);
        const rows = strided(pull, from * length + begin, length);
        addStrided(rows, d, strided(qkv, read + 2 * width, 3 * width), n, m, size);
        for (let t = from; t < to; t++) {
          this.scoreGradient(base + t * length, t * length, head, t, begins[first + t]);
        }
        const query = at + from * 3 * width;
        const keys = strided(qkv, read + width, 1, 3 * width);
        addStrided(strided(qkvGradient, query, 3 * width), rows, keys, n, size, m);
        const columns = strided(pull, from * length + begin, 1, length);
        const queries = strided(qkv, query, 1, 3 * width);
        addStrided(strided(qkvGradient, read + width, 3 * width), columns, queries, m, size, n);
      }
    }
  }

  /** From the gradient of a row's shares to that of its products of queries and keys, in place. */
  private scoreGradient(share: number, at: number, head: number, t: number, begin: number): void {
    const { shares, pull, biasGradient, length, scale } = this;
    let mean = 0;
    for (let j = begin; j <= t; j++) mean += shares[share + j] * pull[at + j];
    pull.fill(0, at, at + begin);
    for (let j = begin; j <= t; j++) {
      const g = shares[share + j] * (pull[at + j] - mean);
      biasGradient[head * length + t - j] += g;
      pull[at + j] = g * scale;
    }
    pull.fill(0, at + t + 1, at + Math.min(length, t + STRIP));
  }
}
