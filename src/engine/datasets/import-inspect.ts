import { isZip, readBeginning, type SourceFile } from '../../data/bytes/source';
import { zipEntries } from '../../data/bytes/archive';
import { openTables } from '../../data/forms/open-tables';
import { isWorkbook, isWorkbookName } from '../../data/forms/xlsx/is-workbook';
import { withClock } from '../../data/guess/clock';
import { evidenceOf, guessDataset, guessRoles, otherKey, planColumns } from '../../data/guess/columns';
import { sampleColumns, type SampledColumn } from '../../data/guess/sampled-column';
import { roleDoubts } from '../../data/guess/doubts';
import { headIssues } from '../../data/guess/head-issues';
import { rowRules } from '../../data/guess/row-rules';
import { totalRule } from '../../data/guess/total-rows';
import { datasetOfFileName, stemOf } from '../../data/guess/names';
import { namePersons } from '../../data/guess/one-person';
import { recognise as recogniseService } from '../../data/services/registry';
import { judgeTimes, settleTimes } from '../../data/guess/whole-times';
import { SIGNS } from '../../data/table/row-sieve';
import { wholeRows } from '../../data/guess/whole-rows';
import { sampleFile, type FileSample, type FixedFormat } from '../../data/guess/sample';
import { requiredFields } from '../../data/schema/reserved';
import { sourceOf } from '../../data/table/read-dataset';
import {
  SOMEBODY,
  type ColumnRole,
  type FilePlan,
  type FileProposal,
  type ImportPlan,
  type ImportProposal,
  type MadeTable,
  type PreviewRow,
  type RowRule,
} from '../../domain/imports';
import { AppError } from '../../domain/errors';
import { LIMITS } from '../../domain/limits';
import { TABLE_LIMITS } from '../../domain/table-limits';
import type { Job } from '../../domain/ports';
import { findListed } from './find-listed';
import { findEntities, findJoins, findSplit, findTurned, type Found, type LookAgain } from './find-made';
import type { Look } from './look';
import { withMade } from './made-tables';
import { holdsEvents, thingKey, type AvroSchema, type DatasetType, type Profile } from '../../domain/schema';

export type SourceMap = ReadonlyMap<string, SourceFile>;
type Ignored = ImportProposal['ignored'][number];
/** A file that is left out, with the error where it is a table that cannot be read. */
type LeftOut = Ignored & { readonly refusal?: AppError };

/** What a caller knows beforehand, by source path: the headless flags, or an edit on the screen. */
export interface Known {
  readonly dataset?: DatasetType | null;
  readonly schema?: AvroSchema;
  readonly format?: FixedFormat;
  /** What each column is for; absent: it is guessed. */
  readonly roles?: readonly ColumnRole[];
}

const PREVIEW_ROWS = 20;

/** Opens archives; everything else is passed on. Two files of one path get the archive's name in front. */
export async function expandSources(sources: readonly SourceFile[], job: Job): Promise<SourceMap> {
  const expanded = new Map<string, SourceFile>();
  for (const [i, source] of sources.entries()) {
    await job.checkpoint('opening', i, sources.length);
    const { bytes, gzip } = await readBeginning(source, 4);
    const isArchive = !gzip && isZip(bytes) && !isWorkbookName(source.path);
    const entries = isArchive ? await zipEntries(source) : null;
    if (entries === null || isWorkbook(entries)) addTo(expanded, source);
    else for (const entry of entries) addTo(expanded, entry);
  }
  return expanded;
}

/** The tables of files that are no delimited text, each as a source of its own; everything else is passed on. */
export async function tablesOf(sources: SourceMap, job: Job): Promise<SourceMap> {
  const tables = new Map<string, SourceFile>();
  let seen = 0;
  for (const source of sources.values()) {
    const pause = (): Promise<void> => job.checkpoint('opening', seen, sources.size);
    await pause();
    for (const table of await openTables(source, pause)) addTo(tables, table);
    seen++;
  }
  return tables;
}

function addTo(sources: Map<string, SourceFile>, source: SourceFile): void {
  const path = sources.has(source.path) ? `${source.within ?? sources.size}/${source.path}` : source.path;
  sources.set(path, { ...source, path, stream: () => source.stream() });
}

/**
 * Looks at the beginning of every file and proposes what to do with it.
 *
 * @param rules null: nobody has asked for any, so that the files decide.
 */
