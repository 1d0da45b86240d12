/**
 * How well an item matches what is sought (`width` numbers), but for its bias.
 *
 * @param table items × (width + 1): vector and bias.
 */
export function match(table: Float64Array | Float32Array, item: number, sought: Float64Array): number {
  const width = sought.length;
  const at = item * (width + 1);
  let sum = 0;
  for (let d = 0; d < width; d++) sum += table[at + d] * sought[d];
  return sum;
}

/**
 * Logits of the whole table for all that is sought, one of `outs` each, four at a time so that no sum waits for the one
 * before: the bits are those of `match` and the bias.
 */
export function logitsOfEach(
  table: Float64Array,
  sought: readonly Float64Array[],
  outs: readonly Float64Array[],
): void {
  let q = 0;
  for (; q + 4 <= sought.length; q += 4) logitsOfFour(table, sought.slice(q, q + 4), outs.slice(q, q + 4));
  for (; q < sought.length; q++) {
    const width = sought[q].length;
    const out = outs[q];
    for (let item = 0; item < out.length; item++)
      out[item] = match(table, item, sought[q]) + table[item * (width + 1) + width];
  }
}

function logitsOfFour(
  table: Float64Array,
  sought: readonly Float64Array[],
  outs: readonly Float64Array[],
): void {
  const width = sought[0].length;
  // Side by side, as the engine looks each array up anew in each turn.
  const sides = new Float64Array(4 * width);
  for (let k = 0; k < width; k++) for (let next = 0; next < 4; next++) sides[4 * k + next] = sought[next][k];
  const [outA, outB, outC, outD] = outs;
  const nItems = outA.length;
  let item = 0;
  // Two items a turn, so that each number of what is sought is read once for both.
  for (; item + 1 < nItems; item += 2) {
    let at = item * (width + 1);
    let next = at + width + 1;
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    let [nextA, nextB, nextC, nextD] = [0, 0, 0, 0];
    for (let k = 0; k < 4 * width; k += 4) {
      const x = table[at++];
      const y = table[next++];
      let side = sides[k];
      sumA += x * side;
      nextA += y * side;
      side = sides[k + 1];
      sumB += x * side;
      nextB += y * side;
      side = sides[k + 2];
      sumC += x * side;
      nextC += y * side;
      side = sides[k + 3];
      sumD += x * side;
      nextD += y * side;
    }
    let bias = table[at];
    outA[item] = sumA + bias;
    outB[item] = sumB + bias;
    outC[item] = sumC + bias;
    outD[item] = sumD + bias;
    bias = table[next];
    outA[item + 1] = nextA + bias;
    outB[item + 1] = nextB + bias;
    outC[item + 1] = nextC + bias;
    outD[item + 1] = nextD + bias;
  }
  if (item === nItems) return;
  const bias = table[item * (width + 1) + width];
  for (let next = 0; next < 4; next++) outs[next][item] = match(table, item, sought[next]) + bias;
}
