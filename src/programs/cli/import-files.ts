import { createReadStream, readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { archiveEntries } from '../../import/open/archives';
import type { SourceFile } from '../../import/open/bytes/source';
import { accountOf, type FileAccount } from '../../domain/account';
import { parseSchema } from '../../data/schema/parse';
import { withItemName } from '../../data/tables/item-name';
import type { Tables } from '../../domain/columns';
import { AppError, isAppError } from '../../domain/errors';
import { withCellsBlank, withRowsKept, type ImportProposal, type ImportReport } from '../../domain/imports';
import type { Issue } from '../../domain/issue';
import type { Job } from '../../domain/ports';
import type { AvroSchema, DatasetType, Profile } from '../../domain/schema';
import { nothingFound } from '../../domain/unrecognised';
import { personalInPlan, withoutPersonal, type EvidenceOf, type PersonalInPlan } from '../../domain/withhold';
import { withTitleMarked } from '../../engine/resources/item-name';
import { inspect } from '../../import/propose/inspect';
import { importTables } from '../../import/store/import-tables';
import type { SourceMap } from '../../import/open/open-sources';
import type { Known } from '../../import/propose/look-at';

/** The files of a headless command: as its flags name them, and others. */
export interface InputFiles {
  readonly interactions?: string;
  readonly items?: string;
  readonly users?: string;
  /** Paths of files of which nothing is said. */
  readonly dropped?: readonly string[];
  /** Paths of Avro schemas; each belongs to the dataset its `name` says. */
  readonly schemas?: readonly string[];
  readonly profile: Profile;
  /** Nobody asked for this profile: what is less than the service takes comes under the relaxed one. */
  readonly anyProfile?: boolean;
  /** Rows that say nothing about taste, such as cancelled orders, are taken like all others. */
  readonly keepsRows?: boolean;
  /** Columns that say who people are stay behind. */
  readonly leavesOutPersonal?: boolean;
  /** Blank cells that seem to stand for those above stay blank. */
  readonly keepsBlanks?: boolean;
}

export interface ImportedFiles {
  readonly tables: Tables;
  readonly report: ImportReport;
  readonly personal: readonly PersonalInPlan[];
  /** What became of each file, sheet and table. */
  readonly account: readonly FileAccount[];
}

/** A file on disk; read as a stream, as often as asked. */
export function diskSource(at: string | URL): SourceFile {
  const path = at instanceof URL ? fileURLToPath(at) : at;
  return {
    path: basename(path),
    sizeBytes: statSync(path).size,
    stream: () =>
      Readable.toWeb(
        createReadStream(path, { highWaterMark: 1 << 18 }),
      ) as unknown as ReadableStream<Uint8Array>,
    async slice(from, to) {
      const file = await open(path);
      try {
        const bytes = new Uint8Array(to - from);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

/**
 * The files of a command and what the product proposes to do with them. The flags say which dataset a file holds; a zip,
 * and a file without a flag, say so themselves.
 */
export async function proposeFiles(
  files: InputFiles,
  job: Job,
): Promise<{ readonly proposal: ImportProposal; readonly sources: SourceMap }> {
  const known = new Map<string, Known>();
  const sources: SourceFile[] = [];
  const schemas = readSchemas(files);
  const add = (path: string): SourceFile => {
    const disk = diskSource(path);
    // Two folders may each have an `interactions.csv`.
    const source = sources.some((other) => other.path === disk.path) ? { ...disk, path } : disk;
    sources.push(source);
    return source;
  };
  for (const [type, path] of flagged(files)) {
    const source = add(path);
    const schema = schemas.get(type);
    if ((await archiveEntries(source)) === null)
      known.set(source.path, { dataset: type, ...(schema && { schema, judged: true }) });
  }
  for (const path of files.dropped ?? []) add(path);
  const inspected = await inspect(sources, files.anyProfile ? null : files.profile, job, known);
  const refusal = nothingFound(
    inspected.proposal,
    sources.map(({ path }) => path),
  );
  if (refusal !== null) throw refusal;
  const { proposal } = inspected;
  const plans = proposal.plan.files.map((plan) => {
    const whole = files.keepsBlanks === true ? withCellsBlank(plan, true) : plan;
    return files.keepsRows === true ? withRowsKept(whole, true) : whole;
  });
  const kept = { ...proposal.plan, files: plans };
  const plan = files.leavesOutPersonal === true ? withoutPersonal(kept, evidenceOf(proposal)) : kept;
  return { ...inspected, proposal: { ...proposal, plan } };
}

function evidenceOf({ files }: ImportProposal): EvidenceOf {
  return (file) => files.find(({ plan }) => plan.file === file)?.evidence ?? [];
}

/**
 * Imports the files of a command as the product proposes to.
 *
 * @throws AppError IMPORT_FAILED with `issues`, and whatever reading throws.
 */
export async function importFiles(files: InputFiles, job: Job): Promise<ImportedFiles> {
  const { proposal, sources: opened } = await proposeFiles(files, job);
  const { tables, schemas, report } = await importTables(opened, proposal.plan, null, job).catch(
    (error: unknown) => {
      if (files.anyProfile !== true || !isTooFew(error)) throw error;
      return importTables(opened, { ...proposal.plan, profile: 'relaxed' }, null, job);
    },
  );
  const ignored = proposal.ignored.map(({ file, reason }): Issue => ({
    code: 'FILE_IGNORED',
    severity: 'warning',
    file,
    details: { reason },
  }));
  return {
    tables: withItemName(tables, schemas.ITEMS && withTitleMarked(schemas.ITEMS)),
    report: { ...report, warnings: [...report.warnings, ...ignored] },
    personal: personalInPlan(proposal.plan, evidenceOf(proposal)),
    account: accountOf(proposal, proposal.plan, report.read ?? []),
  };
}

/** Fewer rows were kept than the service takes, which only reading all of them tells. */
function isTooFew(error: unknown): boolean {
  return (
    isAppError(error) &&
    error.code === 'IMPORT_FAILED' &&
    error.details.issues.some(({ code, severity }) => code === 'D17' && severity === 'error')
  );
}

function flagged(files: InputFiles): [DatasetType, string][] {
  const all: [DatasetType, string | undefined][] = [
    ['INTERACTIONS', files.interactions],
    ['ITEMS', files.items],
    ['USERS', files.users],
  ];
  return all.flatMap(([type, path]): [DatasetType, string][] => (path === undefined ? [] : [[type, path]]));
}

function readSchemas(files: InputFiles): Map<DatasetType, AvroSchema> {
  const paths = files.schemas ?? [];
  const datasets = flagged(files).map(([type]) => type);
  const byType = new Map<DatasetType, AvroSchema>();
  const faults: Issue[] = [];
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    // With one dataset and one schema there is no doubt which it is meant for.
    const meant = datasets.length === 1 && paths.length === 1 ? datasets[0] : null;
    const { schema, issues } = parseSchema(text, meant, null, basename(path));
    faults.push(...issues);
    if (!schema) continue;
    const type = schema.name.toUpperCase() as DatasetType;
    if (datasets.includes(type)) byType.set(type, schema);
    else
      faults.push({
        code: 'S03',
        severity: 'error',
        file: basename(path),
        details: { name: schema.name, dataset: datasets.join(', ') },
      });
  }
  if (faults.length > 0) throw new AppError('IMPORT_FAILED', { issues: faults });
  return byType;
}
