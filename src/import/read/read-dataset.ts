import type { Tables } from '../../domain/columns';
import type { FilePlan } from '../../domain/imports';
import { issueOf, type Issue } from '../../domain/issue';
import type { Job } from '../../domain/ports';
import type { AvroSchema, DatasetType } from '../../domain/schema';
import { sourceOf, type SourceFile } from '../open/bytes/source';
import { headIssues } from '../propose/head-issues';
import { SAMPLE_BYTES, sampleFile, type FileSample } from '../open/sample';
import { NumberTrials } from '../propose/number-trials';
import { tableOf } from '../open/text-table';
import { IssueLog } from './issue-log';
import { DatasetReader } from './dataset-reader';
import type { ReadingProgress } from '../open/file-rows';
import type { FileCounts, SecondThought } from './open-file';
import { replayStored } from './replay';
import { assertRoom } from './room';

/** One file as read: its counts and findings. */
export interface FileReading {
  readonly plan: FilePlan;
  readonly sample: FileSample;
  readonly counts: FileCounts;
  readonly log: IssueLog;
}

export interface DatasetReading {
  readonly reader: DatasetReader;
  readonly files: readonly FileReading[];
  /** Rows that were stored before (INCREMENTAL). */
  readonly stored: number;
}

/** Everything a reading of one dataset starts from. */
export interface ReadingTask {
  readonly dataset: DatasetType;
  readonly schema: AvroSchema | null;
  readonly plans: readonly FilePlan[];
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Stored tables to go on from, or null. */
  readonly goOnFrom: Tables | null;
  /** How much of each file's beginning is kept with its reading. */
  readonly sampleBytes: number;
}

/**
 * Reads all files of a dataset. A file whose quotes or bytes turn out to be written otherwise than its beginning
 * said is read again that way, with a warning. Files whose head is in error are not read.
 *
 * @throws AppError TOO_LARGE for more rows than a tab can hold; FILE_UNREADABLE, ARCHIVE_LIMIT, CANCELLED.
 */
export async function readDataset(
  task: ReadingTask,
  progress: ReadingProgress,
  job: Job,
): Promise<{ reading: DatasetReading | null; issues: readonly Issue[] }> {
  let plans = task.plans.map((plan) => ({ ...plan, ...(task.schema ? { schema: task.schema } : {}) }));
  const asText: Issue[] = [];
  const start = progress.done;
  for (;;) {
    progress.done = start;
    const { samples, issues: heads } = await readHeads(plans, task);
    if (heads.some((issue) => issue.severity === 'error')) return { reading: null, issues: heads };
    assertRoom(
      plans.map((plan, i) => {
        return { plan, sample: samples[i], sizeBytes: sourceOf(task.sources, plan.file).sizeBytes };
      }),
    );
    const reader = new DatasetReader(task.dataset, task.schema, plans.map(judgedAsUtf8));
    const unheld = replayFaults(reader, task, plans[0].file);
    if (unheld.length > 0) return { reading: null, issues: [...heads, ...unheld] };
    const stored = reader.n;
    const files: FileReading[] = [];
    let again: FilePlan[] | null = null;
    for (const [i, plan] of plans.entries()) {
      const log = new IssueLog(task.dataset, plan.file, plan.format.form);
      const counts: FileCounts = {
        rows: 0,
        kept: 0,
        bad: 0,
        lost: new Map(),
        leftOut: new Map(),
        sifted: [],
        asAbove: 0,
      };
      const source = sourceOf(task.sources, plan.file);
      const thought = await reader.readFile(judgedAsUtf8(plan), source, log, counts, progress, job);
      if (thought) {
        again =
          thought.kind === 'numbers'
            ? await withNumbersJudged(plans, plan, thought.field, source, samples[i], job)
            : rethink(plans, plan, thought);
        if (thought.kind === 'text') asText.push(textNotice(task.dataset, plan, thought));
        break;
      }
      files.push({ plan, sample: samples[i], counts, log });
    }
    if (!again) return { reading: { reader, files, stored }, issues: [...heads, ...asText] };
    plans = again;
  }
}

async function readHeads(
  plans: readonly FilePlan[],
  task: ReadingTask,
): Promise<{ readonly samples: readonly FileSample[]; readonly issues: readonly Issue[] }> {
  const samples: FileSample[] = [];
  const issues: Issue[] = [];
  for (const plan of plans) {
    const head = await readHead(plan, task);
    samples.push(head.sample);
    issues.push(...head.issues, ...differsFromOthers(plan, plans));
  }
  return { samples, issues };
}

