import { rangeWords } from '../../../words/copy/parameters';
import { recipeWords } from '../../../words/copy/recipes';
import type { ParameterSpec, RecipeDescription } from '../../../domain/recipes';
import type { MetricKey } from '../../../domain/metrics';
import {
  AUTOML_LIST,
  DEFAULT_RECIPE,
  recipeFacts,
  type RecipeName,
  updatesWhenAsked,
} from '../../../domain/recipe-catalogue';
import type { Budget, EventParameters, SolutionRequest, TrainingMode } from '../../../domain/resources';
import type { DatasetType } from '../../../domain/schema';
import { LIMITS } from '../../../domain/limits';
import * as say from '../../../words/messages/train';
import { DEFAULT_OBJECTIVE, NO_OBJECTIVE, objectiveOf, type TypedObjective } from './objective';
import { fileName } from '../words';

/** What an event type weighs and from which value on, as typed. */
export interface TypedEvent {
  readonly weight: string;
  readonly threshold: string;
}

/** The training form as typed. Values stay text, as the API takes them; what equals a default is not sent. */
export interface TrainingForm {
  /** Whether one recipe is trained, or the best of several. */
  readonly how: 'recipe' | 'automl';
  readonly recipe: RecipeName;
  /** What AutoML chooses from. */
  readonly candidates: readonly RecipeName[];
  /** Search the settings first. */
  readonly tune: boolean;
  /** Trials of the recipe, or of each candidate. */
  readonly trials: string;
  /** How many trials are trained side by side at most. */
  readonly parallel: string;
  /** The metric that trials are judged by. */
  readonly judgedBy: MetricKey;
  /** UPDATE: the newest full version takes in what has come since, with its own settings. */
  readonly trainingMode: TrainingMode;
  readonly objective: TypedObjective;
  readonly budget: Budget;
  readonly seed: string;
  /** `one`: only those of `eventType`; `weighed`: each as `events` says. */
  readonly eventsFrom: 'all' | 'one' | 'weighed';
  readonly eventType: string;
  readonly events: { readonly [type: string]: TypedEvent };
  readonly eventValueThreshold: string;
  /** Columns that do not train, by dataset. */
  readonly excluded: { readonly [type in DatasetType]?: readonly string[] };
  readonly parameters: { readonly [name: string]: string };
}

/** The service's own default. */
const PARALLEL = '2';

/** The form as it stands when the screen opens. */
export function startForm(seed: number): TrainingForm {
  return {
    how: 'recipe',
    recipe: DEFAULT_RECIPE,
    candidates: AUTOML_LIST,
    tune: false,
    trials: '10',
    parallel: PARALLEL,
    judgedBy: DEFAULT_OBJECTIVE,
    trainingMode: 'FULL',
    objective: NO_OBJECTIVE,
    budget: 'standard',
    seed: String(seed),
    eventsFrom: 'all',
    eventType: '',
    events: {},
    eventValueThreshold: '',
    excluded: {},
    parameters: {},
  };
}

export function isTunable(recipe: RecipeDescription | undefined): boolean {
  return recipe?.hyperparameters.some(({ tunable }) => tunable) ?? false;
}

/** Whether the form asks for an update, which takes its settings from the version that it builds on. */
export function isUpdate({ how, trainingMode, recipe }: TrainingForm): boolean {
  return how === 'recipe' && trainingMode === 'UPDATE' && updatesWhenAsked(recipe);
}

/** What the form asks to be searched before the training. */
export function searchOf(form: TrainingForm, recipe: RecipeDescription | undefined): 'hpo' | 'automl' | null {
  if (form.how === 'automl') return 'automl';
  return form.tune && isTunable(recipe) ? 'hpo' : null;
}

/** What is wrong with a setting's text, in one sentence; null when it can be sent. */
export function parameterError(spec: ParameterSpec, text: string): string | null {
  if (spec.kind === 'bool' || spec.kind === 'enum') return null;
  const value = Number(text);
  const { min = -Infinity, max = Infinity } = spec;
  const whole = spec.kind === 'int';
  const fits = text.trim() !== '' && Number.isFinite(value) && (!whole || Number.isInteger(value));
  if (fits && value >= min && value <= max) return null;
  const range = rangeWords(spec);
  if (range === null) return whole ? say.wholeNumber() : say.number();
  return whole ? say.wholeNumberIn({ range }) : say.numberIn({ range });
}

export function seedError(text: string): string | null {
  return /^\d{1,10}$/.test(text.trim()) && Number(text) < 2 ** 32 ? null : say.seedRange();
}

export function thresholdError(text: string): string | null {
  return text.trim() === '' || Number.isFinite(Number(text)) ? null : say.numberOrNothing();
}

export function weightError(text: string): string | null {
  const weight = text.trim() === '' ? NaN : Number(text);
  return weight >= 0 && weight <= 1 ? null : say.zeroToOne();
}

export function trialsError(text: string): string | null {
  return countError(text, LIMITS.trials);
}

