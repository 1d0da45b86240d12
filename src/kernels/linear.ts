import { strided, type Strided } from './matrix-part';
import { addStrided } from './packed-product';

/** Numbers that a layer learns: its matrix, outputs × inputs, and a bias for each output. */
export function linearLength(inputs: number, outputs: number): number {
  return outputs * (inputs + 1);
}

/** y = W·x + b for rows of x. Rows lie side by side: inputs and outputs numbers each. Allocates nothing after it is made. */
export class Linear {
  private readonly matrix: Strided;
  private readonly transposed: Strided;
  private readonly matrixGradient: Strided;

  /** @param weights, gradient views of `linearLength` numbers each; the gradient is added to. */
  constructor(
    private readonly inputs: number,
    private readonly outputs: number,
    private readonly weights: Float64Array,
    private readonly gradient: Float64Array,
  ) {
    this.matrix = strided(weights, 0, inputs);
    this.transposed = strided(weights, 0, 1, inputs);
    this.matrixGradient = strided(gradient, 0, inputs);
  }

  /** Overwrites rows `from` … `to` of `y`. */
  forward(x: Float64Array, y: Float64Array, from: number, to: number): void {
    const { inputs, outputs, weights } = this;
    const bias = outputs * inputs;
    for (let row = from; row < to; row++) {
      for (let k = 0; k < outputs; k++) y[row * outputs + k] = weights[bias + k];
    }
    const [out, rows] = [strided(y, from * outputs, outputs), strided(x, from * inputs, inputs)];
    addStrided(out, rows, this.matrix, to - from, outputs, inputs);
  }

  /** Adds the gradient of the first `rows` rows: to `xGradient` (if given) and to that of the weights. */
  backward(x: Float64Array, yGradient: Float64Array, xGradient: Float64Array | null, rows: number): void {
    const { inputs, outputs, gradient } = this;
    if (xGradient !== null) {
      const [out, from] = [strided(xGradient, 0, inputs), strided(yGradient, 0, outputs)];
      addStrided(out, from, this.transposed, rows, inputs, outputs);
    }
    const [left, right] = [strided(yGradient, 0, 1, outputs), strided(x, 0, 1, inputs)];
    addStrided(this.matrixGradient, left, right, outputs, inputs, rows);
    const bias = outputs * inputs;
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < outputs; k++) gradient[bias + k] += yGradient[row * outputs + k];
    }
  }
}
