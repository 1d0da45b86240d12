import { inStage } from '../open/opened';
import { describingTables } from '../../data/card';
import type { DatasetCard } from '../../domain/card';
import type { Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { DatasetImport, ExistingData, ImportPlan, ImportReport } from '../../domain/imports';
import type { Issue } from '../../domain/issue';
import type { Job } from '../../domain/ports';
import type { Schemas } from '../../domain/schema';
import { inSteps } from '../../domain/steps';
import { withMade } from '../gather/with-made';
import { judged, tallyOf } from '../judge/import-rules';
import type { SourceMap } from '../open/open-sources';
import { HEAD_BYTES } from '../open/sample';
import { readRows, toldOf } from '../judge/account';
import { assembled } from '../read/assembled';
import { readPlanned, type Outcome } from '../read/read-planned';

/**
 * Imports under the plan. FULL replaces the datasets that the plan has files for, INCREMENTAL appends to them
 * (Items and Users rows of the same id are replaced); datasets without a file stay. `existing` is never changed.
 *
 * @throws AppError IMPORT_FAILED with `issues` when any error is left; FILE_UNREADABLE, ARCHIVE_LIMIT, CANCELLED.
 */
export async function importTables(
  sources: SourceMap,
  plan: ImportPlan,
  existing: ExistingData | null,
  job: Job,
): Promise<{ tables: Tables; schemas: Schemas; report: ImportReport; card: DatasetCard }> {
  return inStage(async (stage) => {
    const made = withMade(stage.all(sources), plan, job);
    const { outcomes, issues } = await readPlanned(made.sources, plan, existing, HEAD_BYTES, job);
    const all = [
      ...issues,
      ...made.issues(),
      ...judged(outcomes, plan, existing),
      ...outcomes.flatMap(loggedIn),
    ];
    const errors = all.filter((issue) => issue.severity === 'error');
    if (errors.length > 0) throw new AppError('IMPORT_FAILED', { issues: all });
    const { tables, users, items } = assembled(outcomes, existing?.tables ?? null);
    const schemas: Schemas = {
      ...existing?.schemas,
      ...Object.fromEntries(outcomes.map(({ dataset, schema }) => [dataset, schema])),
    };
    const card = await inSteps(describingTables(tables), job, 'describe');
    const report: ImportReport = {
      read: readRows(outcomes, made),
      told: toldOf(tables, plan),
      datasets: outcomes.map((outcome) => describeOutcome(outcome, plan, existing)),
      schemas,
      errors: [],
      warnings: all,
      insights: card.insights,
      users,
      items,
    };
    return { tables, schemas, report, card };
  });
}

/** What was found in the rows of each file. */
const loggedIn = ({ reading }: Outcome): Issue[] => reading.files.flatMap((file) => file.log.list());

function describeOutcome(outcome: Outcome, plan: ImportPlan, existing: ExistingData | null): DatasetImport {
  const { reading, schema, kept, same, repeats, dataset } = outcome;
  const { rows, lost, notMeant } = tallyOf(outcome);
  return {
    dataset,
    files: reading.files.map((file) => file.plan.file),
    mode: plan.mode,
    rows,
    kept,
    dropped: rows - kept,
    duplicates: same + repeats.length,
    ...(lost.length > 0 ? { lost } : {}),
    ...(notMeant ? { notMeant } : {}),
    columns: schema.fields.map((field) => field.name),
    issues: [...judged([outcome], plan, existing), ...loggedIn(outcome)],
  };
}
