import type { SourceFile } from '../open/bytes/source';
import { asAboveOf, blankSets, settledAsAbove } from './as-above';
import { withClock } from './clock';
import { withDislikes } from './kind-and-strength';
import { planColumns } from './plan-columns';
import { guessRoles } from './guess-roles';
import { guessDataset } from './guess-dataset';
import { lackingIn } from './lacking';
import { datasetOfFileName } from '../lexicon/names';
import { pupilsIn, withAlso } from './who';
import { rowRules, toldApart } from './row-rules';
import { completedSample, sampleFile, type FileSample, type FixedFormat } from '../open/sample';
import { sampleColumns, type SampledColumn } from './sampled-column';
import { totalRules } from './total-rows';
import { settleTimes, type TimesByHeader } from './whole-times';
import { requiredFields, sparedFields } from '../../data/schema/reserved';
import { withoutSums } from '../gather/row-sieve';
import type { AppError } from '../../domain/errors';
import {
  FIELD_ROLES,
  isPrescribed,
  SOMEBODY,
  type ColumnPlan,
  type ColumnRole,
  type FilePlan,
  type ImportProposal,
  type RowRule,
} from '../../domain/imports';
import type { Unused } from '../../domain/unused';
import type { Job } from '../../domain/ports';
import { holdsEvents, thingKey, type AvroSchema, type DatasetType, type Profile } from '../../domain/schema';
import type { TableForm } from '../../domain/table-form';
import { TABLE_LIMITS } from '../../domain/table-limits';
import { tableFault } from '../open/table-fault';

/** The columns and the sample a proposal rests on; kept only while all files are being compared. */
export interface Look {
  readonly source: SourceFile;
  readonly sample: FileSample;
  readonly columns: readonly SampledColumn[];
  readonly plan: FilePlan;
}

/** A file that is left out, with the error where it is a table that cannot be read. */
type LeftOut = ImportProposal['ignored'][number] & { readonly refusal?: AppError };

/** Of a title; a line of more is a sentence. */
const MOST_WORDS = 6;

/** What a caller knows beforehand, by source path: the headless flags, or an edit on the screen. */
export interface Known {
  readonly dataset?: DatasetType | null;
  readonly schema?: AvroSchema;
  readonly format?: FixedFormat;
  /** What each column is for; absent: it is guessed. */
  readonly roles?: readonly ColumnRole[];
  /** How columns of the tables that it is made of write their times, by header: all of their cells were asked before. */
  readonly times?: TimesByHeader;
  /** Under the profile `aws` it is judged as an import job of the service would, whatever its header says. */
  readonly judged?: true;
}

export async function lookAt(
  source: SourceFile,
  profile: Profile,
  known: Known,
  job: Job,
): Promise<Look | LeftOut> {
  const file = source.path;
  if (source.refusal !== undefined) return { file, reason: 'unreadable', refusal: source.refusal };
  const sample = await sampleFile(source, known.format);
  if (!sample) return { file, reason: source.unused ?? 'not-a-table' };
  // As for every other form of table: neither a person nor a screen goes through so many columns.
  if (sample.headers.length > TABLE_LIMITS.columns)
    return { file, reason: 'unreadable', refusal: tableFault({ file, form: null }, 'too-wide') };
  const forced = known.dataset !== undefined;
  const reason = forced ? null : whyUnused(source, sample);
  if (reason !== null) return { file, reason };
  const guess = guessOf(source, sample, profile, known);
  if (guess.plan.dataset === null && !forced && !guess.columns.some(({ facts }) => facts.distinct > 1))
    return { file, reason: isBareHead(sample) ? 'header-only' : 'not-a-table' };
  return lookWith(source, withAbove(guess, source, profile, known), known, job);
}

/** What the beginning of a file is taken for. */
interface Guess {
  readonly sample: FileSample;
  readonly columns: readonly SampledColumn[];
  readonly plan: FilePlan;
  readonly totals: readonly RowRule[];
}

