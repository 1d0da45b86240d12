import type { ColumnPlan, FilePlan, ImportCheck, ImportPlan } from '../../domain/imports';
import { isAboutActions, type DatasetDomain, type DatasetType } from '../../domain/schema';
import { DOMAIN_FIELDS, USE_CASES } from '../../domain/use-cases';

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
    if (dataset === null || isAboutActions(dataset)) return [];
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

/** An event type that use cases of a domain learn from. */
export interface DomainEvent {
  readonly type: string;
  readonly found: boolean;
  /** How many rows were looked at, where others may still have it; null: the answer is certain. */
  readonly among: number | null;
}

/** Which of the event types that a domain learns from the files have. */
export function domainEvents(
  check: ImportCheck,
  { files }: ImportPlan,
  domain: DatasetDomain,
): readonly DomainEvent[] {
  const present = new Set<string>();
  let among: number | null = null;
  for (const { file, dataset, rows, evidence } of check.files) {
    if (dataset !== 'INTERACTIONS') continue;
    const columns = files.find((plan) => plan.file === file)?.columns ?? [];
    const types = evidence.find((_, at) => at < columns.length && has(columns[at], 'EVENT_TYPE'));
    if (types === undefined) continue;
    for (const { value } of types.top) present.add(value.toLowerCase());
    // Evidence is of some rows, and names their most frequent values only.
    if (types.rows < rows || types.top.length < types.distinct) among = (among ?? 0) + types.rows;
  }
  const wanted = new Set(
    USE_CASES.flatMap((useCase) =>
      useCase.domain === domain && useCase.trainsOn !== null ? [useCase.trainsOn] : [],
    ),
  );
  return Array.from(wanted, (type) => {
    const found = present.has(type.toLowerCase());
    return { type, found, among: found ? null : among };
  });
}

function has(column: ColumnPlan, field: string): boolean {
  const name = column.role === 'KEEP' ? column.field : column.role;
  return column.role !== 'IGNORE' && name.toUpperCase() === field;
}
