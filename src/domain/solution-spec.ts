import type { RecipeName } from './recipe-catalogue';
import type { AutoMlConfig, HpoConfig } from './tuning';

export type TrainingMode = 'FULL' | 'UPDATE';
export const BUDGETS = ['instant', 'standard', 'thorough'] as const;
export type Budget = (typeof BUDGETS)[number];

/** One line of an events configuration: rows of this type train, and count by this weight. */
export interface EventParameters {
  readonly eventType: string;
  /** Of these, only rows with EVENT_VALUE at or above; a number as in the API. Absent = all. */
  readonly eventValueThreshold?: number;
  /** 0…1; only the ratio to the other lines matters, and 0 leaves the type out. */
  readonly weight: number;
}

/** How much a list leans towards an item attribute, from not at all to more than towards relevance. */
export const SENSITIVITIES = ['OFF', 'LOW', 'MEDIUM', 'HIGH'] as const;
export type ObjectiveSensitivity = (typeof SENSITIVITIES)[number];

export interface OptimizationObjective {
  /** A numeric column of the Items dataset that is never empty; its name in any case. */
  readonly itemAttribute: string;
  /** Absent = OFF: the attribute is measured, and changes nothing. */
  readonly objectiveSensitivity?: ObjectiveSensitivity;
}

interface DatasetColumns {
  readonly [dataset: string]: readonly string[];
}

/** CreateSolution's request, with the seed and budget that Foretaste adds. Values travel as strings, as in the API. */
export interface SolutionSpec {
  readonly name: string;
  readonly recipe: RecipeName;
  readonly eventType?: string;
  readonly eventValueThreshold?: string;
  /** Which event types train and what they weigh, 1 to 10 lines; not beside `eventType`. */
  readonly eventsConfig?: { readonly eventParametersList: readonly EventParameters[] };
  /**
   * Columns that do not train, or the only ones that do, by dataset name in any case, at most 50 each; filters go on to
   * see all.
   */
  readonly trainingDataConfig?: {
    readonly excludedDatasetColumns?: DatasetColumns;
    readonly includedDatasetColumns?: DatasetColumns;
  };
  readonly optimizationObjective?: OptimizationObjective;
  readonly algorithmHyperParameters: { readonly [name: string]: string };
  readonly featureTransformationParameters: { readonly [name: string]: string };
  /** Search the settings, as `hpoConfig` says, before the model is trained. */
  readonly performHPO?: boolean;
  readonly hpoConfig?: HpoConfig;
  /** Choose the recipe too. A request has no `recipe` then; the version's is the choice, once it is made. */
  readonly performAutoML?: boolean;
  readonly autoMLConfig?: AutoMlConfig;
  readonly seed: number;
  readonly budget: Budget;
}

/** What is asked for: with AutoML the recipe is left open. */
export type SolutionRequest = Omit<SolutionSpec, 'recipe'> & { readonly recipe?: RecipeName };