function guessOf(source: SourceFile, sample: FileSample, profile: Profile, known: Known): Guess {
  const file = source.path;
  const { service } = source.table ?? {};
  const totals = service === undefined ? totalRules(sample) : [];
  const columns = sampleColumns(sample.headers, withoutSums(sample.rows, totals));
  const dataset =
    known.dataset !== undefined
      ? known.dataset
      : (service?.dataset ?? guessDataset(columns, datasetOfFileName(file)));
  const roles = (service?.dataset === dataset ? service?.roles : undefined) ?? known.roles;
  const plan = planFile(file, sample, columns, dataset, profile, { ...known, roles });
  return { sample, columns, plan, totals };
}

/** Forms in which people write tables: in those of programs a cell that is blank says nothing. */
const WRITTEN_BY_PEOPLE: readonly (TableForm | undefined)[] = [undefined, 'xlsx', 'ods', 'html'];

/** The same with what its blank cells stand for, where they stand for those above. */
function withAbove(guess: Guess, source: SourceFile, profile: Profile, known: Known): Guess {
  const { sample, columns, plan } = guess;
  if (known.format?.asAbove !== undefined || isPrescribed(plan) || source.table?.service) return guess;
  if (!WRITTEN_BY_PEOPLE.includes(sample.format.form)) return guess;
  for (const set of blankSets(sample, columns, plan)) {
    const asGuessed = guessOf(source, completedSample(sample, asAboveOf(set)), profile, known);
    const asAbove = settledAsAbove(set, asGuessed.plan);
    if (asAbove !== null) return guessOf(source, completedSample(sample, asAbove), profile, known);
  }
  return guess;
}

async function lookWith(
  source: SourceFile,
  { sample, columns, plan, totals }: Guess,
  known: Known,
  job: Job,
): Promise<Look> {
  const settled = await settleTimes(plan, source, sample, job, known.times);
  // A schema that somebody gave is kept to as the service would, which leaves out no row by what it says.
  const rules = isPrescribed(plan) || source.table?.service ? [] : rulesOf(plan, columns, totals);
  if (rules.length === 0) return { source, sample, columns, plan: settled };
  const apart = toldApart(rules);
  const left = settled.columns.map((column): ColumnPlan =>
    column.role === 'KEEP' && apart.has(column.index) && known.roles === undefined
      ? { ...column, role: 'IGNORE' }
      : column,
  );
  return { source, sample, columns, plan: { ...settled, columns: left, rules } };
}

/** Which of its rows are nobody's choice of anything. */
function rulesOf(
  { dataset, columns: plans }: FilePlan,
  columns: readonly SampledColumn[],
  totals: readonly RowRule[],
): RowRule[] {
  const item = plans.find(({ role }) => role === 'ITEM_ID');
  return [...totals, ...rowRules(dataset, columns, item && columns[item.index])];
}

/** Why nobody would take a file for a table that is needed; null where it may be one. */
function whyUnused(source: SourceFile, sample: FileSample): Unused | null {
  const { beginning, headers } = sample;
  if (isGitPointer(beginning)) return 'git-pointer';
  if (source.unused !== undefined) return source.unused;
  if (isMarkup(beginning)) return beginning.startsWith('<') ? 'page' : 'not-a-table';
  if (headers.length === 0 && beginning === '') return 'empty';
  if (headers.length < 2) return isRunning(sample) ? 'no-columns' : 'one-column';
  if (looksLikeProse(sample)) return 'no-columns';
  return source.spare ? 'not-needed' : null;
}

/** What Git LFS leaves in place of a file that it has not fetched. */
function isGitPointer(beginning: string): boolean {
  return beginning.startsWith('version https://git-lfs.github.com/');
}

