import { inside, type MatrixPart } from './matrix-part';
import { subtractProductTransposed } from './product';

/** Columns that are solved together, after the product with all earlier ones. */
const STEP = 4;
/** Rows of a diagonal block whose products are computed together: what lies above the diagonal is mostly left out. */
const ROWS = 16;

/**
 * Factors a symmetric positive definite block in place: its lower triangle becomes L with L·Lᵀ = the block.
 *
 * @throws RangeError when a pivot is not positive.
 */
export function factorBlock(block: MatrixPart, size: number): void {
  const { values: l, at, stride } = block;
  for (let j = 0; j < size; j += STEP) {
    const width = Math.min(STEP, size - j);
    const row = inside(block, j);
    subtractProductTransposed(inside(block, j, j), row, row, size - j, width, j);
    for (let i = j; i < size; i++) {
      const own = at + i * stride;
      for (let c = j; c < Math.min(j + width, i + 1); c++) {
        let sum = l[own + c];
        for (let k = j; k < c; k++) sum -= l[own + k] * l[at + c * stride + k];
        if (c < i) l[own + c] = sum / l[at + c * stride + c];
        else if (sum > 0) l[own + c] = Math.sqrt(sum);
        else throw new RangeError('matrix is not positive definite');
      }
    }
  }
}

/** C −= A·Aᵀ for the lower triangle of a diagonal block of C; what lies above it is overwritten with no meaning. */
export function subtractOwnProduct(c: MatrixPart, a: MatrixPart, size: number, depth: number): void {
  for (let i = 0; i < size; i += ROWS) {
    const rows = Math.min(ROWS, size - i);
    subtractProductTransposed(inside(c, i), inside(a, i), a, rows, i + rows, depth);
  }
}

/** X·Lᵀ = B for one lower triangular block: every row of B (rows × size) is replaced by its solution. */
export function solveForward(b: MatrixPart, rows: number, l: MatrixPart, size: number): void {
  for (let j = 0; j < size; j += STEP) {
    const width = Math.min(STEP, size - j);
    const x = inside(b, 0, j);
    subtractProductTransposed(x, b, inside(l, j), rows, width, j);
    if (width === STEP) forwardFour(x, rows, inside(l, j, j));
    else forwardFew(x, rows, inside(l, j, j), width);
  }
}

/** X·L = B for the same block, with Lᵀ in the upper triangle of `l` besides. */
export function solveBackward(b: MatrixPart, rows: number, l: MatrixPart, size: number): void {
  for (let j = STEP * Math.floor((size - 1) / STEP); j >= 0; j -= STEP) {
    const width = Math.min(STEP, size - j);
    const after = j + width;
    const x = inside(b, 0, j);
    subtractProductTransposed(x, inside(b, 0, after), inside(l, j, after), rows, width, size - after);
    if (width === STEP) backwardFour(x, rows, inside(l, j, j));
    else backwardFew(x, rows, inside(l, j, j), width);
  }
}

/** The last step of `solveForward` for four columns, which begin with `x`: within the triangle that begins with `corner`. */
function forwardFour(x: MatrixPart, rows: number, corner: MatrixPart): void {
  const { values: b, at: bAt, stride: bStride } = x;
  const { values: l, at: lAt, stride: lStride } = corner;
  const l1 = lAt + lStride;
  const l2 = l1 + lStride;
  const l3 = l2 + lStride;
  const [l10, l20, l21] = [l[l1], l[l2], l[l2 + 1]];
  const [l30, l31, l32] = [l[l3], l[l3 + 1], l[l3 + 2]];
  const [p0, p1, p2, p3] = [1 / l[lAt], 1 / l[l1 + 1], 1 / l[l2 + 2], 1 / l[l3 + 3]];
  for (let i = 0; i < rows; i++) {
    const row = bAt + i * bStride;
    const x0 = b[row] * p0;
    const x1 = (b[row + 1] - x0 * l10) * p1;
    const x2 = (b[row + 2] - x0 * l20 - x1 * l21) * p2;
    b[row] = x0;
    b[row + 1] = x1;
    b[row + 2] = x2;
    b[row + 3] = (b[row + 3] - x0 * l30 - x1 * l31 - x2 * l32) * p3;
  }
}

function forwardFew(x: MatrixPart, rows: number, corner: MatrixPart, width: number): void {
  const { values: b, at: bAt, stride: bStride } = x;
  const { values: l, at: lAt, stride: lStride } = corner;
  for (let i = 0; i < rows; i++) {
    const row = bAt + i * bStride;
    for (let c = 0; c < width; c++) {
      let sum = b[row + c];
      for (let k = 0; k < c; k++) sum -= b[row + k] * l[lAt + c * lStride + k];
      b[row + c] = sum / l[lAt + c * lStride + c];
    }
  }
}

/** The last step of `solveBackward` for four columns: with the mirrored triangle. */
function backwardFour(x: MatrixPart, rows: number, corner: MatrixPart): void {
  const { values: b, at: bAt, stride: bStride } = x;
  const { values: l, at: lAt, stride: lStride } = corner;
  const l1 = lAt + lStride;
  const l2 = l1 + lStride;
  const l3 = l2 + lStride;
  const [l01, l02, l03] = [l[lAt + 1], l[lAt + 2], l[lAt + 3]];
  const [l12, l13, l23] = [l[l1 + 2], l[l1 + 3], l[l2 + 3]];
  const [p0, p1, p2, p3] = [1 / l[lAt], 1 / l[l1 + 1], 1 / l[l2 + 2], 1 / l[l3 + 3]];
  for (let i = 0; i < rows; i++) {
    const row = bAt + i * bStride;
    const x3 = b[row + 3] * p3;
    const x2 = (b[row + 2] - x3 * l23) * p2;
    const x1 = (b[row + 1] - x3 * l13 - x2 * l12) * p1;
    b[row + 3] = x3;
    b[row + 2] = x2;
    b[row + 1] = x1;
    b[row] = (b[row] - x3 * l03 - x2 * l02 - x1 * l01) * p0;
  }
}

function backwardFew(x: MatrixPart, rows: number, corner: MatrixPart, width: number): void {
  const { values: b, at: bAt, stride: bStride } = x;
  const { values: l, at: lAt, stride: lStride } = corner;
  for (let i = 0; i < rows; i++) {
    const row = bAt + i * bStride;
    for (let c = width - 1; c >= 0; c--) {
      let sum = b[row + c];
      for (let k = c + 1; k < width; k++) sum -= b[row + k] * l[lAt + c * lStride + k];
      b[row + c] = sum / l[lAt + c * lStride + c];
    }
  }
}
