import type { PairedResult } from './comparison';
import type { ErrorRecord } from './errors';
import type { MetricKey, MetricSet } from './metrics';
import type { RecipeName } from './recipe-catalogue';
import type { Arn } from './arn';

/** Settings by bare name, as strings, as everywhere in the service. */
export type Settings = { readonly [name: string]: string };

export interface NumberRange {
  readonly name: string;
  readonly minValue: number;
  readonly maxValue: number;
}

/**
 * The service's HyperParameterRanges. A list names all that is searched of its kind, and an empty one leaves the kind
 * out; where a list is absent, the tunable parameters of its kind have the recipe's default ranges.
 */
export interface ParameterRanges {
  readonly categoricalHyperParameterRanges?: readonly {
    readonly name: string;
    readonly values: readonly string[];
  }[];
  readonly integerHyperParameterRanges?: readonly NumberRange[];
  readonly continuousHyperParameterRanges?: readonly NumberRange[];
}

/** The service's HPOConfig; numbers of jobs travel as strings. Absent parts take their defaults. */
export interface HpoConfig {
  readonly algorithmHyperParameterRanges?: ParameterRanges;
  readonly hpoResourceConfig?: {
    readonly maxNumberOfTrainingJobs?: string;
    readonly maxParallelTrainingJobs?: string;
  };
  readonly hpoObjective?: {
    readonly metricName?: string;
    readonly type?: string;
    /** Stored by the service and by us, used by neither. */
    readonly metricRegex?: string;
  };
}

export interface AutoMlConfig {
  readonly metricName?: string;
  readonly recipeList?: readonly string[];
}

export interface Objective {
  readonly metricName: MetricKey;
  readonly type: 'Maximize' | 'Minimize';
}

/** One setting that was trained and judged; a line of the leaderboard. */
export interface Trial {
  /** From 1 within its recipe; 1 has the defaults. */
  readonly number: number;
  readonly recipe: RecipeName;
  /** All hyperparameters of the recipe, fixed and default ones included. */
  readonly algorithmHyperParameters: Settings;
  /** STOPPED: given up after its first epoch, which was hopeless. */
  readonly status: 'COMPLETED' | 'STOPPED' | 'FAILED';
  readonly epochs: { readonly done: number; readonly total: number };
  /** The objective after the last finished epoch; null when it failed. */
  readonly value: number | null;
  readonly firstEpochValue: number | null;
  readonly metrics: MetricSet | null;
  /** What it gains over the first trial on the same people; null for the first, and unless COMPLETED. */
  readonly versusDefaults: PairedResult | null;
  readonly seconds: number;
  readonly failure: ErrorRecord | null;
}

/** The search of one recipe's settings, as far as it has come. */
export interface RecipeSearch {
  readonly recipe: RecipeName;
  /** Trials at most. */
  readonly planned: number;
  /** In order of their numbers; of trials that run side by side one may be missing for a while. */
  readonly trials: readonly Trial[];
  /** What the first trial found for each person, packed (`src/engine/training/packed-ranks.ts`); null until it has ended. */
  readonly defaultRanks: string | null;
  /** The number of the trial whose settings are taken; null while the search goes on. */
  readonly chosen: number | null;
  /** Why there are no trials. */
  readonly skipped?: ErrorRecord;
}

/** The leaderboard of a solution version that was tuned: one search for HPO, one a candidate for AutoML. */
export interface TuningRecord {
  readonly objective: Objective;
  readonly searches: readonly RecipeSearch[];
}

/** In how many searches whose settings are all alike one may be taken for better. */
const LEVEL = 0.05;

/**
 * The trials whose settings are shown to be better than the defaults. Each of a search's comparisons has its chance of
 * luck, so the level is shared among all that were made (Bonferroni): of forty trials two would lead by luck alone.
 */
export function shownBetter(trials: readonly Trial[]): readonly Trial[] {
  const compared = trials.filter(({ status, versusDefaults }) => status === 'COMPLETED' && versusDefaults);
  return compared.filter(
    ({ versusDefaults }) =>
      versusDefaults?.better === 'first' && versusDefaults.pValue * compared.length < LEVEL,
  );
}

/** DescribeSolution's autoMLResult. */
export interface AutoMlResult {
  readonly bestRecipeArn: Arn;
}
