/** Part of a row-major matrix, of so many rows and columns as whoever works on it says. */
export interface MatrixPart {
  readonly values: Float64Array;
  /** Offset of its first element. */
  readonly at: number;
  /** From the beginning of a row to that of the next. */
  readonly stride: number;
}

export function part(values: Float64Array, at: number, stride: number): MatrixPart {
  return { values, at, stride };
}

/** The part that begins some rows and columns further on. */
export function inside({ values, at, stride }: MatrixPart, row: number, column = 0): MatrixPart {
  return { values, at: at + row * stride + column, stride };
}

/** The same with a step between columns too: element (i, j) is values[at + i·row + j·column]. */
export interface Strided {
  readonly values: Float64Array;
  at: number;
  row: number;
  column: number;
}

export function strided(values: Float64Array, at: number, row: number, column = 1): Strided {
  return { values, at, row, column };
}
