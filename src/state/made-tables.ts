import { partsOfMade, type FilePlan, type ImportPlan, type MadeTable } from '../domain/imports';
import type { Importing } from './importing.svelte';

/** How the table of a file was made, or null where it is a file of its own. */
export function madeOf(plan: ImportPlan, file: string): MadeTable | null {
  return plan.made?.find((made) => made.file === file) ?? null;
}

/** The files of whose rows a table was made that stands for them; none where it tells of something else. */
function standsFor(made: MadeTable): readonly string[] {
  if (made.kind === 'entities') return [];
  return made.kind === 'gathered' ? made.parts : partsOfMade(made).slice(0, 1);
}

/** The table that has this file's rows, joined or turned. */
export function madeFrom(plan: ImportPlan, file: string): MadeTable | null {
  return plan.made?.find((made) => made.kind !== 'entities' && partsOfMade(made).includes(file)) ?? null;
}

/**
 * The plan without a table that was made, and without those made from it. A joined or turned file is what happened again, and
 * columns that had become a table of their own are back with the events.
 */
export function withoutMade(plan: ImportPlan, file: string): ImportPlan {
  const gone = new Set([file]);
  for (const made of plan.made ?? []) {
    if (partsOfMade(made).some((name) => gone.has(name))) gone.add(made.file);
  }
  const removed = plan.made?.filter((made) => gone.has(made.file)) ?? [];
  const files = plan.files
    .filter((each) => !gone.has(each.file))
    .map((each) => removed.reduce((before, made) => restored(before, made), each));
  const made = plan.made?.filter((each) => !gone.has(each.file));
  return { ...plan, files, made };
}

function restored(plan: FilePlan, made: MadeTable): FilePlan {
  if (made.kind !== 'entities')
    return standsFor(made).includes(plan.file) ? { ...plan, dataset: plan.dataset ?? 'INTERACTIONS' } : plan;
  if (made.of !== plan.file) return plan;
  const columns = plan.columns.map((column) =>
    column.movedTo === made.dataset ? { ...column, role: 'KEEP' as const, movedTo: undefined } : column,
  );
  return { ...plan, columns };
}

/** Takes a table that was made from others apart again, in the plan on screen. */
export async function undoMade(importing: Importing, file: string): Promise<void> {
  const { plan } = importing;
  if (plan === null) return;
  const made = madeOf(plan, file);
  importing.plan = withoutMade(plan, file);
  // What was only a part of it is looked at for itself.
  const alone = made === null ? [] : standsFor(made);
  for (const part of alone) await importing.reread(part, (same) => same);
  if (alone.length === 0) await importing.runCheck();
}
