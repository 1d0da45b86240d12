import { wholeRows } from '../open/text-table';
import { judgeTimes } from './whole-times';
import { sampleFile } from '../open/sample';
import { type SourceFile, sourceOf } from '../open/bytes/source';
import type { AppError } from '../../domain/errors';
import {
  type FilePlan,
  type ImportPlan,
  type ImportProposal,
  type MadeTable,
  isOnePersons,
} from '../../domain/imports';
import { LIMITS } from '../../domain/limits';
import type { Job } from '../../domain/ports';
import type { DatasetType, Profile } from '../../domain/schema';
import { type Known, type Look, lookAt } from './look-at';
import { findGathered } from './made/gathered';
import type { Found, Tools } from './made/found';
import { withMade } from '../gather/with-made';
import { type SourceMap, expandSources, tablesOf } from '../open/open-sources';
import { type Stage, inStage } from '../open/opened';
import { withServices } from '../know/service-files';
import { proposalOf } from './propose-files';
import { findDescribed } from './made/described';
import { findEntities } from './made/entities';
import { findJoins } from './made/joins';
import { findListed } from './made/listed';
import { findSplit } from './made/split';
import { findTurned } from './made/turned';

/** Opens archives and looks at the beginning of every file. `known` holds what the caller knows, by source path. */
export async function inspect(
  sources: readonly SourceFile[],
  rules: Profile | null,
  job: Job,
  known: ReadonlyMap<string, Known> = new Map(),
): Promise<{ proposal: ImportProposal; sources: SourceMap }> {
  return inStage(async (stage) =>
    inspectExpanded(await expandSources(sources, stage, job), rules, stage, job, known),
  );
}

/** The same for files whose archives are open. */
export async function inspectExpanded(
  expanded: SourceMap,
  rules: Profile | null,
  stage: Stage,
  job: Job,
  known: ReadonlyMap<string, Known> = new Map(),
): Promise<{ proposal: ImportProposal; sources: SourceMap }> {
  const tables = await tablesOf(expanded, stage, job);
  const meant = await withServices(tables, job);
  const proposal = await proposeImport(meant, rules, known, job);
  return { proposal: { ...proposal, opened: [...tables.keys()] }, sources: meant };
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
  const lookAgain: Tools['lookAgain'] = async (source, dataset, roles, times) => {
    const look = await lookAt(source, profile, { dataset, roles, times }, job);
    return 'reason' in look ? null : look;
  };
  const tools = { job, lookAgain };
  const asTheyAre = { looks, plans: looks.map(({ plan }) => plan), made: [] };
  const gathered = known.size > 0 ? asTheyAre : await findGathered(asTheyAre, tools);
  const settled = { ...gathered, plans: settleDatasets(gathered, known) };
  const found = await findMade(settled, known.size > 0, tools);
  const proposal = proposalOf(sources, found, profile, ignored);
  // What a few people did, or a class has answered, is less than the service takes, and worth looking at all the same.
  const isSomebodys = proposal.plan.files.some(isOnePersons);
  const isSurvey = proposal.plan.made?.some((made) => isOfSurvey(made, looks)) === true;
  return rules === null && (isSomebodys || isSurvey || areFew(found) || (await areOfFew(looks, job)))
    ? { ...proposal, plan: { ...proposal.plan, profile: 'relaxed' } }
    : proposal;
}

/** Less than the service takes, as far as all rows are in sight: a file of which only the beginning is has more. */
function areFew({ looks, plans }: Found): boolean {
  let rows = 0;
  const events = new Map<string, number>();
  for (const [i, { dataset, columns }] of plans.entries()) {
    if (dataset !== 'INTERACTIONS') continue;
    const { sample } = looks[i];
    if (!sample.whole) return false;
    rows += sample.rows.length;
    const who = columns.find(({ role }) => role === 'USER_ID')?.index;
    if (who === undefined) continue;
    for (const row of sample.rows) {
      const id = (row[who] ?? '').trim();
      if (id !== '') events.set(id, (events.get(id) ?? 0) + 1);
    }
  }
  const active = [...events.values()].filter((count) => count > 1).length;
  return rows > 0 && (rows < LIMITS.importRows || active < LIMITS.activeUsers);
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
): Promise<{ looks: Look[]; ignored: ImportProposal['ignored'] }> {
  const looks: Look[] = [];
  const ignored: ImportProposal['ignored'][number][] = [];
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
  const useless = looks.filter((look) => isBare(look) && looks.some((other) => tellsInstead(other, look)));
  const left = useless.map(({ plan: { file } }) => ({ file, reason: 'not-needed' as const }));
  return { looks: looks.filter((look) => !useless.includes(look)), ignored: [...ignored, ...left] };
}

/** A file of a known service that is not broken: its rows, podcasts or adverts, are just none that count. */
const isBare = ({ source, sample }: Look): boolean =>
  source.table?.service !== undefined && sample.whole && sample.rows.length === 0;

