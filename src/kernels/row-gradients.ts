/** Gradients of the few rows of a table that one step touched, in order of first touch. */
export class RowGradients {
  readonly values: Float64Array;
  readonly rows: Int32Array;
  count = 0;
  private readonly place: Int32Array;

  /** @param capacity most rows that one step can touch. */
  constructor(
    tableRows: number,
    readonly width: number,
    capacity: number,
  ) {
    const most = Math.min(capacity, tableRows);
    this.values = new Float64Array(most * width);
    this.rows = new Int32Array(most);
    this.place = new Int32Array(tableRows).fill(-1);
  }

  /** Where the gradient of this row begins in `values`; zeros when it is touched for the first time. */
  at(row: number): number {
    if (this.place[row] < 0) {
      this.place[row] = this.count;
      this.rows[this.count++] = row;
    }
    return this.place[row] * this.width;
  }

  clear(): void {
    for (let k = 0; k < this.count; k++) this.place[this.rows[k]] = -1;
    this.values.fill(0, 0, this.count * this.width);
    this.count = 0;
  }
}
