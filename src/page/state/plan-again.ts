import type { ColumnPlan, FilePlan, ImportPlan } from '../../domain/imports';

/** The persons of files that are called otherwise than was proposed, by file. */
export function typedNames(
  files: readonly FilePlan[],
  proposed: readonly FilePlan[],
): ReadonlyMap<string, string> {
  const before = new Map(proposed.map(({ file, person }) => [file, person]));
  return new Map(
    files.flatMap(({ file, person }): [string, string][] =>
      person === undefined || person === before.get(file) ? [] : [[file, person]],
    ),
  );
}

/** A plan with other names for the persons whose files some of its files are. */
export function withNames(plan: ImportPlan, names: ReadonlyMap<string, string>): ImportPlan {
  const files = plan.files.map((file) => {
    const name = names.get(file.file);
    return file.person === undefined || name === undefined ? file : { ...file, person: name };
  });
  return { ...plan, files };
}

export function isTime({ timeUnit }: ColumnPlan): boolean {
  return timeUnit !== undefined;
}

/** A plan with the times of those columns that are still times read as another plan of its file reads them. */
export function withTimesOf(plan: FilePlan, judged: FilePlan): FilePlan {
  const columns = plan.columns.map((column, at) => {
    const { timeUnit, undecided, role } = judged.columns[at] ?? {};
    return role === column.role && isTime(column) ? { ...column, timeUnit, undecided } : column;
  });
  return { ...plan, columns };
}
