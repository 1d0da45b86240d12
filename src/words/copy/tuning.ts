import type { RecipeSearch, Settings, Trial, TuningRecord } from '../../domain/tuning';
import { comparisonSentence, luckShare } from './comparison';
import { count, significant } from '../../domain/numbers';
import * as say from '../messages/verdicts';
import { recipeWords } from './recipes';

/** What separates settings, as text: `hidden_dimension 201, bptt 12`; `the defaults` where nothing does. */
export function settingsWords(settings: Settings, defaults: Settings): string {
  const changed = Object.entries(settings).filter(([name, value]) => defaults[name] !== value);
  if (changed.length === 0) return say.defaults();
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
  if (first === undefined) return say.noRecipe();
  if (searches.length > 1) return recipeSentence(open, objective.type, metric);
  return settingSentence(first, metric);
}

/** One recipe's search. */
function settingSentence({ trials, chosen }: RecipeSearch, metric: string): string {
  const taken = trials.find(({ number }) => number === chosen);
  const completed = trials.filter(({ status }) => status === 'COMPLETED');
  if (taken === undefined) return say.noTrial();
  if (taken.number !== 1) {
    if (taken.versusDefaults === null) return say.takenDefaultsFailed({ trial: count(taken.number) });
    const trial = say.trial({ trial: taken.number });
    return comparisonSentence(trial, say.defaults(), metric, taken.versusDefaults);
  }
  if (completed.length === 1) return say.onlyDefaults();
  const rival = ahead(completed, taken);
  const lead = rival?.versusDefaults ?? null;
  if (rival === undefined || lead === null) return say.noneReachedMore({ metric });
  const facts = {
    trial: count(rival.number),
    difference: significant(lead.difference, 2),
    metric,
    luck: luckShare(lead.pValue),
  };
  const compared = completed.length - 1;
  return compared > 1 ? say.noneShownBetterOf({ ...facts, made: compared }) : say.noneShownBetter(facts);
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
  if (best === undefined) return say.noTrial();
  const reached = (trial: Trial): string =>
    say.reached({ value: significant(trial.value ?? 0), recipe: recipeWords(trial.recipe).name });
  const facts = {
    recipe: recipeWords(best.recipe).name,
    settings: best.number === 1 ? say.withDefaults() : say.withTrial({ trial: best.number }),
    metric,
    value: significant(best.value ?? 0),
    count: best.metrics?.n ?? 0,
  };
  return others.length === 0
    ? say.takenAlone(facts)
    : say.takenAgainst({ ...facts, others: others.map(reached).join(', ') });
}