export async function proposeImport(
  sources: SourceMap,
  rules: Profile | null,
  known: ReadonlyMap<string, Known>,
  job: Job,
): Promise<ImportProposal> {
  const profile = rules ?? 'aws';
  const { looks, ignored } = await lookAtAll(sources, profile, known, job);
  const settled = { looks, plans: settleDatasets(looks, known), made: [] };
  const proposal = proposalOf(sources, await findMade(settled, profile, known, job), profile, ignored);
  // What a few people did, or a class has answered, is less than the service takes, and worth looking at all the same.
  const isSomebodys = proposal.plan.files.some(({ person }) => person !== undefined);
  const isSurvey = proposal.plan.made?.some((made) => isOfSurvey(made, looks)) === true;
  return rules === null && (isSomebodys || isSurvey || (await areOfFew(looks, job)))
    ? { ...proposal, plan: { ...proposal.plan, profile: 'relaxed' } }
    : proposal;
}

/** Made of the answers to a form: a wide table, or one in which each person has a row. */
function isOfSurvey(made: MadeTable, looks: readonly Look[]): boolean {
  if (made.kind !== 'split') return made.kind === 'turned';
  return looks.some(({ source, plan }) => source.path === made.of && plan.dataset === 'USERS');
}

/**
 * Exports for fewer people than the service learns from: the profiles of a household, not the visitors of a site. As a
 * file may be in order of its people, all of it is read, but no further than to enough of them.
 */
async function areOfFew(looks: readonly Look[], job: Job): Promise<boolean> {
  const people = new Set<string>();
  for (const { source, sample, plan } of looks) {
    const who = plan.columns.find(({ role }) => role === 'USER_ID');
    if (source.table?.service === undefined || plan.dataset !== 'INTERACTIONS' || who === undefined) continue;
    for await (const rows of wholeRows(source, sample, job))
      for (const row of rows) {
        const id = (row[who.index] ?? '').trim();
        if (id !== '') people.add(id);
        if (people.size >= LIMITS.activeUsers) return false;
      }
  }
  return people.size > 0;
}

async function lookAtAll(
  sources: SourceMap,
  profile: Profile,
  known: ReadonlyMap<string, Known>,
  job: Job,
): Promise<{ looks: Look[]; ignored: Ignored[] }> {
  const looks: Look[] = [];
  const ignored: Ignored[] = [];
  let refusal: AppError | undefined;
  let seen = 0;
  for (const source of sources.values()) {
    await job.checkpoint('inspecting', seen++, sources.size);
    const look = await lookAt(source, profile, knownOf(source, sources, known), job);
    if ('reason' in look) {
      const { file, reason } = look;
      ignored.push({ file, reason });
      refusal ??= look.refusal;
    } else looks.push(look);
  }
  if (looks.length === 0 && refusal !== undefined) throw refusal;
  return { looks, ignored };
}

/** What the files tell together. Where the caller says what a file is, or its service is known, only that counts. */
async function findMade(
  settled: Found,
  profile: Profile,
  known: ReadonlyMap<string, Known>,
  job: Job,
): Promise<Found> {
  const lookAgain: LookAgain = async (source, dataset) => {
    const look = await lookAt(source, profile, { dataset }, job);
    return 'reason' in look ? null : look;
  };
  if (settled.looks.some(({ source }) => source.table?.service)) return settled;
  const isSaid = known.size > 0;
  const unfolded = await findListed(settled, isSaid, job, lookAgain);
  if (isSaid) return unfolded;
  const turned = await findTurned(unfolded, job, lookAgain);
  const joined = await findJoins(turned, job, lookAgain);
  return findEntities(await findSplit(joined, job, lookAgain), job, lookAgain);
}

/** Browsers give workers of sandboxed frames numbers by chance, but no `randomUUID`. */
function proposalId(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(parts, (part) => part.toString(16).padStart(8, '0')).join('');
}

function proposalOf(
  sources: SourceMap,
  { looks, plans: found, made }: Found,
  profile: Profile,
  ignored: Ignored[],
): ImportProposal {
  const plans = namePersons(found).map((plan, i) => ofPerson(plan, looks[i]));
  const files = looks.map((look, i) => propose(look, plans[i], looks, plans));
  return {
    id: proposalId(),
    name: nameOf(sources, plans),
    plan: { profile, mode: 'FULL', files: plans, ...(made.length > 0 ? { made } : {}) },
    files,
    ignored,
    needsReview: files.some(
      (file) => file.recognised === 'unknown' || file.issues.some((issue) => issue.severity === 'error'),
    ),
  };
}

