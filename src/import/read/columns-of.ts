import type { ColumnPlan } from '../../domain/imports';
import {
  fieldType,
  type AvroSchema,
  type DatasetType,
  type SchemaField,
  KEY_FIELDS,
} from '../../domain/schema';
import { BooleanBuilder } from './columns/boolean-builder';
import { CodeBuilder } from './columns/code-builder';
import type { TableColumnBuilder } from './columns/column-builder';
import type { ColumnSpec } from './columns/column-spec';
import { NumberBuilder } from './columns/number-builder';
import { TextBuilder } from './columns/text-builder';
import { TimeBuilder } from './columns/time-builder';
import { takenOf } from '../cells/lists-in-cells';
import { likingSaid } from '../lexicon/kinds';
import { yearOfDate, yearOfTitle } from '../../domain/title-year';
import { planFor } from '../propose/planned-fields';

export const TIME_FIELDS: ReadonlySet<string> = new Set([
  'TIMESTAMP',
  'CREATION_TIMESTAMP',
  'ACTION_EXPIRATION_TIMESTAMP',
]);

/** How each field of a dataset is read. With a schema its word counts; else the mapping's, which may adapt. */
export function columnSpecs(
  dataset: DatasetType,
  schema: AvroSchema | null,
  plans: readonly ColumnPlan[],
  lenient: boolean,
): ColumnSpec[] {
  if (schema)
    return schema.fields.map((field) => specOfField(dataset, field, planFor(plans, field.name), lenient));
  return plans.filter((plan) => plan.role !== 'IGNORE').map((plan) => specOfPlan(dataset, plan, lenient));
}

function specOfField(
  dataset: DatasetType,
  field: SchemaField,
  plan: ColumnPlan | undefined,
  trims: boolean,
): ColumnSpec {
  const { primitive: type, nullable } = fieldType(field);
  const { name, categorical = false, textual = false } = field;
  return { ...reading(plan), dataset, name, type, nullable, categorical, textual, adapts: false, trims };
}

function specOfPlan(dataset: DatasetType, plan: ColumnPlan, trims: boolean): ColumnSpec {
  const { field: name, type, categorical, textual } = plan;
  const [nullable, adapts] = [!KEY_FIELDS.has(name), plan.role === 'KEEP'];
  return { ...reading(plan), dataset, name, type, nullable, categorical, textual, adapts, trims };
}

const reading = (plan: ColumnPlan | undefined): Pick<ColumnSpec, 'numbers' | 'timeUnit' | 'pick'> => ({
  numbers: plan?.numbers,
  timeUnit: plan?.timeUnit,
  pick: plan && pickOf(plan),
});

/** What of its cells a column takes; undefined: all. */
function pickOf({ takes, derived }: ColumnPlan): ColumnSpec['pick'] {
  if (takes !== undefined) return (cell) => takenOf(cell, takes);
  return derived && derived !== 'number-of-list' ? PICKS[derived] : undefined;
}

/** A kind that is neither a liking nor a dislike says nothing of how much. */
const likingWord = (cell: string): string => (likingSaid(cell) === null ? '' : cell);
const PICKS = { 'year-of-title': yearOfTitle, 'year-of-date': yearOfDate, 'value-of-kind': likingWord };

export function builderOf(spec: ColumnSpec, strictTimes: boolean): TableColumnBuilder {
  if (TIME_FIELDS.has(spec.name) && spec.type !== 'string') return new TimeBuilder(spec, strictTimes);
  if (spec.type === 'boolean') return new BooleanBuilder(spec);
  if (spec.type !== 'string') return new NumberBuilder(spec);
  return spec.textual ? new TextBuilder(spec) : new CodeBuilder(spec);
}
