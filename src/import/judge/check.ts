import { inStage } from '../open/opened';
import { previewOf, SAMPLE_BYTES } from '../open/sample';
import { withMade } from '../gather/with-made';
import { withoutSums } from '../gather/row-sieve';
import type { SourceMap } from '../open/open-sources';
import { roleDoubts } from '../propose/doubts';
import { evidenceOf, otherKey } from '../propose/plan-columns';
import { sampleColumns } from '../propose/sampled-column';
import { eventsOf, readPlanned, type Outcome } from '../read/read-planned';
import { assembled } from '../read/assembled';
import { readRows, toldOf } from './account';
import { countInteractions, joinOf, judged, rowsOf, tallyOf } from './import-rules';
import type { ExistingData, FileCheck, FilePlan, ImportCheck, ImportPlan } from '../../domain/imports';
import type { Job } from '../../domain/ports';

/** Reads everything under the plan and judges it; nothing is kept. */
export async function check(
  sources: SourceMap,
  plan: ImportPlan,
  existing: ExistingData | null,
  job: Job,
): Promise<ImportCheck> {
  return inStage(async (stage) => {
    const made = withMade(stage.all(sources), plan, job);
    const { outcomes, issues } = await readPlanned(made.sources, plan, existing, SAMPLE_BYTES, job);
    const files = outcomes.flatMap(fileChecks);
    const all = [...issues, ...made.issues(), ...judged(outcomes, plan, existing)];
    const importable = ![...all, ...files.flatMap((file) => file.issues)].some(
      (issue) => issue.severity === 'error',
    );
    const interactions = eventsOf(outcomes, 'INTERACTIONS');
    const counts = interactions ? countInteractions(interactions) : null;
    const joins = outcomes.flatMap(({ dataset, raw }) =>
      interactions === undefined || (dataset !== 'ITEMS' && dataset !== 'USERS') || !('entities' in raw)
        ? []
        : [joinOf(dataset, raw.entities, interactions)],
    );
    const tallies = outcomes.map((outcome) => ({ dataset: outcome.dataset, ...tallyOf(outcome) }));
    const told =
      interactions === undefined && existing === null
        ? []
        : toldOf(assembled(outcomes, existing?.tables ?? null).tables, plan);
    return {
      files,
      issues: all,
      importable,
      counts,
      joins,
      tallies,
      read: readRows(outcomes, made),
      told,
    };
  });
}

function fileChecks({ dataset, reading, schema }: Outcome): FileCheck[] {
  return reading.files.map(({ plan, sample, counts, log }): FileCheck => {
    const columns = sampleColumns(headersOf(plan, sample.headers), withoutSums(sample.rows, plan.rules));
    const first = previewOf(sample);
    const shown = new Set(first.map(({ line }) => line));
    const preview = [...first, ...log.keptRows.filter(({ line }) => !shown.has(line))];
    return {
      file: plan.file,
      dataset,
      schema,
      rows: rowsOf(counts),
      kept: counts.kept,
      dropped: counts.bad,
      evidence: plan.columns.map((column) =>
        evidenceOf(columns[column.index], dataset, column, null, otherKey(column.role, plan, columns)),
      ),
      preview,
      // Of a known service nothing was guessed.
      issues: [...(plan.format.form === 'service' ? [] : roleDoubts(plan, columns)), ...log.list()],
    };
  });
}

/** Of a file that is read otherwise than it was looked at, the header may be shorter: the plan has the other names. */
function headersOf({ columns }: FilePlan, headers: readonly string[]): readonly string[] {
  const width = columns.reduce((most, { index }) => Math.max(most, index + 1), headers.length);
  const planned = (at: number): string => columns.find(({ index }) => index === at)?.header ?? '';
  return Array.from({ length: width }, (_, at) => headers[at] ?? planned(at));
}