/** What is known of a file, or of the one that it is the only table of. */
function knownOf(source: SourceFile, sources: SourceMap, known: ReadonlyMap<string, Known>): Known {
  const { path, within } = source;
  const own = known.get(path);
  if (own !== undefined || within === undefined || source.table === undefined) return own ?? {};
  const tables = [...sources.values()].filter((other) => other.within === within);
  return (tables.length === 1 ? known.get(within) : undefined) ?? {};
}

/**
 * Looks at one file again after its delimiter, encoding, header line or dataset was changed in `plan`; the other plans
 * stay as they are.
 */
export async function reinspect(
  sources: SourceMap,
  previous: ImportProposal,
  plan: ImportPlan,
  file: string,
  job: Job,
): Promise<ImportProposal> {
  const known = new Map<string, Known>();
  for (const { file: path, dataset, format, schema } of plan.files) {
    const { encoding, delimiter, headerLine } = format;
    const before = previous.plan.files.find((other) => other.file === path)?.format;
    // The header is looked for again when the cells it is made of may have changed.
    const recut = before && (before.delimiter !== delimiter || before.encoding !== encoding);
    const keepsHeader = !recut || before.headerLine !== headerLine;
    known.set(path, {
      dataset,
      schema,
      format: { encoding, delimiter, ...(keepsHeader ? { headerLine } : {}) },
    });
  }
  const all = withMade(sources, plan, job).sources;
  const wanted = new Map([...all].filter(([path]) => known.has(path)));
  const { looks } = await lookAtAll(wanted, plan.profile, known, job);
  const settled = { looks, plans: settleDatasets(looks, known), made: plan.made ?? [] };
  const fresh = proposalOf(wanted, settled, plan.profile, []);
  const plans = fresh.plan.files.map((made) =>
    made.file === file ? made : (plan.files.find((kept) => kept.file === made.file) ?? made),
  );
  const files = fresh.files.map((made, i) => ({ ...made, plan: plans[i] }));
  return {
    ...fresh,
    id: previous.id,
    name: previous.name,
    ignored: previous.ignored,
    files,
    plan: { ...plan, files: plans },
  };
}

/** The plan of one file after a column of it was said to hold times: how these are written is judged by all of them. */
export async function judgeTimesOf(
  sources: SourceMap,
  plan: ImportPlan,
  file: string,
  job: Job,
): Promise<FilePlan> {
  const own = plan.files.find((each) => each.file === file);
  if (own === undefined) throw new RangeError(`no plan for ${file}`);
  const source = sourceOf(withMade(sources, plan, job).sources, file);
  const { encoding, delimiter, headerLine, escape } = own.format;
  const sample = await sampleFile(source, { encoding, delimiter, headerLine, escape });
  return sample === null ? own : judgeTimes(own, source, sample, job);
}

async function lookAt(source: SourceFile, profile: Profile, known: Known, job: Job): Promise<Look | LeftOut> {
  const file = source.path;
  if (source.refusal !== undefined) return { file, reason: 'unreadable', refusal: source.refusal };
  const sample = await sampleFile(source, known.format);
  if (!sample) return { file, reason: 'not-a-table' };
  if (sample.headers.length > TABLE_LIMITS.columns)
    return { file, reason: 'unreadable', refusal: tooWide(file) };
  const forced = known.dataset !== undefined;
  if (!forced && isGitPointer(sample.beginning)) return { file, reason: 'git-pointer' };
  if (!forced && isMarkup(sample.beginning)) return { file, reason: 'not-a-table' };
  if (sample.headers.length === 0 && !forced) return { file, reason: 'empty' };
  if (!forced && sample.headers.length < 2) return { file, reason: 'not-a-table' };
  if (!forced && looksLikeProse(sample)) return { file, reason: 'not-a-table' };
  if (!forced && source.spare) return { file, reason: 'not-needed' };
  const { service } = source.table ?? {};
  const total = service === undefined ? totalRule(sample) : null;
  const isSum = (row: readonly string[]): boolean => total !== null && SIGNS.sums(row[total.index] ?? '');
  const columns = sampleColumns(
    sample.headers,
    total === null ? sample.rows : sample.rows.filter((row) => !isSum(row)),
  );
  const dataset = forced
    ? (known.dataset ?? null)
    : (service?.dataset ?? guessDataset(columns, datasetOfFileName(file)));
  if (dataset === null && !forced && !columns.some(({ facts }) => facts.distinct > 1))
    return { file, reason: 'not-a-table' };
  const roles = service?.dataset === dataset ? service?.roles : undefined;
  const plan = planFile(file, sample, columns, dataset, profile, { ...known, ...(roles ? { roles } : {}) });
  const settled = await settleTimes(plan, source, sample, job);
  // A schema that somebody gave is kept to as the service would, which leaves out no row by what it says.
  const rules = plan.door === 'aws' || plan.schema || service ? [] : rulesOf(plan, columns, total);
  return { source, sample, columns, plan: rules.length > 0 ? { ...settled, rules } : settled };
}

