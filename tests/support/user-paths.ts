import { gruLength } from '../../src/kernels/gru';

/** Where in the weights the user unit's state enters: all that must be zero for it to be without effect. */
export function userPaths(width: number): readonly (readonly [from: number, to: number])[] {
  const from = 2 * gruLength(width);
  const square = width * width;
  return [
    [from, from + 4 * square],
    [from + 5 * square, from + 6 * square],
  ];
}
