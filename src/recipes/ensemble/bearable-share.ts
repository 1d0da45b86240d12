import { meanOver } from '../../kernels/mean-over';

/**
 * Which of several shares is best for thin items that others have to make room for: the one by which all rows together
 * gain most, if thin ones gain by it, and what the others lose is no more than the standard error of that. A loss that
 * rows cannot tell from none is no reason to leave thin items where they are.
 *
 * @param gained by each share and row. @param isThin by row. @param isEnough whether thin rows are enough to tell what
 * they gain; else only the others are asked. @param people by row.
 * @returns its place; −1 = none.
 */
export function bearableShare(
  gained: readonly Float64Array[],
  isThin: readonly boolean[],
  isEnough: boolean,
  people: ArrayLike<number>,
): number {
  const worth = gained.map((gains) => {
    const others = meanOver(
      gains.map((gain, row) => (isThin[row] ? NaN : gain)),
      people,
    );
    const ofThin = gains.reduce((sum, gain, row) => (isThin[row] ? sum + gain : sum), 0);
    if (others.mean < -others.error || (isEnough && ofThin <= 0)) return -Infinity;
    return gains.reduce((sum, gain) => sum + gain, 0);
  });
  const most = Math.max(...worth);
  return most > (isEnough ? 0 : -Infinity) ? worth.indexOf(most) : -1;
}
