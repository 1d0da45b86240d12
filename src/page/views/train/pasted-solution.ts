import { lastPart } from '../../../domain/arn';
import { objectIn, type Json, type JsonObject } from '../../../domain/json';
import type { RecipeDescription } from '../../../domain/recipes';
import { recipeFacts, type RecipeName } from '../../../domain/recipe-catalogue';
import { SENSITIVITIES } from '../../../domain/solution-spec';
import { DATASET_TYPES } from '../../../domain/schema';
import { settingsOf, type TrainingForm, type TypedEvent } from './form';
import { JUDGES } from './objective';

/** What the project has for the form to offer. */
export interface FormOffers {
  readonly recipes: readonly RecipeDescription[];
  /** Columns that an objective can be where these Items columns do not train. */
  objectives(excluded: readonly string[]): readonly string[];
  /** Whether there is a version of the recipe for an update to build on. */
  canUpdate(recipe: RecipeName): boolean;
}

/**
 * The form as a CreateSolution request would have it; what the request leaves open stays at the form's start.
 *
 * @param start the form that a person would begin with. @returns members without a place in the form as `left`.
 */
export function solutionForm(
  input: JsonObject,
  start: TrainingForm,
  offers: FormOffers,
): { readonly form: TrainingForm; readonly left: readonly string[] } {
  const { recipes } = offers;
  // Solutions are named after their recipe here.
  const left: string[] = input.name === undefined ? [] : ['name'];
  const config = objectIn(input.solutionConfig);
  const named = recipeIn(input.recipeArn, recipes);
  if (input.recipeArn !== undefined && named === null) left.push('recipeArn');
  const recipe = named ?? start.recipe;
  const automl = input.performAutoML === true;
  const { excluded } = excludedOf(config);
  const columns =
    automl || !recipeFacts(recipe).takesObjective ? [] : offers.objectives(excluded.ITEMS ?? []);
  return {
    form: {
      ...start,
      how: automl ? 'automl' : 'recipe',
      recipe,
      ...candidatesOf(config, recipes, left),
      tune: input.performHPO === true,
      ...trialsOf(config, left),
      ...judgedBy(config, automl, left),
      ...updateOf(input, !automl && offers.canUpdate(recipe), left),
      ...objectiveIn(config, columns, left),
      ...eventsOf(input, config),
      excluded,
      parameters: parametersOf(config, recipe, recipes, left),
    },
    left,
  };
}

function recipeIn(arn: Json | undefined, recipes: readonly RecipeDescription[]): RecipeName | null {
  if (typeof arn !== 'string') return null;
  const name = lastPart(arn);
  return recipes.find((recipe) => recipe.name === name)?.name ?? null;
}

function candidatesOf(
  config: JsonObject,
  recipes: readonly RecipeDescription[],
  left: string[],
): Pick<TrainingForm, 'candidates'> | undefined {
  const { recipeList } = objectIn(config.autoMLConfig);
  if (!Array.isArray(recipeList)) return undefined;
  const known = recipeList.map((each) => recipeIn(each, recipes));
  if (known.includes(null)) left.push('autoMLConfig.recipeList');
  return { candidates: known.filter((name) => name !== null) };
}

function trialsOf(config: JsonObject, left: string[]): Partial<TrainingForm> {
  const hpo = objectIn(config.hpoConfig);
  if (hpo.algorithmHyperParameterRanges !== undefined) left.push('hpoConfig.algorithmHyperParameterRanges');
  const resources = objectIn(hpo.hpoResourceConfig);
  const { maxNumberOfTrainingJobs: trials, maxParallelTrainingJobs: parallel } = resources;
  return {
    ...(isCount(trials) ? { trials: String(trials) } : {}),
    ...(isCount(parallel) ? { parallel: String(parallel) } : {}),
  };
}

