import { partsOfMade, type FilePlan, type ImportPlan, type ImportProposal, type ReadRows } from './imports';
import type { Unused } from './unused';
import type { DatasetType } from './schema';

/** Why nothing of a table is used: beside why no table was seen, another stands for it, nothing tells what it holds, or a person has said so. */
export type WhyUnused = Unused | 'second' | 'unknown' | 'left-out';

/** What became of one file, sheet or table that was dropped, or of one that was made of them. */
export interface FileAccount {
  readonly file: string;
  /** Where its rows ended, whatever was made of them on the way; empty where it is left out. */
  readonly usedAs: readonly DatasetType[];
  /** Tables that were made of it. */
  readonly into: readonly string[];
  /** Null where it was not read. */
  readonly read: ReadRows | null;
  readonly why: WhyUnused | null;
  /** What one press would use it as. */
  readonly couldBe: DatasetType | null;
}

/**
 * The account of a drop: every table that was opened or made, once. The one place where page and command line learn what
 * was used as what, and what was left out and why.
 */
export function accountOf(
  { opened, ignored }: Pick<ImportProposal, 'opened' | 'ignored'>,
  { files, made = [] }: Pick<ImportPlan, 'files' | 'made'>,
  read: readonly ReadRows[],
): FileAccount[] {
  const plans = new Map(files.map((plan) => [plan.file, plan]));
  const reasons = new Map(ignored.map(({ file, reason }) => [file, reason]));
  const endsOf = (file: string, met: ReadonlySet<string> = new Set()): DatasetType[] => {
    const own = plans.get(file)?.dataset ?? null;
    const further = made.filter((each) => partsOfMade(each).includes(file) && !met.has(each.file));
    return [
      ...(own === null ? [] : [own]),
      ...further.flatMap((each) => endsOf(each.file, new Set([...met, file]))),
    ];
  };
  const all = new Set([...(opened ?? []), ...files.map(({ file }) => file), ...reasons.keys()]);
  return [...all].map((file): FileAccount => {
    const usedAs = [...new Set(endsOf(file))];
    const plan = plans.get(file);
    return {
      file,
      usedAs,
      into: made.filter((each) => partsOfMade(each).includes(file)).map((each) => each.file),
      read: read.find((each) => each.file === file) ?? null,
      why: usedAs.length > 0 ? null : (reasons.get(file) ?? whyLeftOut(plan)),
      couldBe: usedAs.length > 0 ? null : (plan?.couldBe ?? null),
    };
  });
}

/** Null of a table that nobody has planned for: it has been lost on the way. */
function whyLeftOut(plan: FilePlan | undefined): WhyUnused | null {
  if (plan === undefined) return null;
  if (plan.couldBe !== undefined) return 'second';
  return !plan.columns.some(({ role }) => role !== 'KEEP' && role !== 'IGNORE') ? 'unknown' : 'left-out';
}
