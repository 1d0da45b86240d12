import { exp, log } from './math';
import type { ScoredChoices } from './top-calibration';

/**
 * For each choice 1 / log₂(1 + rank of the one that was taken): what a list gains by it, however far down it stands.
 * Candidates that are as likely come half before it and half behind.
 */
export function rankGains({ starts, logMultiplicity, logits }: ScoredChoices): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: starts.length - 1 }, (_, row) => {
    const taken = logits[starts[row]];
    let rank = 1;
    for (let c = starts[row] + 1; c < starts[row + 1]; c++) {
      if (logits[c] < taken) continue;
      rank += (logits[c] > taken ? 1 : 0.5) * exp(logMultiplicity[c]);
    }
    return Math.LN2 / log(1 + rank);
  });
}
