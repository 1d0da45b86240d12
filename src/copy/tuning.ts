import type { RecipeSearch, Settings, Trial, TuningRecord } from '../domain/tuning';
import { comparisonSentence } from './comparison';
import { counted, significant } from '../domain/numbers';
import { recipeWords } from './recipes';

/** What separates settings, as text: `hidden_dimension 201, bptt 12`; `the defaults` where nothing does. */
export function settingsWords(settings: Settings, defaults: Settings): string {
  const changed = Object.entries(settings).filter(([name, value]) => defaults[name] !== value);
  if (changed.length === 0) return 'the defaults';
  return changed.map(([name, value]) => `${name} ${shortValue(value)}`).join(', ');
}

/** Drawn numbers have more digits than anybody reads; the trial keeps them all. */
function shortValue(value: string): string {
  const number = Number(value);
  return value.length <= 6 || !Number.isFinite(number) ? value : significant(number);
}

/**
 * Why the settings that are taken are taken. The starred words carry the point.
 *
 * @param metric as a label, e.g. `nDCG@25`.
 */
export function choiceSentence({ objective, searches }: TuningRecord, metric: string): string {
  const open = searches.filter(({ skipped }) => skipped === undefined);
  const [first] = open;
  if (first === undefined) return 'None of the recipes could be trained on these data.';
  if (searches.length > 1) return recipeSentence(open, objective.type, metric);
  return settingSentence(first, metric);
}

/** One recipe's search. */
function settingSentence({ trials, chosen }: RecipeSearch, metric: string): string {
  const taken = trials.find(({ number }) => number === chosen);
  const completed = trials.filter(({ status }) => status === 'COMPLETED');
  if (taken === undefined) return 'No trial could be finished.';
  if (taken.number !== 1) {
    if (taken.versusDefaults === null)
      return `*Trial ${taken.number} is taken*: the defaults could not be trained.`;
    return comparisonSentence(`Trial ${taken.number}`, 'the defaults', metric, taken.versusDefaults);
  }
  if (completed.length === 1) return 'Only *the defaults* were tried to the end, so they are taken.';
  const rival = ahead(completed, taken);
  const lead = rival?.versusDefaults ?? null;
  if (rival === undefined || lead === null) return `*The defaults stay*: no setting reached more ${metric}.`;
  const { difference, pValue } = lead;
  const compared = completed.length - 1;
  const made = compared > 1 ? `, and ${compared} were made` : '';
  return `*The defaults stay*: no setting was shown better. Trial ${rival.number} leads by ${significant(difference, 2)} ${metric}, and luck alone would show as much in ${significant(100 * pValue, 2)}\u00a0% of such comparisons${made}.`;
}

/** The trial that leads the defaults by most; undefined where none does. */
function ahead(completed: readonly Trial[], defaults: Trial): Trial | undefined {
  const leadOf = (trial: Trial): number => trial.versusDefaults?.difference ?? 0;
  return completed
    .filter((trial) => trial !== defaults && leadOf(trial) > 0)
    .sort((a, b) => leadOf(b) - leadOf(a))
    .at(0);
}

/** AutoML: the best of several recipes by the trial each has chosen. */
function recipeSentence(
  searches: readonly RecipeSearch[],
  type: TuningRecord['objective']['type'],
  metric: string,
): string {
  const sign = type === 'Maximize' ? -1 : 1;
  const taken = searches
    .flatMap(({ trials, chosen }) => trials.filter(({ number }) => number === chosen))
    .sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)));
  const [best, ...others] = taken;
  if (best === undefined) return 'No trial could be finished.';
  const reached = (trial: Trial): string =>
    `${significant(trial.value ?? 0)} of ${recipeWords(trial.recipe).name}`;
  const beside = others.length === 0 ? '' : ` against ${others.map(reached).join(', ')}`;
  const settings = best.number === 1 ? 'with its defaults' : `with the settings of its trial ${best.number}`;
  const people = counted(best.metrics?.n ?? 0, 'person', 'people');
  return `*${recipeWords(best.recipe).name} is taken*, ${settings}: ${metric} ${significant(best.value ?? 0)}${beside}, on ${people}.`;
}
