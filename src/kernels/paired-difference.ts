import { type Mean, meanOver } from './mean-over';

/**
 * How much more the first numbers are than the second, pair by pair, on average; see `meanOver`.
 *
 * @param people whose each pair is; left out where each is of another person.
 */
export function pairedDifference(
  first: Float64Array,
  second: Float64Array,
  people: ArrayLike<number> = first.map((_, row) => row),
): Mean {
  return meanOver(
    first.map((value, row) => value - second[row]),
    people,
  );
}
