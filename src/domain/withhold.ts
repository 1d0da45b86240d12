import type { ColumnEvidence, ColumnPlan, FilePlan, ImportPlan } from './imports';
import type { PersonalKind } from './personal';
import type { AvroSchema } from './schema';

/** A column of a plan that says who people are. */
export interface PersonalInPlan {
  readonly file: string;
  readonly header: string;
  readonly kind: PersonalKind;
  /** `key`: people are known by it, so that it stays whatever else is left out. */
  readonly is: 'kept' | 'withheld' | 'key';
}

/** Facts by column, in the order of the columns of a file's plan. */
export type EvidenceOf = (file: string) => readonly ColumnEvidence[];

/** The columns of a plan that say who people are; none of files that are left out for another reason. */
export function personalInPlan(plan: ImportPlan, evidenceOf: EvidenceOf): readonly PersonalInPlan[] {
  return plan.files.flatMap((file) => {
    if (file.dataset === null && !isWithheld(file)) return [];
    const evidence = evidenceOf(file.file);
    return file.columns.flatMap((column, at): PersonalInPlan[] => {
      const kind = evidence.at(at)?.personal;
      const is = stateOf(column);
      if (kind === undefined || is === null || column.derived !== undefined) return [];
      return [{ file: file.file, header: column.header, kind, is }];
    });
  });
}

function stateOf({ role, withheld }: ColumnPlan): PersonalInPlan['is'] | null {
  if (role === 'IGNORE') return withheld === true ? 'withheld' : null;
  return role === 'KEEP' ? 'kept' : role === 'USER_ID' ? 'key' : null;
}

/**
 * The plan without the columns that say who people are. People of whom nothing but their ids would be left are left out
 * as a dataset, which the service does not take without a column to describe them; they stay known from their events.
 */
export function withoutPersonal(plan: ImportPlan, evidenceOf: EvidenceOf): ImportPlan {
  return {
    ...plan,
    files: plan.files.map((file) => {
      const evidence = evidenceOf(file.file);
      const isOut = (column: ColumnPlan, at: number): boolean =>
        file.dataset !== null && column.role === 'KEEP' && evidence.at(at)?.personal !== undefined;
      if (!file.columns.some(isOut)) return file;
      const columns = file.columns.map((column, at): ColumnPlan =>
        isOut(column, at) ? { ...column, role: 'IGNORE', withheld: true } : column,
      );
      const isBare = file.dataset === 'USERS' && !columns.some(({ role }) => role === 'KEEP');
      return {
        ...file,
        columns,
        dataset: isBare ? null : file.dataset,
        ...(file.schema && { schema: withoutFields(file.schema, columns) }),
      };
    }),
  };
}

/** The plan with these columns kept again, as they were. */
export function withPersonal(plan: ImportPlan): ImportPlan {
  return {
    ...plan,
    files: plan.files.map((file) => {
      if (!isWithheld(file)) return file;
      const columns = file.columns.map(({ withheld, ...column }): ColumnPlan =>
        withheld === true ? { ...column, role: 'KEEP' } : column,
      );
      // A schema written by hand no longer fits.
      return { ...file, schema: undefined, columns, dataset: file.dataset ?? 'USERS' };
    }),
  };
}

/** A schema that somebody gave, without the fields of columns that are left out. */
function withoutFields(schema: AvroSchema, columns: readonly ColumnPlan[]): AvroSchema {
  const out = new Set(columns.flatMap(({ withheld, field }) => (withheld ? [field.toUpperCase()] : [])));
  return { ...schema, fields: schema.fields.filter(({ name }) => !out.has(name.toUpperCase())) };
}

/** Whether columns of a file are left out because they say who people are. */
export function isWithheld({ columns }: Pick<FilePlan, 'columns'>): boolean {
  return columns.some(({ withheld }) => withheld === true);
}
