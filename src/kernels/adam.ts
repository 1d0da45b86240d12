/** How fast the two running means forget: of the gradient and of its square. */
const BETA1 = 0.9;
const BETA2 = 0.99;
const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba, 2015) on a table of rows that are stepped one by one: a row that no gradient reached in a step
 * keeps its numbers and its means ("lazy" Adam), so that a step costs what it touches. Bias correction is by row.
 */
export class Adam {
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  /** β₁ᵗ and β₂ᵗ by row. */
  private readonly decay1: Float64Array;
  private readonly decay2: Float64Array;

  /** @param values rows × width numbers, changed in place. */
  constructor(
    private readonly values: Float64Array,
    private readonly width: number,
  ) {
    const rows = values.length / width;
    this.mean = new Float64Array(values.length);
    this.square = new Float64Array(values.length);
    this.decay1 = new Float64Array(rows).fill(1);
    this.decay2 = new Float64Array(rows).fill(1);
  }

  /** @param gradient holds this row's from `at` on. @param scale of the gradient (clipping). */
  stepRow(row: number, gradient: Float64Array, at: number, rate: number, scale: number): void {
    const { values, mean, square, width } = this;
    const left1 = 1 - (this.decay1[row] *= BETA1);
    const left2 = 1 - (this.decay2[row] *= BETA2);
    const base = row * width;
    // rate · (m / left1) / (√(s / left2) + ε) with one division a number.
    const root = Math.sqrt(left2);
    const pace = (rate * root) / left1;
    const epsilon = EPSILON * root;
    for (let k = 0; k < width; k++) {
      const g = gradient[at + k] * scale;
      const m = (mean[base + k] += (1 - BETA1) * (g - mean[base + k]));
      const s = (square[base + k] += (1 - BETA2) * (g * g - square[base + k]));
      values[base + k] -= (pace * m) / (Math.sqrt(s) + epsilon);
    }
  }
}