/** Takes in what is stored. @returns what of it the columns of the new file cannot hold. */
function replayFaults(reader: DatasetReader, { dataset, goOnFrom }: ReadingTask, file: string): Issue[] {
  const unheld = goOnFrom ? replayStored(reader, goOnFrom) : [];
  return unheld.map(({ field: column, type, value }) =>
    issueOf('D10', 'error', { dataset, file, column, value }, { type, stored: true }),
  );
}

/** The plans of all files after a second thought about one: a format is that file's own, the type of a column is everybody's. */
function rethink(
  plans: readonly FilePlan[],
  about: FilePlan,
  thought: Exclude<SecondThought, { kind: 'numbers' }>,
): FilePlan[] {
  if (thought.kind === 'text') {
    const asText = (column: FilePlan['columns'][number]): FilePlan['columns'][number] =>
      column.field === thought.field ? { ...column, type: 'string', categorical: true } : column;
    return plans.map((plan) => ({ ...plan, columns: plan.columns.map(asText) }));
  }
  const change = thought.kind === 'backslash' ? { escape: '\\' as const } : { encoding: thought.kind };
  return plans.map((plan) => (plan === about ? { ...plan, format: { ...plan.format, ...change } } : plan));
}

/** The plans with the numbers of one file's column read as most of the whole column is written. */
async function withNumbersJudged(
  plans: readonly FilePlan[],
  about: FilePlan,
  field: string,
  source: SourceFile,
  { format, headers }: FileSample,
  job: Job,
): Promise<FilePlan[]> {
  const at = about.columns.find((column) => column.field === field && column.derived === undefined);
  const trials = new NumberTrials();
  for await (const { rows } of tableOf(source, format, headers, job).rows(() => undefined))
    for (const row of rows) trials.add((row[at?.index ?? -1] ?? '').trim());
  const verdict = trials.verdict();
  return plans.map((plan) =>
    plan === about
      ? {
          ...plan,
          columns: plan.columns.map((column) => (column === at ? { ...column, ...verdict } : column)),
        }
      : plan,
  );
}

function textNotice(
  dataset: DatasetType,
  { file, format: { form } }: FilePlan,
  { field, line, value }: SecondThought & { kind: 'text' },
): Issue {
  const place = { dataset, file, line, column: field, value, ...(form === undefined ? {} : { form }) };
  return issueOf('SCHEMA_INFERRED', 'warning', place, {});
}

async function readHead(plan: FilePlan, task: ReadingTask): Promise<{ sample: FileSample; issues: Issue[] }> {
  const { encoding, delimiter, headerLine, escape, asAbove } = plan.format;
  const source = sourceOf(task.sources, plan.file);
  const format = { encoding, delimiter, headerLine, escape, asAbove };
  const short = await sampleFile(source, format, task.sampleBytes);
  // The header may stand further down, or be longer, than what a second look needs of most files.
  const enough = short === null || short.whole || (short.headers.length > 0 && short.rows.length > 0);
  const sample = enough ? short : await sampleFile(source, format, SAMPLE_BYTES);
  if (sample) return { sample, issues: headIssues(plan, sample, source) };
  const issue = issueOf('D01', 'error', { dataset: task.dataset, file: plan.file }, { reason: 'no-text' });
  return {
    sample: {
      format: plan.format,
      headerText: null,
      headers: [],
      rows: [],
      lines: [],
      whole: true,
      beginning: '',
    },
    issues: [issue],
  };
}

/** Amazon takes UTF-8 only, whatever the bytes look like: the first other byte is D08. */
function judgedAsUtf8(plan: FilePlan): FilePlan {
  return plan.door === 'aws' ? { ...plan, format: { ...plan.format, encoding: 'utf-8' } } : plan;
}

/** Several files of one dataset must have the columns of the first, and where one says when things happened, all must. */
function differsFromOthers(plan: FilePlan, plans: readonly FilePlan[]): Issue[] {
  if (plan.schema) return [];
  const fields = (of: FilePlan): string[] => [
    ...(of.person === undefined ? [] : ['USER_ID']),
    ...of.columns.filter((column) => column.role !== 'IGNORE').map((column) => column.field),
  ];
  const isTimed = plans.some(({ columns }) => columns.some(({ role }) => role === 'TIMESTAMP'));
  const wanted = new Set(plan === plans[0] ? [] : fields(plans[0]));
  if (isTimed && plan.rowOrderAsTime === true) wanted.add('TIMESTAMP');
  const missing = [...wanted].filter((field) => !fields(plan).includes(field));
  if (missing.length === 0) return [];
  const details = { missing, found: fields(plan), door: plan.door };
  return [issueOf('D03', 'error', { dataset: plan.dataset ?? undefined, file: plan.file }, details)];
}
