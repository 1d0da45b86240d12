import { negated, negatedTranspose } from '../../kernels/dense-product';
import { gruLength } from '../../kernels/gru';

/** A rows × columns matrix among the weights, in the two forms that products want it in. */
export class Matrix {
  readonly negative: Float64Array;
  readonly negativeT: Float64Array;

  constructor(
    readonly at: number,
    readonly rows: number,
    readonly columns: number,
  ) {
    this.negative = new Float64Array(rows * columns);
    this.negativeT = new Float64Array(rows * columns);
  }

  refresh(values: Float64Array): void {
    negated(values, this.at, this.negative);
    negatedTranspose(values, this.at, this.rows, this.columns, this.negativeT);
  }
}

/** Numbers that a network of this width learns beside its tables. */
export function networkLength(width: number): number {
  return 2 * gruLength(width) + 6 * width * width + width;
}

/**
 * The weights as one array: session unit, user unit, start of a session (H × H), the user's part in the gates
 * (3H × H), what the session's state (H × H) and the user's (H × H) look for, and the start's bias (H).
 */
export class NetworkWeights {
  readonly session: Float64Array;
  readonly user: Float64Array;
  readonly start: Matrix;
  readonly gates: Matrix;
  readonly seekSession: Matrix;
  readonly seekUser: Matrix;
  readonly startBias: Float64Array;
  readonly startBiasAt: number;

  constructor(
    width: number,
    readonly values: Float64Array,
  ) {
    const unit = gruLength(width);
    const square = width * width;
    const from = 2 * unit;
    this.session = values.subarray(0, unit);
    this.user = values.subarray(unit, from);
    this.start = new Matrix(from, width, width);
    this.gates = new Matrix(from + square, 3 * width, width);
    this.seekSession = new Matrix(from + 4 * square, width, width);
    this.seekUser = new Matrix(from + 5 * square, width, width);
    this.startBiasAt = from + 6 * square;
    this.startBias = values.subarray(this.startBiasAt, this.startBiasAt + width);
  }

  refresh(): void {
    for (const matrix of [this.start, this.gates, this.seekSession, this.seekUser])
      matrix.refresh(this.values);
  }
}