/** Which of its rows are nobody's choice of anything. */
function rulesOf(
  { dataset, columns: plans }: FilePlan,
  columns: readonly SampledColumn[],
  total: RowRule | null,
): RowRule[] {
  const item = plans.find(({ role }) => role === 'ITEM_ID');
  return [...(total === null ? [] : [total]), ...rowRules(dataset, columns, item && columns[item.index])];
}

/** As for every other form of table: neither a person nor a screen goes through so many columns. */
function tooWide(file: string): AppError {
  return new AppError('TABLE_UNREADABLE', { file, form: null, reason: 'too-wide', record: null });
}

/** What Git LFS leaves in place of a file that it has not fetched. */
function isGitPointer(beginning: string): boolean {
  return beginning.startsWith('version https://git-lfs.github.com/');
}

/** Web pages, XML, JSON and SQL may have as many commas on each line as a table, and are none. */
function isMarkup(beginning: string): boolean {
  return /^(<[!?a-z]|\{\s*["}]|\[\s*[{["\d]|--\s|(insert into|create table|drop table)\s)/i.test(beginning);
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
  const amazon = dataset !== null && isAmazonHeader(dataset, sample.headers);
  const roles =
    known.roles ?? (dataset === null ? columns.map(() => 'KEEP' as const) : guessRoles(dataset, columns));
  const door = amazon && profile === 'aws' ? 'aws' : 'mapping';
  const planned = planColumns(
    dataset ?? 'ITEMS',
    columns,
    amazon ? amazonRoles(dataset, columns) : roles,
    amazon,
  );
  // The service takes seconds alone: what is written otherwise is an error that offers the other door.
  const columnsOfDoor =
    door === 'aws'
      ? planned.map((column) =>
          column.timeUnit === undefined ? column : { ...column, timeUnit: 'seconds' as const },
        )
      : known.roles === undefined
        ? withClock(planned, columns)
        : planned;
  const has = (role: ColumnRole): boolean => planned.some((column) => column.role === role);
  const guesses = dataset === 'INTERACTIONS' && door === 'mapping' && !known.schema && has('ITEM_ID');
  const rowOrder = guesses && !has('TIMESTAMP') && has('USER_ID');
  const onePerson = guesses && has('TIMESTAMP') && !has('USER_ID');
  return {
    file,
    dataset,
    door,
    format: sample.format,
    columns: columnsOfDoor,
    ...(known.schema ? { schema: known.schema } : {}),
    ...(rowOrder ? { rowOrderAsTime: true } : {}),
    ...(onePerson ? { person: SOMEBODY } : {}),
  };
}

/** A header in Amazon's own spelling: the ids of the dataset in capitals (case slips elsewhere are Amazon's to judge). */
function isAmazonHeader(dataset: DatasetType, headers: readonly string[]): boolean {
  const has = (name: string): boolean => headers.includes(name);
  if (holdsEvents(dataset)) return has('USER_ID') || has(thingKey(dataset));
  return requiredFields(dataset).every(has);
}

function amazonRoles(
  dataset: DatasetType,
  columns: readonly SampledColumn[],
): ('KEEP' | FilePlan['columns'][number]['role'])[] {
  const roles = {
    INTERACTIONS: ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE', 'EVENT_VALUE', 'IMPRESSION'],
    ITEMS: ['ITEM_ID', 'CREATION_TIMESTAMP'],
    USERS: ['USER_ID'],
    ACTIONS: ['ACTION_ID', 'CREATION_TIMESTAMP'],
    ACTION_INTERACTIONS: ['USER_ID', 'ACTION_ID', 'TIMESTAMP', 'EVENT_TYPE', 'IMPRESSION'],
  } as const satisfies Record<DatasetType, readonly ColumnRole[]>;
  const own: readonly ColumnRole[] = roles[dataset];
  return columns.map(
    ({ header }) =>
      own.find((role) => role === header) ?? own.find((role) => role === header.toUpperCase()) ?? 'KEEP',
  );
}

/** The plan of a service's file that is known to be one person's. */
function ofPerson(plan: FilePlan, { source: { table } }: Look): FilePlan {
  if (plan.dataset !== 'INTERACTIONS' || table?.service?.person === undefined) return plan;
  const timed = plan.columns.some(({ role }) => role === 'TIMESTAMP');
  return { ...plan, person: table.service.person, ...(timed ? {} : { rowOrderAsTime: true }) };
}

/** One dataset takes several files only if their headers agree; of others the largest stays, the rest is left out. */
function settleDatasets(looks: readonly Look[], known: ReadonlyMap<string, Known>): FilePlan[] {
  const heads = new Map<DatasetType, Look>();
  for (const look of [...looks].sort((a, b) => rank(b) - rank(a))) {
    const { dataset } = look.plan;
    if (dataset && !heads.has(dataset)) heads.set(dataset, look);
  }
  return looks.map((look) => {
    const { dataset } = look.plan;
    if (!dataset || known.get(look.source.path)?.dataset) return look.plan;
    const head = heads.get(dataset);
    const agrees = head && head.sample.headers.join('\n') === look.sample.headers.join('\n');
    return agrees ? look.plan : { ...look.plan, dataset: null };
  });
}

/** Which of several files for one dataset is the likelier: one with all its roles, then the larger. */
function rank(look: Look): number {
  const named = look.columns.filter((_, i) => look.plan.columns[i]?.role !== 'KEEP').length;
  return named * 1e12 + look.source.sizeBytes;
}

function propose(look: Look, plan: FilePlan, all: readonly Look[], plans: readonly FilePlan[]): FileProposal {
  const { sample, columns, source } = look;
  const preview: PreviewRow[] = sample.rows
    .slice(0, PREVIEW_ROWS)
    .map((cells, i) => ({ line: sample.lines[i], cells }));
  const derived = plan.columns.slice(columns.length).map((column) => columns[column.index]);
  return {
    plan,
    sizeBytes: source.sizeBytes,
    within: source.within ?? null,
    recognised: recognise(look, plan),
    evidence: [...columns, ...derived].map((column, i) => {
      const { role } = plan.columns[i];
      const joins = joinsOf(column, role, look, all, plans);
      return evidenceOf(column, plan.columns[i], joins, otherKey(role, plan, columns));
    }),
    preview,
    // Of a known service nothing was guessed.
    issues:
      plan.dataset === null
        ? []
        : [...headIssues(plan, sample), ...(source.table?.service ? [] : roleDoubts(plan, columns))],
  };
}

function recognise(look: Look, plan: FilePlan): FileProposal['recognised'] {
  const { source, sample } = look;
  if (source.table?.service !== undefined) return source.table.service.key;
  if (plan.dataset !== null && isAmazonHeader(plan.dataset, sample.headers)) return 'amazon';
  return recogniseService({ path: source.path, ...sample })?.service.key ?? 'unknown';
}

/** The other file whose key column holds most of this key column's values. */
function joinsOf(
  column: SampledColumn,
  role: FilePlan['columns'][number]['role'],
  look: Look,
  all: readonly Look[],
  plans: readonly FilePlan[],
): string | null {
  if (role !== 'USER_ID' && role !== 'ITEM_ID' && role !== 'ACTION_ID') return null;
  const values = new Set(column.cells);
  for (const [i, other] of all.entries()) {
    if (other === look || plans[i].dataset === null) continue;
    const index = plans[i].columns.find((candidate) => candidate.role === role)?.index;
    if (index === undefined) continue;
    const theirs = new Set(other.columns[index].cells);
    const shared = [...values].filter((value) => theirs.has(value)).length;
    if (shared > Math.min(values.size, theirs.size) * 0.3) return other.source.path;
  }
  return null;
}

/** The archive, the folder or the interactions file, without its ending. */
function nameOf(sources: SourceMap, plans: readonly FilePlan[]): string {
  const main = plans.find((plan) => plan.dataset === 'INTERACTIONS') ?? plans[0];
  const source = sources.get(main?.file ?? '') ?? sources.values().next().value;
  if (!source) return 'data';
  const folders = source.path.split('/');
  const path = source.within ?? (folders.length > 1 ? folders[0] : folders[folders.length - 1]);
  const stem = stemOf(path);
  // Of `u.data` one letter would be left.
  return stem.length > 1 ? stem : path;
}
