/** Keeps a row of equal numbers from being divided by 0. */
const EPSILON = 1e-5;

/**
 * Layer normalisation (Ba, Kiros & Hinton, 2016): each row to mean 0 and variance 1, then times a gain and plus a bias
 * of each column. It keeps what it normalised for the way back.
 */
export class LayerNorm {
  private readonly normal: Float64Array;
  private readonly inverse: Float64Array;

  /** @param weights, gradient views of 2 × width numbers: gains, then biases; the gradient is added to. */
  constructor(
    private readonly width: number,
    rows: number,
    private readonly weights: Float64Array,
    private readonly gradient: Float64Array,
  ) {
    this.normal = new Float64Array(rows * width);
    this.inverse = new Float64Array(rows);
  }

  /** Overwrites rows `from` … `to` of `y`. */
  forward(x: Float64Array, y: Float64Array, from: number, to: number): void {
    const { width, weights, normal, inverse } = this;
    for (let row = from; row < to; row++) {
      const at = row * width;
      let mean = 0;
      for (let k = 0; k < width; k++) mean += x[at + k];
      mean /= width;
      let variance = 0;
      for (let k = 0; k < width; k++) variance += (x[at + k] - mean) * (x[at + k] - mean);
      const scale = 1 / Math.sqrt(variance / width + EPSILON);
      inverse[row] = scale;
      for (let k = 0; k < width; k++) {
        const value = (x[at + k] - mean) * scale;
        normal[at + k] = value;
        y[at + k] = value * weights[k] + weights[width + k];
      }
    }
  }

  /** Adds the gradient of the first `rows` rows to `xGradient` and to that of the weights. */
  backward(yGradient: Float64Array, xGradient: Float64Array, rows: number): void {
    const { width, weights, gradient, normal, inverse } = this;
    for (let row = 0; row < rows; row++) {
      const at = row * width;
      let mean = 0;
      let along = 0;
      for (let k = 0; k < width; k++) {
        const d = yGradient[at + k];
        gradient[k] += d * normal[at + k];
        gradient[width + k] += d;
        mean += d * weights[k];
        along += d * weights[k] * normal[at + k];
      }
      mean /= width;
      along /= width;
      for (let k = 0; k < width; k++) {
        const d = yGradient[at + k] * weights[k] - mean - normal[at + k] * along;
        xGradient[at + k] += d * inverse[row];
      }
    }
  }
}
