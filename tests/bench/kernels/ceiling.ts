/** Side of the blocks: two of them stay in the caches nearest to the core. */
const SIDE = 64;
const BLOCKS = 40;

/** Floating-point operations of one call of `ceiling`. */
export const CEILING_FLOPS = BLOCKS * 2 * SIDE * SIDE * SIDE;

const a = Float64Array.from({ length: SIDE * SIDE }, (_, i) => ((i * 7919) % 1009) / 1009);
const b = Float64Array.from({ length: SIDE * SIDE }, (_, i) => ((i * 104729) % 1013) / 1013);
const c = new Float64Array(SIDE * SIDE);

/**
 * The scalar ceiling: as many multiply-adds a second as plain JavaScript does here when nothing else is in the way,
 * a product of 64 × 64 blocks in tiles of 4 × 4 with all sums in local variables. What dense kernels are held against.
 */
export function ceiling(): void {
  for (let block = 0; block < BLOCKS; block++) {
    for (let i = 0; i < SIDE; i += 4)
      for (let j = 0; j < SIDE; j += 4) tile(i * SIDE, j * SIDE, i * SIDE + j);
  }
}

function tile(a0: number, b0: number, at: number): void {
  const [a1, a2, a3] = [a0 + SIDE, a0 + 2 * SIDE, a0 + 3 * SIDE];
  const [b1, b2, b3] = [b0 + SIDE, b0 + 2 * SIDE, b0 + 3 * SIDE];
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  for (let k = 0; k < SIDE; k++) {
    const x0 = a[a0 + k];
    const x1 = a[a1 + k];
    const x2 = a[a2 + k];
    const x3 = a[a3 + k];
    let y = b[b0 + k];
    s00 += x0 * y;
    s10 += x1 * y;
    s20 += x2 * y;
    s30 += x3 * y;
    y = b[b1 + k];
    s01 += x0 * y;
    s11 += x1 * y;
    s21 += x2 * y;
    s31 += x3 * y;
    y = b[b2 + k];
    s02 += x0 * y;
    s12 += x1 * y;
    s22 += x2 * y;
    s32 += x3 * y;
    y = b[b3 + k];
    s03 += x0 * y;
    s13 += x1 * y;
    s23 += x2 * y;
    s33 += x3 * y;
  }
  const sums = [s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33];
  for (let s = 0; s < 16; s++) c[at + (s >> 2) * SIDE + (s & 3)] += sums[s];
}
