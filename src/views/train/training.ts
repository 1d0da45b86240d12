import type { Curve } from '../../charts/curve';
import type { ParameterWords } from '../../copy/recipes';
import { partWords, recipeWords } from '../../copy/recipes';
import { fileName } from '../words';
import type { Progress } from '../../domain/ports';
import type { Budget, EpochPoint, RecipeName, SolutionSpec, SolutionVersion } from '../../domain/resources';

const POPULARITY = recipeWords('aws-popularity-count').name;
const inWords = (point: EpochPoint): EpochPoint => ({ ...point, label: partWords(point.label) });

/** The training form as typed. Values stay text, as the API takes them; what equals a default is not sent. */
export interface TrainingForm {
  readonly recipe: RecipeName;
  readonly budget: Budget;
  readonly seed: string;
  readonly eventType: string;
  readonly eventValueThreshold: string;
  readonly parameters: { readonly [name: string]: string };
}

/** What is wrong with a hyperparameter's text, in one sentence; null when it can be sent. */
export function parameterError(parameter: ParameterWords, text: string): string | null {
  if (parameter.kind === 'bool') return null;
  const value = Number(text);
  const { min = -Infinity, max = Infinity } = parameter;
  const whole = parameter.kind === 'int';
  if (
    text.trim() === '' ||
    !Number.isFinite(value) ||
    (whole && !Number.isInteger(value)) ||
    value < min ||
    value > max
  )
    return `${whole ? 'A whole number' : 'A number'} from ${min} to ${max}.`;
  return null;
}

export function seedError(text: string): string | null {
  return /^\d{1,10}$/.test(text.trim()) && Number(text) < 2 ** 32
    ? null
    : 'A whole number from 0 to 4,294,967,295.';
}

export function thresholdError(text: string): string | null {
  return text.trim() === '' || Number.isFinite(Number(text)) ? null : 'A number, or nothing.';
}

/** The request of a checked form. */
export function specOf(form: TrainingForm): SolutionSpec {
  const words = recipeWords(form.recipe);
  const changed = words.parameters.filter(
    (parameter) => (form.parameters[parameter.name] ?? parameter.defaultValue) !== parameter.defaultValue,
  );
  const group = (transforms: boolean): SolutionSpec['algorithmHyperParameters'] =>
    Object.fromEntries(
      changed
        .filter((parameter) => (parameter.transforms ?? false) === transforms)
        .map((parameter) => [parameter.name, form.parameters[parameter.name]]),
    );
  return {
    name: fileName(words.name),
    recipe: form.recipe,
    ...(form.eventType === '' ? {} : { eventType: form.eventType }),
    ...(form.eventValueThreshold.trim() === ''
      ? {}
      : { eventValueThreshold: form.eventValueThreshold.trim() }),
    algorithmHyperParameters: group(false),
    featureTransformationParameters: group(true),
    seed: Number(form.seed),
    budget: form.budget,
  };
}

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
