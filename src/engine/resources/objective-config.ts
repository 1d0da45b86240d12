import { AppError } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import { recipeFacts, recipesThat } from '../../domain/recipe-catalogue';
import type { ProjectState, SolutionSpec } from '../../domain/resources';
import { fieldType, isNumeric } from '../../domain/schema';
import { SENSITIVITIES } from '../../domain/solution-spec';
import { columnsOf, excludedColumns } from './excluded-columns';
import { attributeValues, type Objective } from '../../recipes/objective';

type Asked = Pick<SolutionSpec, 'recipe' | 'optimizationObjective' | 'performAutoML' | 'trainingDataConfig'>;

const MAX_NAME = 150;

/**
 * What needs no data to be refused of an objective; nothing is said where there is none.
 *
 * @throws AppError P08 for a recipe that takes none, INVALID_INPUT for a name or sensitivity that is none.
 */
export function checkObjective({ recipe, optimizationObjective: objective, performAutoML }: Asked): void {
  if (objective === undefined) return;
  if (performAutoML === true || !recipeFacts(recipe).takesObjective) {
    const allowed = recipesThat(({ takesObjective }) => takesObjective === true);
    throw new AppError('P08', { recipe: performAutoML === true ? 'AutoML' : recipe, allowed: [...allowed] });
  }
  const { itemAttribute, objectiveSensitivity = 'OFF' } = objective;
  if (typeof itemAttribute !== 'string' || itemAttribute.length < 1 || itemAttribute.length > MAX_NAME) {
    throw new AppError('INVALID_INPUT', {
      field: 'itemAttribute',
      value: itemAttribute ?? null,
      maxLength: MAX_NAME,
    });
  }
  if (!SENSITIVITIES.includes(objectiveSensitivity)) {
    const field = 'objectiveSensitivity';
    throw new AppError('INVALID_INPUT', { field, value: objectiveSensitivity, allowed: [...SENSITIVITIES] });
  }
}

/** @throws AppError T06 unless the objective's column is there, numeric, never empty, and takes part in training. */
export function checkObjectiveColumn(state: ProjectState, asked: Asked): void {
  const { optimizationObjective: objective, trainingDataConfig } = asked;
  if (objective === undefined) return;
  const column = objective.itemAttribute;
  const fail = (reason: string): AppError => new AppError('T06', { column, reason });
  const items = state.datasets.find(({ type, status }) => type === 'ITEMS' && status === 'ACTIVE');
  const field = items?.schema.fields.find(({ name }) => sameName(name, column));
  if (field === undefined) throw fail('absent');
  if (!isNumeric(field)) throw fail('not-numeric');
  if (fieldType(field).nullable) throw fail('nullable');
  const excluded = excludedColumns(trainingDataConfig, columnsOf(state)).get('ITEMS');
  if (excluded?.has(field.name)) throw fail('excluded');
}

/** The objective over the items of these data; null where none is asked for. @throws AppError T06 as above. */
export function objectiveIn(
  data: Pick<TrainingData, 'itemColumns'>,
  { optimizationObjective: asked }: Pick<SolutionSpec, 'optimizationObjective'>,
): Objective | null {
  if (asked === undefined) return null;
  const { itemAttribute, objectiveSensitivity: sensitivity = 'OFF' } = asked;
  const column = data.itemColumns.find(({ name }) => sameName(name, itemAttribute));
  if (column?.kind !== 'number') {
    throw new AppError('T06', {
      column: itemAttribute,
      reason: column === undefined ? 'absent' : 'not-numeric',
    });
  }
  return { itemAttribute, sensitivity, values: attributeValues(column) };
}

/** Names of columns ignore case, as in filters. */
function sameName(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
