import { LayerNorm } from '../../kernels/layer-norm';
import { Linear, linearLength } from '../../kernels/linear';
import type { RowGradients } from '../../kernels/row-gradients';
import { Block, blockLength, type Shape } from './block';

/** Numbers beside the item table: the blocks, the last normalisation and the projection. */
export function networkLength(shape: Shape): number {
  return shape.blocks * blockLength(shape) + 2 * shape.width + linearLength(shape.width, shape.width);
}

/** Windows × length rows of a stream of histories. */
export interface Stretch {
  readonly items: Int32Array;
  /** For each row of a window, the first row of the same window that it may look at. */
  readonly begins: Int32Array;
  /** Items × (width + 1): vector and bias. */
  readonly table: Float64Array;
  /** Factors of the inputs' numbers, rows × width, for dropout; null = all 1. */
  readonly mask: Float64Array | null;
}

/**
 * A causal transformer over items (Kang & McAuley, ICDM 2018): item vectors, blocks, a last normalisation and a
 * projection, whose result is what is looked for next.
 */
export class Network {
  /** What is looked for after each row, rows × width. */
  readonly sought: Float64Array;
  private readonly blocks: readonly Block[];
  private readonly norm: LayerNorm;
  private readonly project: Linear;
  private readonly x: Float64Array;
  private readonly normal: Float64Array;
  private readonly d: Float64Array;
  private readonly scale: number;

  /** @param weights, gradient `networkLength` numbers each; the gradient is added to. */
  constructor(
    readonly shape: Shape,
    readonly weights: Float64Array,
    readonly gradient: Float64Array,
    distances: boolean,
  ) {
    const { width, length, windows, blocks } = shape;
    const rows = length * windows;
    const own = blockLength(shape);
    this.blocks = Array.from({ length: blocks }, (_, b) => {
      const range = [b * own, (b + 1) * own] as const;
      return new Block(shape, weights.subarray(...range), gradient.subarray(...range), distances);
    });
    const norm = [blocks * own, blocks * own + 2 * width] as const;
    this.norm = new LayerNorm(width, rows, weights.subarray(...norm), gradient.subarray(...norm));
    this.project = new Linear(width, width, weights.subarray(norm[1]), gradient.subarray(norm[1]));
    this.sought = new Float64Array(rows * width);
    this.x = new Float64Array(rows * width);
    this.normal = new Float64Array(rows * width);
    this.d = new Float64Array(rows * width);
    this.scale = Math.sqrt(width);
  }

  /** Reads the first `rows` rows and leaves what is looked for after each in `sought`; with `last`, after the last alone. */
  forward({ items, begins, table, mask }: Stretch, rows: number, last = false): void {
    const { x, scale } = this;
    const { width } = this.shape;
    for (let row = 0; row < rows; row++) {
      const from = items[row] * (width + 1);
      const at = row * width;
      for (let k = 0; k < width; k++) {
        x[at + k] = table[from + k] * scale * (mask === null ? 1 : mask[at + k]);
      }
    }
    this.blocks.forEach((block, b) => {
      const lastBlock = b === this.blocks.length - 1;
      block.forward(x, begins, rows, last && lastBlock);
    });
    const from = last ? rows - 1 : 0;
    this.norm.forward(x, this.normal, from, rows);
    this.project.forward(this.normal, this.sought, from, rows);
  }

  /** Adds the gradients of weights and item vectors, given that of `sought`, for all rows of a stretch just read. */
  backward({ items, begins, mask }: Stretch, soughtGradient: Float64Array, table: RowGradients): void {
    const { d, normal, scale } = this;
    const { width, length, windows } = this.shape;
    const rows = length * windows;
    const { x } = this;
    x.fill(0);
    this.project.backward(normal, soughtGradient, x, rows);
    d.fill(0);
    this.norm.backward(x, d, rows);
    for (let b = this.blocks.length - 1; b >= 0; b--) this.blocks[b].backward(d, begins);
    for (let row = 0; row < rows; row++) {
      const at = table.at(items[row]);
      for (let k = 0; k < width; k++) {
        table.values[at + k] += d[row * width + k] * scale * (mask === null ? 1 : mask[row * width + k]);
      }
    }
  }
}
