import type { NotMeant } from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';
import { writings } from './writings';

/** The beginning of a file as its service is told by it. */
export interface Head {
  readonly path: string;
  readonly headers: readonly string[];
  /** What a text begins with; '' of other files. */
  readonly beginning: string;
  /** The first rows under them. */
  readonly rows: readonly (readonly string[])[];
}

/** The cell under a header of one row, blanks around it left out; '' where the file has no such column. */
export type Cells = (header: string) => string;

/**
 * Where a cell comes from: a header, several (`A|B`) of which the first that is filled counts, two (`A – B`) that call
 * a thing together, or `=word`, which each row has; behind a `~` how it is written, if not as it is wanted.
 */
export type From = string | ((cells: Cells) => string);

/** Cells by what they are called: `Title; Year = yearpublished`. */
export type Kept = string | { readonly [name: string]: From };

/** What a row of a file tells. */
export interface Told {
  /** Absent: of one person. */
  readonly who?: From;
  readonly what: From;
  /** Where most rows have none, the order of the rows stands for it. */
  readonly when?: From;
  readonly kind?: From;
  readonly value?: From;
  /** What else is known of the event, by its name. */
  readonly beside?: Kept;
  /** What is known of the thing, by its name; absent where that says all. */
  readonly thing?: Kept;
  /** Why a row is nobody's choice of anything; null where it is one. */
  readonly cut?: (cells: Cells) => NotMeant | null;
  /** The episodes of a series count as one thing. */
  readonly groups?: true;
  /** It tells of things alone, and of no events. */
  readonly describes?: true;
}

/** One form in which a service hands its files out. */
export interface Form {
  /** All these headers are there, between semicolons; capitals do not matter. */
  readonly has?: string;
  /** And no others. */
  readonly only?: true;
  readonly path?: RegExp;
  /** What its head has to be besides. */
  readonly if?: (head: Head) => boolean;
  /** A column of its own that looks as if it said who it was. */
  readonly own?: string;
  /** What its rows tell; of some forms only their head, or those of all files, say it. Absent: it is taken as it is, or not needed. */
  readonly told?: Told | ((head: Head, all: readonly Head[]) => Told);
  /** It holds that dataset, under headers that anybody understands. */
  readonly asIs?: DatasetType;
  /** It is not needed; `beside-items`: where another file describes the items. */
  readonly spare?: true | 'beside-items';
  /** The list in each record of which every element is a row of its own. */
  readonly each?: string;
  /** Names for the columns of a file that comes without a header. */
  readonly headless?: readonly string[];
  /** What a form before it in the list tells of an item is not told again. */
  readonly tellsRest?: true;
}

/** An export that people know by the name of the service that hands it out. */
export interface Service {
  readonly key: string;
  /** It hands out several files at once: those of one folder are one person's, whatever they are called. */
  readonly several?: true;
  /** It splits one person's history over several files of one form, by numbers or years. */
  readonly splits?: true;
  readonly forms: readonly Form[];
}

/** Asked once for each form there is. */
const LOWER = new WeakMap<readonly string[], ReadonlySet<string>>();

function lowerOf(headers: readonly string[]): ReadonlySet<string> {
  const known = LOWER.get(headers) ?? new Set(headers.map((header) => header.toLowerCase()));
  LOWER.set(headers, known);
  return known;
}

export function tells({ has = '', only, path, if: test }: Form, head: Head): boolean {
  const wanted = has === '' ? [] : has.toLowerCase().split(';');
  const there = lowerOf(head.headers);
  const hasAll = wanted.every((header) => there.has(header));
  const fits = hasAll && (!only || head.headers.length === wanted.length);
  return fits && (path?.test(head.path) ?? true) && (test?.(head) ?? true);
}

/** The cells under a header in the first rows. */
export function columnOf({ headers, rows }: Head, header: string): string[] {
  const at = headers.findIndex((name) => name.toLowerCase() === header.toLowerCase());
  return rows.map((row) => (row[at] ?? '').trim());
}

/** How the cells of a row are found by their headers. */
export function cellsUnder(headers: readonly string[]): (row: readonly string[]) => Cells {
  const places = new Map(headers.map((header, i) => [header.toLowerCase(), i] as const).toReversed());
  return (row) => (header) => (row[places.get(header.toLowerCase()) ?? -1] ?? '').trim();
}

/** What reads a cell. @throws RangeError for a writing that nobody knows. */
export function reader(from: From): (cells: Cells) => string {
  if (typeof from === 'function') return from;
  if (from.startsWith('=')) return () => from.slice(1);
  // What is called by its maker too is nothing where its own name is missing.
  if (from.includes(' – ')) {
    const [maker, name] = from.split(' – ').map(reader);
    return (cells) =>
      maker(cells) === '' || name(cells) === '' ? name(cells) : `${maker(cells)} – ${name(cells)}`;
  }
  const [path, writing = 'plain'] = from.split('~');
  const write = writings.get(writing);
  if (write === undefined) throw new RangeError(`nothing is written as ${writing}`);
  const headers = path.split('|');
  return (cells) => {
    for (const header of headers) {
      const written = write(cells(header));
      if (written !== '') return written;
    }
    return '';
  };
}

/** What is kept under its name. */
export function keptOf(kept: Kept = {}): readonly (readonly [name: string, from: From])[] {
  if (typeof kept !== 'string') return Object.entries(kept);
  return kept.split('; ').map((one): [string, string] => {
    const [name, from = name] = one.split(' = ');
    return [name, from];
  });
}
