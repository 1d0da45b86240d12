import { subtractProductTransposed } from './product';

/** Columns that are solved together, after the product with all earlier ones. */
const STEP = 4;
/** Rows of a diagonal block whose products are computed together: what lies above the diagonal is mostly left out. */
const ROWS = 16;

/**
 * Factors a symmetric positive definite block in place: its lower triangle becomes L with L·Lᵀ = the block.
 *
 * @param at offset of its first element. @throws RangeError when a pivot is not positive.
 */
export function factorBlock(l: Float64Array, at: number, stride: number, size: number): void {
  for (let j = 0; j < size; j += STEP) {
    const width = Math.min(STEP, size - j);
    const below = size - j;
    const row = at + j * stride;
    subtractProductTransposed(l, row + j, stride, l, row, stride, l, row, stride, below, width, j);
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
export function subtractOwnProduct(
  c: Float64Array,
  cAt: number,
  cStride: number,
  a: Float64Array,
  aAt: number,
  aStride: number,
  size: number,
  depth: number,
): void {
  for (let i = 0; i < size; i += ROWS) {
    const rows = Math.min(ROWS, size - i);
    const aRow = aAt + i * aStride;
    subtractProductTransposed(
      c,
      cAt + i * cStride,
      cStride,
      a,
      aRow,
      aStride,
      a,
      aAt,
      aStride,
      rows,
      i + rows,
      depth,
    );
  }
}

/** X·Lᵀ = B for one lower triangular block: every row of B (rows × size) is replaced by its solution. */
export function solveForward(
  b: Float64Array,
  bAt: number,
  bStride: number,
  rows: number,
  l: Float64Array,
  lAt: number,
  lStride: number,
  size: number,
): void {
  for (let j = 0; j < size; j += STEP) {
    const width = Math.min(STEP, size - j);
    const lRow = lAt + j * lStride;
    subtractProductTransposed(b, bAt + j, bStride, b, bAt, bStride, l, lRow, lStride, rows, width, j);
    for (let i = 0; i < rows; i++) {
      const row = bAt + i * bStride;
      for (let c = j; c < j + width; c++) {
        let sum = b[row + c];
        for (let k = j; k < c; k++) sum -= b[row + k] * l[lAt + c * lStride + k];
        b[row + c] = sum / l[lAt + c * lStride + c];
      }
    }
  }
}

/** X·L = B for the same block, with Lᵀ in the upper triangle of `l` besides. */
export function solveBackward(
  b: Float64Array,
  bAt: number,
  bStride: number,
  rows: number,
  l: Float64Array,
  lAt: number,
  lStride: number,
  size: number,
): void {
  for (let j = STEP * Math.floor((size - 1) / STEP); j >= 0; j -= STEP) {
    const width = Math.min(STEP, size - j);
    const after = j + width;
    const lRow = lAt + j * lStride + after;
    const depth = size - after;
    subtractProductTransposed(
      b,
      bAt + j,
      bStride,
      b,
      bAt + after,
      bStride,
      l,
      lRow,
      lStride,
      rows,
      width,
      depth,
    );
    for (let i = 0; i < rows; i++) {
      const row = bAt + i * bStride;
      for (let c = after - 1; c >= j; c--) {
        let sum = b[row + c];
        for (let k = c + 1; k < after; k++) sum -= b[row + k] * l[lAt + c * lStride + k];
        b[row + c] = sum / l[lAt + c * lStride + c];
      }
    }
  }
}
