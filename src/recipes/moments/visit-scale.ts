import { fitTopScale, promisesOf, type ScoredChoices } from '../../kernels/top-calibration';
import { scoredRows } from './fit-order';

/** Held-out rows as they are found, and which of them were in the middle of a visit. */
export interface VisitRows extends ScoredChoices {
  readonly isWithin: readonly boolean[];
}

/**
 * The factor of logits that requests in the middle of a visit are answered with, where those who come back are answered
 * apart. Held-out newest rows are of both kinds, mixed as it happens, and their common factor promises what the mixture
 * keeps: where people look at one thing several times in a visit, much too little within, as what they return for is
 * anybody's guess. So rows within visits say what they keep themselves. They are fewer, and what they keep is partly
 * luck: of the difference to what the common factor promises them, they are followed by 1 − variance / difference²,
 * which is none within one standard error, three quarters at two, and nearly all where it is plain.
 *
 * @param common the factor of all rows.
 */
export function* fitVisitScale(parts: readonly VisitRows[], common: number): Generator<void, number> {
  const within = parts.map((part) =>
    scoredRows(
      part,
      Int32Array.from(part.isWithin.keys()).filter((row) => part.isWithin[row]),
    ),
  );
  const { promised, kept, variance } = promisesOf(within, common);
  const difference = kept - promised;
  if (difference * difference <= variance) return common;
  return yield* fitTopScale(within, promised + difference - variance / difference);
}
