import type { Curve } from '../../charts/turn';
import { partWords, recipeWords } from '../../../words/copy/recipes';
import type { Progress } from '../../../domain/ports';
import { BASELINE_RECIPE } from '../../../domain/recipe-catalogue';
import { shortName } from '../../../domain/recipes';
import type { EpochPoint, SolutionVersion } from '../../../domain/resources';

const POPULARITY = shortName(BASELINE_RECIPE);
const inWords = (point: EpochPoint): EpochPoint => ({ ...point, label: partWords(point.label) });

/**
 * The curve of a running training, from its last report; null while there is nothing to draw.
 *
 * @param planned steps as last told by the phase that counts them; other phases count something else.
 */
export function liveCurve(name: string, progress: Progress | null, planned: number): Curve | null {
  if (progress === null || (progress.curve === undefined && progress.baselineNdcgAt10 === undefined))
    return null;
  // Popularity is trained first where the data have none; its own point is the line to beat, not a step of this recipe.
  const own = (progress.curve ?? []).filter((point) => name === POPULARITY || point.label !== 'popularity');
  return {
    name,
    points: own.map(inWords),
    total: Math.max(planned, own.at(-1)?.epoch ?? 0, 1),
    baseline: progress.baselineNdcgAt10 ?? null,
    running: true,
  };
}

/** The curve a finished version keeps; null when it has no steps (popularity). */
export function keptCurve(version: SolutionVersion): Curve | null {
  if (version.curve.length === 0) return null;
  return {
    name: recipeWords(version.spec.recipe).name,
    points: version.curve.map(inWords),
    total: Math.max(version.epochs.total, version.curve.at(-1)?.epoch ?? 1),
    baseline: version.baseline?.values.normalized_discounted_cumulative_gain_at_10 ?? null,
    running: false,
  };
}