/** Web pages, XML, JSON and SQL may have as many commas on each line as a table, and are none. */
function isMarkup(beginning: string): boolean {
  return /^(<[!?a-z]|\{\s*["}]|\[\s*[{["\d]|--\s|(insert into|create table|drop table)\s|select\s[^\n]{1,1000}\sfrom\s)/i.test(
    beginning,
  );
}

/** Names alone, and nothing of a program's. */
function isBareHead({ headers, rows }: FileSample): boolean {
  return rows.length === 0 && headers.every((header) => /^[^{}[\]<>=;]{1,60}$/.test(header));
}

/** Lines of several words, as in a letter. */
function isRunning({ headers, rows }: FileSample): boolean {
  const lines = [...headers, ...rows.map(([line = '']) => line)].filter((line) => line !== '');
  return lines.filter((line) => line.split(/\s+/).length > MOST_WORDS).length > lines.length / 2;
}

/** Sentences cut at their commas: hardly two rows have the same number of cells. */
function looksLikeProse(sample: FileSample): boolean {
  const width = sample.headers.length;
  const regular = sample.rows.filter((row) => row.length === width).length;
  return sample.rows.length > 0 && regular < sample.rows.length * 0.5;
}

function planFile(
  file: string,
  sample: FileSample,
  columns: readonly SampledColumn[],
  dataset: DatasetType | null,
  profile: Profile,
  known: Known,
): FilePlan {
  const judged = known.judged === true && profile === 'aws';
  const amazon = dataset !== null && (judged || isAmazonHeader(dataset, sample.headers));
  const guessed =
    known.roles ?? (dataset === null ? columns.map(() => 'KEEP' as const) : guessRoles(dataset, columns));
  const isGuessed = dataset === 'INTERACTIONS' && !amazon && !known.roles && !known.schema;
  const [pupil, ...others] = isGuessed ? pupilsIn(guessed, columns) : [];
  const roles =
    pupil === undefined
      ? guessed
      : guessed.map((role, i): ColumnRole =>
          columns[i] === pupil
            ? 'USER_ID'
            : others.includes(columns[i])
              ? 'IGNORE'
              : role === 'USER_ID'
                ? 'KEEP'
                : role,
        );
  const door = amazon && profile === 'aws' ? 'aws' : 'mapping';
  const planned = planColumns(
    dataset ?? 'ITEMS',
    columns,
    amazon ? amazonRoles(dataset, columns) : roles,
    amazon,
  );
  // The service takes seconds and plain numbers alone: what is written otherwise is an error that offers the other door.
  const columnsOfDoor =
    door === 'aws'
      ? planned.map(({ numbers: _numbers, ...column }) =>
          column.timeUnit === undefined ? column : { ...column, timeUnit: 'seconds' as const },
        )
      : known.roles === undefined
        ? withDislikes(withAlso(withClock(planned, columns), columns), columns)
        : planned;
  const has = (role: ColumnRole): boolean => planned.some((column) => column.role === role);
  const guesses = dataset === 'INTERACTIONS' && door === 'mapping' && !known.schema && has('ITEM_ID');
  // Somebody who says that a list is of events means those of one person.
  const onePerson = guesses && !has('USER_ID') && (has('TIMESTAMP') || known.dataset === 'INTERACTIONS');
  const rowOrder = guesses && !has('TIMESTAMP') && (has('USER_ID') || onePerson);
  const lacking = lackingIn(dataset, columns);
  return {
    file,
    dataset,
    door,
    format: sample.format,
    columns:
      pupil === undefined
        ? columnsOfDoor
        : columnsOfDoor.map((column) =>
            column.role === 'USER_ID'
              ? { ...column, also: undefined, together: others.map(({ index }) => index) }
              : column,
          ),
    ...(known.schema ? { schema: known.schema } : {}),
    ...(known.judged && known.schema && dataset ? { spares: sparedFields(dataset, known.schema) } : {}),
    ...(rowOrder ? { rowOrderAsTime: true } : {}),
    ...(onePerson ? { person: SOMEBODY } : {}),
    ...(lacking === null ? {} : { lacking }),
  };
}

/** A header in Amazon's own spelling: the ids of the dataset in capitals (case slips elsewhere are Amazon's to judge). */
export function isAmazonHeader(dataset: DatasetType, headers: readonly string[]): boolean {
  const has = (name: string): boolean => headers.includes(name);
  if (holdsEvents(dataset)) return has('USER_ID') || has(thingKey(dataset));
  return requiredFields(dataset).every(has);
}

function amazonRoles(dataset: DatasetType, columns: readonly SampledColumn[]): ColumnRole[] {
  const own = FIELD_ROLES[dataset];
  return columns.map(
    ({ header }) =>
      own.find((role) => role === header) ?? own.find((role) => role === header.toUpperCase()) ?? 'KEEP',
  );
}
