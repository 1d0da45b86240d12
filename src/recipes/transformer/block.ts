import { Attention } from '../../kernels/attention';
import { LayerNorm } from '../../kernels/layer-norm';
import { Linear, linearLength } from '../../kernels/linear';

/** The measures of a network, which say how many numbers it learns and how much room it takes. */
export interface Shape {
  readonly width: number;
  readonly heads: number;
  /** Rows of a window. */
  readonly length: number;
  readonly windows: number;
  readonly blocks: number;
  /** Width inside the feed-forward part. */
  readonly inner: number;
}

/** Where each part of a block's numbers begins; the last entry is how many there are. */
function layout({ width, heads, length, inner }: Shape): number[] {
  const lengths = [
    2 * width,
    linearLength(width, 3 * width),
    heads * length,
    linearLength(width, width),
    2 * width,
    linearLength(width, inner),
    linearLength(inner, width),
  ];
  const at = [0];
  for (const part of lengths) at.push(at[at.length - 1] + part);
  return at;
}

export function blockLength(shape: Shape): number {
  return layout(shape)[7];
}

/** Named views of one block's numbers, to be given their first values. */
export function blockParts(shape: Shape, weights: Float64Array): Record<PartName, Float64Array> {
  const at = layout(shape);
  const parts = PART_NAMES.map((name, k): [PartName, Float64Array] => [
    name,
    weights.subarray(at[k], at[k + 1]),
  ]);
  return Object.fromEntries(parts) as Record<PartName, Float64Array>;
}

const PART_NAMES = ['norm', 'qkv', 'bias', 'join', 'innerNorm', 'rise', 'fall'] as const;
type PartName = (typeof PART_NAMES)[number];

/**
 * One block of a transformer with normalisation first (Xiong et al., 2020): x += join(attention(norm(x))), then
 * x += fall(max(0, rise(norm(x)))). Both sums are made in place.
 */
export class Block {
  private readonly norm: LayerNorm;
  private readonly qkv: Linear;
  private readonly attention: Attention;
  private readonly join: Linear;
  private readonly innerNorm: LayerNorm;
  private readonly rise: Linear;
  private readonly fall: Linear;
  private readonly normal: Float64Array;
  private readonly projected: Float64Array;
  private readonly attended: Float64Array;
  private readonly innerNormal: Float64Array;
  private readonly hidden: Float64Array;
  private readonly branch: Float64Array;
  private readonly wide: Float64Array;
  private readonly narrow: Float64Array;

  /** @param weights, gradient views of `blockLength` numbers each. @param distances whether the bias by distance is learned. */
  constructor(
    private readonly shape: Shape,
    weights: Float64Array,
    gradient: Float64Array,
    distances: boolean,
  ) {
    const { width, heads, length, windows, inner } = shape;
    const rows = length * windows;
    const w = blockParts(shape, weights);
    const g = blockParts(shape, gradient);
    const biasGradient = distances ? g.bias : new Float64Array(g.bias.length);
    this.norm = new LayerNorm(width, rows, w.norm, g.norm);
    this.qkv = new Linear(width, 3 * width, w.qkv, g.qkv);
    this.attention = new Attention(width, heads, length, windows, w.bias, biasGradient);
    this.join = new Linear(width, width, w.join, g.join);
    this.innerNorm = new LayerNorm(width, rows, w.innerNorm, g.innerNorm);
    this.rise = new Linear(width, inner, w.rise, g.rise);
    this.fall = new Linear(inner, width, w.fall, g.fall);
    this.normal = new Float64Array(rows * width);
    this.projected = new Float64Array(rows * 3 * width);
    this.attended = new Float64Array(rows * width);
    this.innerNormal = new Float64Array(rows * width);
    this.hidden = new Float64Array(rows * inner);
    this.branch = new Float64Array(rows * width);
    this.wide = new Float64Array(rows * Math.max(inner, 3 * width));
    this.narrow = new Float64Array(rows * width);
  }

  /** The first `rows` rows; with `last`, only the last of them is carried past the attention. */
  forward(x: Float64Array, begins: Int32Array, rows: number, last: boolean): void {
    const { width, length } = this.shape;
    const from = last ? rows - 1 : 0;
    this.norm.forward(x, this.normal, 0, rows);
    this.qkv.forward(this.normal, this.projected, 0, rows);
    for (let w = 0; w * length < rows; w++) {
      const own = Math.min(length, rows - w * length);
      this.attention.forward(this.projected, this.attended, begins, w, own);
    }
    this.join.forward(this.attended, this.branch, from, rows);
    this.add(x, from * width, rows * width);
    this.innerNorm.forward(x, this.innerNormal, from, rows);
    this.rise.forward(this.innerNormal, this.hidden, from, rows);
    const { hidden } = this;
    for (let k = from * this.shape.inner; k < rows * this.shape.inner; k++) if (hidden[k] < 0) hidden[k] = 0;
    this.fall.forward(this.hidden, this.branch, from, rows);
    this.add(x, from * width, rows * width);
  }

  private add(x: Float64Array, from: number, to: number): void {
    const { branch } = this;
    for (let k = from; k < to; k++) x[k] += branch[k];
  }

  /** From the gradient of what the block gave to that of what it was given, in place; all rows. */
  backward(d: Float64Array, begins: Int32Array): void {
    const { length, windows, inner } = this.shape;
    const rows = length * windows;
    const { wide, narrow, hidden } = this;
    wide.fill(0, 0, rows * inner);
    this.fall.backward(hidden, d, wide, rows);
    for (let k = 0; k < rows * inner; k++) if (hidden[k] === 0) wide[k] = 0;
    narrow.fill(0);
    this.rise.backward(this.innerNormal, wide, narrow, rows);
    this.innerNorm.backward(narrow, d, rows);

    narrow.fill(0);
    this.join.backward(this.attended, d, narrow, rows);
    wide.fill(0, 0, 3 * rows * this.shape.width);
    for (let w = 0; w < windows; w++) {
      this.attention.backward(this.projected, narrow, wide, begins, w);
    }
    narrow.fill(0);
    this.qkv.backward(this.normal, wide, narrow, rows);
    this.norm.backward(narrow, d, rows);
  }
}
