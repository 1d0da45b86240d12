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
  lenient: boolean,
): ColumnSpec {
  const { primitive, nullable } = fieldType(field);
  return {
    dataset,
    name: field.name,
    type: primitive,
    nullable,
    categorical: field.categorical === true,
    textual: field.textual === true,
    adapts: false,
    trims: lenient,
    ...reading(plan),
  };
}

function specOfPlan(dataset: DatasetType, plan: ColumnPlan, lenient: boolean): ColumnSpec {
  return {
    dataset,
    name: plan.field,
    type: plan.type,
    nullable: !KEY_FIELDS.has(plan.field),
    categorical: plan.categorical,
    textual: plan.textual,
    adapts: plan.role === 'KEEP',
    trims: lenient,
    ...reading(plan),
  };
}

function reading(plan: ColumnPlan | undefined): Partial<ColumnSpec> {
  const takes = plan?.takes;
  return {
    ...(plan?.numbers ? { numbers: plan.numbers } : {}),
    ...(plan?.timeUnit ? { timeUnit: plan.timeUnit } : {}),
    ...(plan?.derived === 'year-of-title' ? { pick: yearOfTitle } : {}),
    ...(plan?.derived === 'year-of-date' ? { pick: yearOfDate } : {}),
    ...(plan?.derived === 'value-of-kind' ? { pick: likingWord } : {}),
    ...(takes === undefined ? {} : { pick: (cell: string): string => takenOf(cell, takes) }),
  };
}

/** A kind that is neither a liking nor a dislike says nothing of how much. */
const likingWord = (cell: string): string => (likingSaid(cell) === null ? '' : cell);

export function builderOf(spec: ColumnSpec, strictTimes: boolean): TableColumnBuilder {
  if (TIME_FIELDS.has(spec.name) && spec.type !== 'string') return new TimeBuilder(spec, strictTimes);
  if (spec.type === 'boolean') return new BooleanBuilder(spec);
  if (spec.type !== 'string') return new NumberBuilder(spec);
  return spec.textual ? new TextBuilder(spec) : new CodeBuilder(spec);
}