/** Another file of the same service has what a bare one lacks. */
const tellsInstead = (other: Look, bare: Look): boolean =>
  other.source.table?.service?.key === bare.source.table?.service?.key &&
  other.plan.dataset === bare.plan.dataset &&
  !isBare(other);

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
  given: SourceMap,
  previous: ImportProposal,
  plan: ImportPlan,
  file: string,
  job: Job,
): Promise<ImportProposal> {
  return inStage(async (stage) => {
    const known = new Map<string, Known>();
    for (const { file: path, dataset, format, schema } of plan.files) {
      const { encoding, delimiter, headerLine, asAbove } = format;
      const before = previous.plan.files.find((other) => other.file === path)?.format;
      // The header is looked for again when the cells it is made of may have changed.
      const recut = before && (before.delimiter !== delimiter || before.encoding !== encoding);
      const keepsHeader = !recut || before.headerLine !== headerLine;
      known.set(path, {
        dataset,
        schema,
        format: {
          encoding,
          delimiter,
          ...(keepsHeader ? { headerLine } : {}),
          // That cells stay blank, somebody has said.
          ...(!recut && asAbove?.blank && dataset === 'INTERACTIONS' ? { asAbove } : {}),
        },
      });
    }
    const all = withMade(stage.all(given), plan, job).sources;
    const wanted = new Map([...all].filter(([path]) => known.has(path)));
    const { looks } = await lookAtAll(wanted, plan.profile, known, job);
    const plans = looks.map((look) => look.plan);
    const settled = { looks, plans: settleDatasets({ looks, plans }, known), made: plan.made ?? [] };
    const fresh = proposalOf(wanted, settled, plan.profile, []);
    const now = fresh.plan.files.map((made) =>
      made.file === file ? made : (plan.files.find((kept) => kept.file === made.file) ?? made),
    );
    const files = fresh.files.map((made, i) => ({ ...made, plan: now[i] }));
    return {
      ...fresh,
      id: previous.id,
      name: previous.name,
      ignored: previous.ignored,
      ...(previous.opened ? { opened: previous.opened } : {}),
      files,
      plan: { ...plan, files: now },
    };
  });
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
  const { encoding, delimiter, headerLine, escape, asAbove } = own.format;
  const sample = await sampleFile(source, { encoding, delimiter, headerLine, escape, asAbove });
  return sample === null ? own : judgeTimes(own, source, sample, job);
}

/** One dataset takes several files only if their headers agree; of others the largest stays, the rest is left out. */
function settleDatasets(
  { looks: all, plans }: Pick<Found, 'looks' | 'plans'>,
  known: ReadonlyMap<string, Known>,
): FilePlan[] {
  // What was gathered counts as it stands now: its parts are left out.
  const looks = all.map((look, i) => ({ ...look, plan: plans[i] }));
  const heads = new Map<DatasetType, Look>();
  for (const look of [...looks].sort((a, b) => rank(b) - rank(a))) {
    const { dataset } = look.plan;
    if (dataset && !heads.has(dataset)) heads.set(dataset, look);
  }
  return looks.map((look) => {
    const { dataset } = look.plan;
    if (!dataset || known.get(look.source.path)?.dataset) return look.plan;
    const head = heads.get(dataset);
    if (!head || !haveOneHead(head, look)) return { ...look.plan, dataset: null, couldBe: dataset };
    return withEmptyColumns(look, looks.filter((other) => other.plan.dataset === dataset && haveOneHead(other, look))); // prettier-ignore
  });
}

function haveOneHead(one: Look, other: Look): boolean {
  return one.sample.headers.join('\n') === other.sample.headers.join('\n');
}

/** A column in which one of several files has nothing is what the others say. */
function withEmptyColumns(look: Look, alike: readonly Look[]): FilePlan {
  const columns = look.plan.columns.map((column) => {
    if (column.role !== 'IGNORE' || look.columns.at(column.index)?.facts.looksLike !== 'empty') return column;
    const told = alike.flatMap(({ plan }) => plan.columns.filter(({ index }) => index === column.index));
    return told.find(({ role }) => role === 'KEEP') ?? column;
  });
  return { ...look.plan, columns };
}

/** Which of several files for one dataset is the likelier: one with all its roles, then the larger. */
function rank(look: Look): number {
  const named = look.plan.columns.filter(({ role }) => role !== 'KEEP' && role !== 'IGNORE').length;
  return named * 1e12 + look.source.sizeBytes;
}

/**
 * What the files tell together. Where their service is known, only that counts.
 *
 * @param isSaid the caller says what each file is: no more is made of them than what their lists and answers hold.
 */
export async function findMade(settled: Found, isSaid: boolean, tools: Tools): Promise<Found> {
  if (settled.looks.some(({ source }) => source.table?.service)) return settled;
  let found = await findTurned(await findListed(settled, isSaid, tools), isSaid, tools);
  if (isSaid) return found;
  for (const find of [findJoins, findSplit, findDescribed, findEntities]) found = await find(found, tools);
  return found;
}