export function parallelError(text: string): string | null {
  return countError(text, LIMITS.parallelTrials);
}

function countError(text: string, most: number): string | null {
  const typed = text.trim() === '' ? NaN : Number(text);
  const fits = Number.isInteger(typed) && typed >= 1 && typed <= most;
  return fits ? null : say.oneTo({ most });
}

/** The settings of a recipe, hyperparameters first. */
export function settingsOf(recipe: RecipeDescription | undefined): readonly ParameterSpec[] {
  return recipe === undefined ? [] : [...recipe.hyperparameters, ...recipe.featureTransformations];
}

/** The first thing that keeps the form from being sent; null when nothing does. */
export function formError(form: TrainingForm, recipe: RecipeDescription | undefined): string | null {
  const own =
    form.how === 'automl'
      ? []
      : settingsOf(recipe).map((spec) =>
          parameterError(spec, form.parameters[spec.name] ?? spec.defaultValue),
        );
  if (isUpdate(form)) return null;
  const searched =
    searchOf(form, recipe) === null ? [] : [trialsError(form.trials), parallelError(form.parallel)];
  const weighed = form.eventsFrom === 'weighed' ? eventErrors(form) : [];
  const errors = [seedError(form.seed), thresholdError(form.eventValueThreshold)];
  const first = [...errors, ...searched, ...weighed, ...own].find((error) => error !== null) ?? null;
  if (first !== null) return say.settingAbove();
  return form.how === 'automl' && form.candidates.length === 0 ? say.noRecipeToChoose() : null;
}

function eventErrors({ events }: TrainingForm): (string | null)[] {
  const typed = Object.values(events);
  const none = typed.every(({ weight }) => Number(weight) === 0) ? say.oneTypeMustWeigh() : null;
  return [
    none,
    ...typed.flatMap(({ weight, threshold }) => [weightError(weight), thresholdError(threshold)]),
  ];
}

/** The request of a checked form. */
export function specOf(form: TrainingForm, recipe: RecipeDescription | undefined): SolutionRequest {
  const search = searchOf(form, recipe);
  const shared = {
    ...eventsOf(form),
    ...excludedOf(form),
    seed: Number(form.seed),
    budget: form.budget,
  };
  const hpoConfig = {
    hpoResourceConfig: {
      maxNumberOfTrainingJobs: String(Number(form.trials)),
      ...(form.parallel === PARALLEL ? {} : { maxParallelTrainingJobs: String(Number(form.parallel)) }),
    },
  };
  const judged = form.judgedBy === DEFAULT_OBJECTIVE ? null : form.judgedBy;
  if (search === 'automl') {
    return {
      name: 'automl',
      performAutoML: true,
      autoMLConfig: { recipeList: form.candidates, ...(judged === null ? {} : { metricName: judged }) },
      hpoConfig,
      algorithmHyperParameters: {},
      featureTransformationParameters: {},
      ...shared,
    };
  }
  return {
    name: fileName(recipeWords(form.recipe).name),
    recipe: form.recipe,
    ...(search === 'hpo'
      ? {
          performHPO: true,
          hpoConfig: {
            ...hpoConfig,
            ...(judged === null ? {} : { hpoObjective: { metricName: judged, type: 'Maximize' } }),
          },
        }
      : {}),
    ...(recipeFacts(form.recipe).takesObjective ? objectiveOf(form.objective) : {}),
    algorithmHyperParameters: changed(form, recipe?.hyperparameters),
    featureTransformationParameters: changed(form, recipe?.featureTransformations),
    ...shared,
  };
}

function changed(
  { parameters }: TrainingForm,
  specs: readonly ParameterSpec[] = [],
): SolutionRequest['algorithmHyperParameters'] {
  return Object.fromEntries(
    specs.flatMap(({ name, defaultValue }) => {
      const typed = parameters[name] ?? defaultValue;
      return typed === defaultValue ? [] : [[name, typed.trim()]];
    }),
  );
}

function eventsOf(form: TrainingForm): Partial<SolutionRequest> {
  const least = form.eventValueThreshold.trim();
  if (form.eventsFrom !== 'weighed') {
    return {
      ...(form.eventsFrom === 'one' && form.eventType !== '' ? { eventType: form.eventType } : {}),
      ...(least === '' ? {} : { eventValueThreshold: least }),
    };
  }
  const list = Object.entries(form.events).map(([eventType, { weight, threshold }]): EventParameters => ({
    eventType,
    ...(threshold.trim() === '' ? {} : { eventValueThreshold: Number(threshold) }),
    weight: Number(weight),
  }));
  return { eventsConfig: { eventParametersList: list.filter(({ weight }) => weight > 0) } };
}

function excludedOf({ excluded }: TrainingForm): Partial<SolutionRequest> {
  const named = Object.entries(excluded).filter(([, columns]) => columns.length > 0);
  if (named.length === 0) return {};
  return { trainingDataConfig: { excludedDatasetColumns: Object.fromEntries(named) } };
}
