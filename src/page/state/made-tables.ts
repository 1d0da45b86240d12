import { madeOf, standsFor, withoutMade } from '../../import/plan/made-plan';
import type { ImportPlan } from '../../domain/imports';
import type { Importing } from './importing.svelte';

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

/** Shows a plan in which the table that is made under this name is another one than before, or new: it is looked at first. */
export async function lookAtMade(importing: Importing, plan: ImportPlan, file: string): Promise<void> {
  importing.plan = plan;
  await importing.reread(file, (same) => same);
}
