import { ALL_FILES, madeName } from '../../domain/made-name';
import type { Job } from '../../domain/ports';
import { TABLE_LIMITS } from '../../domain/table-limits';
import { stemOf } from '../lexicon/names';
import type { SourceFile } from '../open/bytes/source';
import type { CellTable } from '../open/cell-table';
import { HEAD_BYTES, sampleFile, type FileSample } from '../open/sample';
import { tableOf } from '../open/text-table';
import { personsOf } from './persons';
import { recognise, type Recognised } from './recognise';
import { cellsUnder, reader, type Form, type Head, type Service } from './service';
import { eventsTable, thingsTable, type Part } from './service-table';

/** Whoever reads the rows of a table says how far it is. */
const silent: Job = { stopped: false, checkpoint: async () => undefined };

/** A file of a known service. */
interface Found extends Recognised {
  readonly source: SourceFile;
  readonly sample: FileSample;
  readonly head: Head;
}

/**
 * The sources with those of known services in the form that the service means: their rows made into events and items.
 * What lies beside them in their archive or folder is marked as spare.
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
    markSpares(result, files, found);
    for (const made of await makeTables(
      service,
      files.filter(({ form }) => form.told !== undefined),
    ))
      result.set(made.path, made);
  }
  return result;
}

async function find(file: SourceFile): Promise<Found | null> {
  const first = await sampleFile(file, {}, HEAD_BYTES);
  const width = first?.headers.length ?? 0;
  if (first === null || width === 0 || width > TABLE_LIMITS.columns) return null;
  const recognised = recognise(headOf(file, first));
  if (recognised === null) return null;
  const { each, headless } = recognised.form;
  const list = file.table?.lists?.find(({ path }) => path.length === 1 && path[0] === each)?.table;
  const source = list ? { ...file, stream: () => file.stream(), table: list } : file;
  const sample = first.whole && !list ? first : ((await sampleFile(source)) ?? first);
  return { ...recognised, source, sample, head: headOf(source, sample, headless) };
}

function headOf({ path }: SourceFile, { rows, beginning, headers }: FileSample, names = headers): Head {
  return { path, headers: names, beginning, rows: rows.filter((row) => row.length === names.length) };
}

/**
 * Marks what is not needed beside the events of a service: its own spare files, and where its events are made of its
 * rows, all that is no service's in the same archive or folder.
 */
function markSpares(result: Map<string, SourceFile>, files: readonly Found[], all: readonly Found[]): void {
  const isMade = ({ told }: Form): boolean => told !== undefined;
  if (!files.some(({ form }) => isMade(form) || form.asIs === 'INTERACTIONS')) return;
  const describesItems = files.some(({ form }) => form.asIs === 'ITEMS');
  const known = new Set(all.map(({ source }) => source.path));
  const places = new Set(files.filter(({ form }) => isMade(form)).map(({ source }) => placeOf(source)));
  places.delete('');
  for (const source of result.values()) {
    const own = files.find((file) => file.source.path === source.path)?.form;
    const spare =
      own === undefined
        ? !known.has(source.path) && places.has(placeOf(source))
        : own.spare === true || (own.spare !== undefined && describesItems);
    if (spare) result.set(source.path, { ...source, spare });
  }
}

/** The archive or outermost folder that a source lies in; '' for a single file. */
function placeOf({ path, within }: SourceFile): string {
  return within ?? (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');
}

async function makeTables(service: Service, files: readonly Found[]): Promise<SourceFile[]> {
  const parts = files.map((file) =>
    partOf(
      file,
      files.map(({ head }) => head),
    ),
  );
  const persons = personsOf(
    files.map(({ source: { path, within }, form }) => ({ path, within, form })),
    service,
  );
  const events: SourceFile[] = [];
  for (const [i, { source, form }] of files.entries()) {
    const part = parts[i];
    if (part.told.describes) continue;
    const isEarlier = (other: Found, at: number): boolean =>
      persons[at] === persons[i] && service.forms.indexOf(other.form) < service.forms.indexOf(form);
    const after = form.tellsRest ? parts.filter((_, at) => isEarlier(files[at], at)) : [];
    const person = part.told.who === undefined ? { person: persons[i] } : {};
    const table = eventsTable({ service: service.key, parts: [part], after, ...person });
    // Of whoever rates all that they watch, each row of the list of watched films stands in another file too.
    const isSpare = after.length > 0 && (await isEmpty(table));
    events.push({ ...source, table, ...(isSpare ? { spare: true } : {}) });
  }
  return [...events, ...thingsOf(service, files, parts, events)];
}

/** What all files say of things, in one table; none where they say nothing. */
function thingsOf(
  { key }: Service,
  files: readonly Found[],
  all: readonly Part[],
  events: readonly SourceFile[],
): SourceFile[] {
  const telling = files.filter((_, i) => all[i].told.thing !== undefined).map(({ source }) => source);
  const [source] = telling;
  if (source === undefined) return [];
  // Beside its events a file is read a second time, under a name of its own.
  const path = events.some((event) => event.path === source.path)
    ? madeName('items', telling.length > 1 ? ALL_FILES : stemOf(source.path))
    : source.path;
  const parts = all.filter(({ told }) => told.thing !== undefined);
  const sizeBytes = telling.reduce((sum, one) => sum + one.sizeBytes, 0);
  return [{ ...source, path, sizeBytes, table: thingsTable({ service: key, parts }) }];
}

async function isEmpty(table: CellTable): Promise<boolean> {
  for await (const { rows } of table.rows(() => undefined)) if (rows.length > 0) return false;
  return true;
}

/** @param heads of all files of the service. */
function partOf({ source, sample, head, form, who }: Found, heads: readonly Head[]): Part {
  const meant = typeof form.told === 'function' ? form.told(head, heads) : form.told;
  if (meant === undefined) throw new RangeError(`nothing is told by ${source.path}`);
  const told = who === undefined ? meant : { ...meant, who };
  const { rows } = tableOf(source, sample.format, head.headers, silent);
  const beside = who === undefined ? {} : { beside: true as const };
  return { told, headers: head.headers, rows, timed: isTimed(head, told), ...beside };
}

/** Few lists have a time for each entry; with hardly any, their order has to do. */
function isTimed({ headers, rows }: Head, { when, cut }: Part['told']): boolean {
  if (when === undefined) return false;
  const meant = rows.map(cellsUnder(headers)).filter((cells) => (cut?.(cells) ?? null) === null);
  const time = reader(when);
  return meant.length === 0 || meant.filter((cells) => time(cells) !== '').length * 2 > meant.length;
}
