import { sampleFile, HEAD_BYTES, type FileSample } from '../open/sample';
import { stemOf } from '../lexicon/names';
import type { SourceFile } from '../open/bytes/source';
import type { CellTable } from '../open/cell-table';
import { serviceTable, type Part } from './service-table';
import { personsOf } from './persons';
import { recognise, type Recognised } from './registry';
import type { Head, Making, Service } from './service';
import { tableOf } from '../open/text-table';
import { ALL_FILES, madeName } from '../../domain/made-name';
import type { Job } from '../../domain/ports';
import { TABLE_LIMITS } from '../../domain/table-limits';

/** Whoever reads the rows of a table says how far it is. */
const silent: Job = { stopped: false, checkpoint: async () => undefined };

/** A file of a known service with what its rows are made into. */
interface Found extends Recognised {
  readonly source: SourceFile;
  readonly sample: FileSample;
  readonly headers: readonly string[];
  readonly makings: readonly Making[];
}

/**
 * The sources with those of known services in the form that the service means: their rows made into events and items
 * (see `data/services`). What lies beside them in their archive or folder is marked as spare.
 */
export async function withServices(
  sources: ReadonlyMap<string, SourceFile>,
  job: Job,
): Promise<ReadonlyMap<string, SourceFile>> {
  const found: Found[] = [];
  for (const source of sources.values()) {
    await job.checkpoint('inspecting', found.length, sources.size);
    const one = await find(source);
    if (one !== null) found.push(one);
  }
  const result = new Map(sources);
  for (const service of new Set(found.map((one) => one.service))) {
    const files = found.filter((one) => one.service === service);
    const used = files.filter(({ makings }) => makings.length > 0);
    markSpares(result, files, found);
    if (used.length === 0) continue;
    for (const made of await makeTables(service, used)) result.set(made.path, made);
  }
  return result;
}

async function find(file: SourceFile): Promise<Found | null> {
  const first = await sampleFile(file, {}, HEAD_BYTES);
  const width = first?.headers.length ?? 0;
  if (first === null || width === 0 || width > TABLE_LIMITS.columns) return null;
  const recognised = recognise(headOf(file, first, first.headers));
  if (recognised === null) return null;
  const { form } = recognised;
  const list = 'makes' in form ? form.each : undefined;
  const each = file.table?.lists?.find(({ path }) => path.length === 1 && path[0] === list)?.table;
  const source = each ? { ...file, stream: () => file.stream(), table: each } : file;
  const sample = first.whole && !each ? first : ((await sampleFile(source)) ?? first);
  const headers = ('headless' in form ? form.headless : undefined) ?? sample.headers;
  const makings = 'makes' in form ? form.makes(headOf(source, sample, headers)) : [];
  return { ...recognised, source, sample, headers, makings };
}

function headOf({ path }: SourceFile, { rows, beginning }: FileSample, headers: readonly string[]): Head {
  return { path, headers, beginning, rows: rows.filter((row) => row.length === headers.length) };
}

/**
 * Marks what is not needed beside the events of a service: its own spare files, and where its events are made of its
 * rows, all that is no service's in the same archive or folder.
 */
function markSpares(result: Map<string, SourceFile>, files: readonly Found[], all: readonly Found[]): void {
  const tells = files.filter(
    ({ form }) => 'makes' in form || ('asIs' in form && form.asIs === 'INTERACTIONS'),
  );
  if (tells.length === 0) return;
  const describesItems = files.some(({ form }) => 'asIs' in form && form.asIs === 'ITEMS');
  const known = new Set(all.map(({ source }) => source.path));
  const places = new Set(tells.filter(({ form }) => 'makes' in form).map(({ source }) => placeOf(source)));
  places.delete('');
  for (const source of result.values()) {
    const own = files.find((file) => file.source.path === source.path);
    const spare =
      own === undefined
        ? !known.has(source.path) && places.has(placeOf(source))
        : 'spare' in own.form && (own.form.spare === true || describesItems);
    if (spare) result.set(source.path, { ...source, spare });
  }
}

/** The archive or outermost folder that a source lies in; '' for a single file. */
function placeOf({ path, within }: SourceFile): string {
  return within ?? (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');
}

async function makeTables(service: Service, files: readonly Found[]): Promise<SourceFile[]> {
  const persons = personsOf(
    files.map(({ source: { path, within }, form }) => ({ path, within, form })),
    service,
  );
  const events: SourceFile[] = [];
  for (const [i, file] of files.entries()) {
    const part = partOf(file, 'INTERACTIONS');
    if (part === null) continue;
    const named = Object.values(part.making.columns).includes('USER_ID');
    const earlier =
      'tellsRest' in file.form
        ? files.filter(
            (other, at) =>
              persons[at] === persons[i] &&
              service.forms.indexOf(other.form) < service.forms.indexOf(file.form),
          )
        : [];
    const table = serviceTable({
      service: service.key,
      making: part.making,
      parts: [part],
      after: earlier.flatMap((other) => partOf(other, 'INTERACTIONS') ?? []),
      ...(named ? {} : { person: persons[i] }),
    });
    // Of whoever rates all that they watch, each row of the list of watched films stands in another file too.
    const isSpare = earlier.length > 0 && (await isEmpty(table));
    events.push({ ...file.source, table, ...(isSpare ? { spare: true } : {}) });
  }
  const items = itemsTable(service, files, events);
  return items === null ? events : [...events, items];
}

/** What all files say of items, in one table; null where they say nothing. */
function itemsTable(
  service: Service,
  files: readonly Found[],
  events: readonly SourceFile[],
): SourceFile | null {
  const described = files.flatMap((file) => {
    const part = partOf(file, 'ITEMS');
    return part === null ? [] : [{ source: file.source, part }];
  });
  if (described.length === 0) return null;
  const [{ source, part }] = described;
  return {
    ...source,
    // Beside its events a file is read a second time, under a name of its own.
    path: events.some(({ path }) => path === source.path)
      ? madeName('items', described.length > 1 ? ALL_FILES : stemOf(source.path))
      : source.path,
    sizeBytes: described.reduce((sum, { source: { sizeBytes } }) => sum + sizeBytes, 0),
    table: serviceTable({
      service: service.key,
      making: part.making,
      parts: described.map((one) => one.part),
    }),
  };
}

async function isEmpty(table: CellTable): Promise<boolean> {
  for await (const { rows } of table.rows(() => undefined)) if (rows.length > 0) return false;
  return true;
}

function partOf({ source, sample, headers, makings }: Found, dataset: Making['dataset']): Part | null {
  const making = makings.find((one) => one.dataset === dataset);
  if (making === undefined) return null;
  const { rows } = tableOf(source, sample.format, headers, silent);
  return { making, headers, rows };
}
