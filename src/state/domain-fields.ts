import type { ColumnPlan, FilePlan, ImportCheck, ImportPlan } from '../domain/imports';
import type { DatasetDomain, DatasetType } from '../domain/schema';
import { DOMAIN_FIELDS, USE_CASES } from '../domain/use-cases';

/** A field that a domain asks for, and the column that has it. */
export interface DomainField {
  readonly file: string;
  readonly dataset: DatasetType;
  readonly field: string;
  /** Place in the file's `columns`; null: no column has it. */
  readonly position: number | null;
  /** Columns that could have it, by place. */
  readonly candidates: readonly { readonly position: number; readonly header: string }[];
}

/** What a domain asks of the files of a plan beyond a custom group. */
export function domainFields(plan: ImportPlan, domain: DatasetDomain): readonly DomainField[] {
  return plan.files.flatMap((file) => {
    const { dataset } = file;
    if (dataset === null) return [];
    return DOMAIN_FIELDS[domain][dataset].map((field): DomainField => {
      const position = file.columns.findIndex((column) => has(column, field));
      return {
        file: file.file,
        dataset,
        field,
        position: position < 0 ? null : position,
        candidates: file.columns.flatMap((column, at) =>
          column.role === 'KEEP' || column.role === 'IGNORE' || at === position
            ? [{ position: at, header: column.header }]
            : [],
        ),
      };
    });
  });
}

/** The plan in which a column is kept under a domain's field name; another one of that name gets its header's back. */
export function withDomainField(plan: FilePlan, position: number, field: string): FilePlan {
  const columns = plan.columns.map((column, at): ColumnPlan => {
    if (at === position) return { ...column, role: 'KEEP', field };
    if (column.role === 'KEEP' && has(column, field)) return { ...column, field: `${field}_${at + 1}` };
    return column;
  });
  return { ...plan, schema: undefined, columns };
}

/** Event types that use cases of a domain learn from, and whether the files, as far as they were looked at, have them. */
export function domainEvents(
  check: ImportCheck,
  domain: DatasetDomain,
): readonly { readonly type: string; readonly found: boolean }[] {
  const interactions = check.files.filter(({ dataset }) => dataset === 'INTERACTIONS');
  const present = new Set(
    interactions.flatMap(({ evidence }) =>
      evidence.flatMap(({ top }) => top.map(({ value }) => value.toLowerCase())),
    ),
  );
  const wanted = new Set(
    USE_CASES.flatMap((useCase) =>
      useCase.domain === domain && useCase.trainsOn !== null ? [useCase.trainsOn] : [],
    ),
  );
  return Array.from(wanted, (type) => ({ type, found: present.has(type.toLowerCase()) }));
}

function has(column: ColumnPlan, field: string): boolean {
  const name = column.role === 'KEEP' ? column.field : column.role;
  return column.role !== 'IGNORE' && name.toUpperCase() === field;
}
