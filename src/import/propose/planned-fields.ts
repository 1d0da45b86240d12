import { requiredFields } from '../../data/schema/reserved';
import type { ColumnPlan } from '../../domain/imports';
import type { AvroSchema, DatasetType } from '../../domain/schema';

/** The column that becomes a field of the schema, whatever the case of its name. */
export function planFor(plans: readonly ColumnPlan[], field: string): ColumnPlan | undefined {
  const used = plans.filter((plan) => plan.role !== 'IGNORE');
  return (
    used.find((plan) => plan.field === field) ??
    used.find((plan) => plan.field.toLowerCase() === field.toLowerCase())
  );
}

/** The required fields no column stands for. */
export function missingFields(
  dataset: DatasetType,
  schema: AvroSchema | null,
  plans: readonly ColumnPlan[],
): string[] {
  const wanted = schema ? schema.fields.map((field) => field.name) : requiredFields(dataset);
  return wanted.filter((name) => planFor(plans, name) === undefined);
}
