import type { ColumnRole, NotMeant } from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';

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

/** A table that is made from the rows of a service's file. */
export interface Making {
  readonly dataset: DatasetType;
  /** Its headers with what each is for. Interactions without a USER_ID are one person's. */
  readonly columns: { readonly [header: string]: ColumnRole };
  /** The cells that a row of the file becomes, in the order of `columns`, or why it becomes none; it does without an item. */
  readonly row: (cells: Cells) => readonly string[] | NotMeant;
}

/** Who did what, when: without a column for who, of one person. */
export function events(columns: Making['columns'], row: Making['row']): Making {
  return { dataset: 'INTERACTIONS', columns, row };
}

/** What there is: each item is told once, by the first row that has it. */
export function items(columns: Making['columns'], row: Making['row']): Making {
  return { dataset: 'ITEMS', columns, row };
}

/** One form in which a service hands its files out. */
export type Form = {
  readonly tells: (head: Head) => boolean;
} & (
  | MakingForm
  | { readonly asIs: DatasetType }
  | {
      /** It is not needed; `beside-items`: where another file describes the items. */
      readonly spare: true | 'beside-items';
    }
);

/** Tables are made of it; forms of one service make tables of the same columns. */
interface MakingForm {
  /** The list in each record of which every element is a row of its own. */
  readonly each?: string;
  /** Names for the columns of a file that comes without a header. */
  readonly headless?: readonly string[];
  /** Interactions, items, or both. */
  readonly makes: (head: Head) => readonly Making[];
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

/** A form that has all these headers, whatever stands beside them; capitals do not matter. */
export function hasHeaders(...wanted: readonly string[]): (head: Head) => boolean {
  return ({ headers }) => {
    const there = new Set(headers.map((header) => header.toLowerCase()));
    return wanted.every((header) => there.has(header.toLowerCase()));
  };
}

/** A form that has these headers and no others, in any order. */
export function hasOnly(...wanted: readonly string[]): (head: Head) => boolean {
  const all = hasHeaders(...wanted);
  return (head) => head.headers.length === wanted.length && all(head);
}

/** What is called by its maker too, `Artist – Track`; nothing where its own name is missing. */
export function together(maker: string, name: string): string {
  return maker === '' || name === '' ? name : `${maker} – ${name}`;
}
