import { greatest } from 'd3-array';
import { settingsWords } from '../../../words/copy/tuning';
import { recipeWords } from '../../../words/copy/recipes';
import { describeError } from '../../../words/copy/errors';
import type { RecipeName } from '../../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../../domain/resources';
import { shownBetter, type RecipeSearch, type Trial, type TuningRecord } from '../../../domain/tuning';
import * as say from '../../../words/messages/train';

/** A line of the leaderboard. */
export interface LeaderboardRow {
  readonly key: string;
  readonly recipe: string;
  /** null for a recipe that was not tried. */
  readonly number: number | null;
  readonly settings: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly reason: string | null;
  readonly value: number | null;
  /** How often luck alone would show as much against the defaults; null for these and where nothing was compared. */
  readonly pValue: number | null;
  readonly seconds: number | null;
  /** `taken` once the search has ended, `best` before. */
  readonly mark: 'best' | 'taken' | null;
}

/** @param running the search goes on. */
export function leaderboardRows(
  { objective, searches }: TuningRecord,
  running: boolean,
): readonly LeaderboardRow[] {
  const best = bestTrial(searches, objective.type);
  const at = running ? searches.find(isUnfinished)?.recipe : undefined;
  return searches.flatMap((search) => {
    if (search.skipped !== undefined) return [skippedRow(search)];
    const rows = search.trials.map((trial) => ({
      ...rowOf(trial, search.trials.at(0)),
      mark: trial !== best ? null : running ? ('best' as const) : ('taken' as const),
    }));
    return search.recipe === at ? [...rows, ...runningRows(search)] : rows;
  });
}

/** Trials that ended, and all that there will be. */
export function trialCounts({ searches }: TuningRecord): { readonly done: number; readonly planned: number } {
  const sum = (of: (search: RecipeSearch) => number): number =>
    searches.reduce((total, search) => total + of(search), 0);
  return { done: sum(({ trials }) => trials.length), planned: sum(({ planned }) => planned) };
}

/** Whether a version's search has come to its choice. */
export function isConcluded({ spec, tuning, autoMLResult }: SolutionVersion): boolean {
  if (spec.performAutoML === true) return autoMLResult !== undefined;
  return tuning?.searches.every(({ chosen }) => chosen !== null) ?? true;
}

/** Every recipe is tried once before any is tuned. */
function isUnfinished(search: RecipeSearch, _: number, all: readonly RecipeSearch[]): boolean {
  const untried = all.some(({ trials, skipped }) => skipped === undefined && trials.length === 0);
  if (search.skipped !== undefined || search.chosen !== null) return false;
  return untried ? search.trials.length === 0 : search.trials.length < search.planned;
}

/** The chosen one of one search, of several the best chosen; before a choice, whatever it would fall on now. */
function bestTrial(searches: readonly RecipeSearch[], type: TuningRecord['objective']['type']): Trial | null {
  const sign = type === 'Maximize' ? 1 : -1;
  const candidates = searches.flatMap(({ trials, chosen }) => {
    if (chosen !== null) return trials.filter(({ number }) => number === chosen);
    const defaults = trials.filter(({ number, status }) => number === 1 && status === 'COMPLETED');
    return [...defaults, ...shownBetter(trials)];
  });
  return greatest(candidates, ({ value }) => sign * (value ?? -Infinity)) ?? null;
}

function rowOf(trial: Trial, defaults: Trial | undefined): Omit<LeaderboardRow, 'mark'> {
  const states = { COMPLETED: 'done', STOPPED: 'stopped', FAILED: 'failed' } as const;
  return {
    key: `${trial.recipe} ${trial.number}`,
    recipe: nameOf(trial.recipe),
    number: trial.number,
    settings: settingsWords(trial.algorithmHyperParameters, defaults?.algorithmHyperParameters ?? {}),
    state: states[trial.status],
    reason: reasonOf(trial.failure),
    value: trial.value,
    pValue: trial.versusDefaults?.pValue ?? null,
    seconds: trial.seconds,
  };
}

/** Trials that run side by side end in any order: those still missing, and the one after the last. */
function runningRows({ recipe, trials, planned }: RecipeSearch): LeaderboardRow[] {
  const last = Math.max(0, ...trials.map(({ number }) => number));
  const ended = new Set(trials.map(({ number }) => number));
  const missing = Array.from({ length: last }, (_, k) => k + 1).filter((number) => !ended.has(number));
  const numbers = missing.length > 0 ? missing : last < planned ? [last + 1] : [];
  return numbers.map((number) => ({
    key: `${recipe} ${number}`,
    recipe: nameOf(recipe),
    number,
    settings: number === 1 ? say.theDefaults() : '',
    state: 'running',
    reason: null,
    value: null,
    pValue: null,
    seconds: null,
    mark: null,
  }));
}

function skippedRow({ recipe, skipped }: RecipeSearch): LeaderboardRow {
  return {
    key: recipe,
    recipe: nameOf(recipe),
    number: null,
    settings: '',
    state: 'skipped',
    reason: reasonOf(skipped ?? null),
    value: null,
    pValue: null,
    seconds: null,
    mark: null,
  };
}

function reasonOf(failure: Trial['failure']): string | null {
  return failure === null ? null : describeError(failure).what;
}

const nameOf = (recipe: RecipeName): string => recipeWords(recipe).name;
