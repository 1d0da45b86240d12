import type { FilePlan, ImportPlan, MadeTable } from '../domain/imports';

/** How the table of a file was made, or null where it is a file of its own. */
export function madeOf(plan: ImportPlan, file: string): MadeTable | null {
  return plan.made?.find((made) => made.file === file) ?? null;
}

/** The joined table that has this file's rows. */
export function joinWith(plan: ImportPlan, file: string): MadeTable | null {
  return (
    plan.made?.find((made) => made.kind === 'join' && (made.left === file || made.right === file)) ?? null
  );
}

/**
 * The plan without a table that was made, and without those made from it. A joined file is what happened again, and
 * columns that had become a table of their own are back with the events.
 */
export function withoutMade(plan: ImportPlan, file: string): ImportPlan {
  const gone = new Set([file]);
  for (const made of plan.made ?? []) {
    const from = made.kind === 'join' ? [made.left, made.right] : [made.of];
    if (from.some((name) => gone.has(name))) gone.add(made.file);
  }
  const removed = plan.made?.filter((made) => gone.has(made.file)) ?? [];
  const files = plan.files
    .filter((each) => !gone.has(each.file))
    .map((each) => removed.reduce((before, made) => restored(before, made), each));
  const made = plan.made?.filter((each) => !gone.has(each.file));
  return { ...plan, files, made };
}

function restored(plan: FilePlan, made: MadeTable): FilePlan {
  if (made.kind === 'join')
    return made.left === plan.file ? { ...plan, dataset: plan.dataset ?? 'INTERACTIONS' } : plan;
  if (made.of !== plan.file) return plan;
  const columns = plan.columns.map((column) =>
    column.movedTo === made.dataset ? { ...column, role: 'KEEP' as const, movedTo: undefined } : column,
  );
  return { ...plan, columns };
}
