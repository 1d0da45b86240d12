/** A dense kernel at one size, ready to run again and again on the same numbers. */
export interface Kernel {
  readonly name: string;
  /** Multiplications and additions of one run. */
  readonly flops: number;
  run(): void;
}

/** Numbers between −1 and 1 that look drawn, the same each time. */
export function filled(length: number, salt = 1): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length }, (_, i) => (((i * 7919 + salt * 104729) % 2003) - 1001) / 1001);
}