function isCount(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** The metric of a search: AutoML names it in a place of its own. */
function judgedBy(config: JsonObject, automl: boolean, left: string[]): Partial<TrainingForm> {
  const asked = objectIn(config.hpoConfig).hpoObjective;
  const { metricName, type, metricRegex } = objectIn(asked);
  const [place, named] = automl
    ? ['autoMLConfig.metricName', objectIn(config.autoMLConfig).metricName]
    : ['hpoConfig.hpoObjective.metricName', metricName];
  const metric = JUDGES.find((one) => one === named);
  if (named !== undefined && metric === undefined) left.push(place);
  if (automl && asked !== undefined) left.push('hpoConfig.hpoObjective');
  // The form looks for the greatest value, and the service reads no expression for it either.
  if (!automl && type !== undefined && type !== 'Maximize') left.push('hpoConfig.hpoObjective.type');
  if (!automl && metricRegex !== undefined) left.push('hpoConfig.hpoObjective.metricRegex');
  return metric === undefined ? {} : { judgedBy: metric };
}

/** How the version is trained; the API asks for it in CreateSolutionVersion, the form in one go with the solution. */
function updateOf({ trainingMode }: JsonObject, possible: boolean, left: string[]): Partial<TrainingForm> {
  if (trainingMode === 'UPDATE' && possible) return { trainingMode };
  if (trainingMode !== undefined && trainingMode !== 'FULL') left.push('trainingMode');
  return {};
}

function objectiveIn(
  { optimizationObjective: asked }: JsonObject,
  columns: readonly string[],
  left: string[],
): Partial<TrainingForm> {
  if (asked === undefined) return {};
  // The service's own default is to measure the objective and to follow it nowhere.
  const { itemAttribute, objectiveSensitivity = 'OFF' } = objectIn(asked);
  const column = columns.find((name) => name === itemAttribute);
  const sensitivity = SENSITIVITIES.find((one) => one === objectiveSensitivity);
  if (column !== undefined && sensitivity !== undefined)
    return { objective: { itemAttribute: column, sensitivity } };
  left.push('optimizationObjective');
  return {};
}

function eventsOf(input: JsonObject, config: JsonObject): Partial<TrainingForm> {
  const { eventType } = input;
  const threshold = config.eventValueThreshold;
  const list = objectIn(config.eventsConfig).eventParametersList;
  const shared = {
    eventsFrom: 'all' as const,
    eventType: '',
    events: {},
    eventValueThreshold: typeof threshold === 'string' ? threshold : '',
  };
  if (Array.isArray(list)) return { ...shared, eventsFrom: 'weighed', events: typedEvents(list) };
  return typeof eventType === 'string' ? { ...shared, eventsFrom: 'one', eventType } : shared;
}

function typedEvents(list: readonly Json[]): TrainingForm['events'] {
  const lines = list
    .map(objectIn)
    .flatMap(({ eventType, weight, eventValueThreshold }): [string, TypedEvent][] =>
      typeof eventType === 'string'
        ? [[eventType, { weight: String(weight ?? 1), threshold: String(eventValueThreshold ?? '') }]]
        : [],
    );
  return Object.fromEntries(lines);
}

/** Datasets are named in any case. */
function excludedOf(config: JsonObject): Pick<TrainingForm, 'excluded'> {
  const given = Object.entries(objectIn(objectIn(config.trainingDataConfig).excludedDatasetColumns));
  const excluded = DATASET_TYPES.flatMap((type) => {
    const columns = given.find(([name]) => name.toUpperCase() === type)?.[1];
    return Array.isArray(columns) ? [[type, columns.map(String)] as const] : [];
  });
  return { excluded: Object.fromEntries(excluded) };
}

function parametersOf(
  config: JsonObject,
  recipe: RecipeName,
  recipes: readonly RecipeDescription[],
  left: string[],
): TrainingForm['parameters'] {
  const given = {
    ...objectIn(config.algorithmHyperParameters),
    ...objectIn(config.featureTransformationParameters),
  };
  const known = new Set(settingsOf(recipes.find(({ name }) => name === recipe)).map(({ name }) => name));
  left.push(...Object.keys(given).filter((name) => !known.has(name)));
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (known.has(name) ? [[name, String(value)]] : [])),
  );
}
