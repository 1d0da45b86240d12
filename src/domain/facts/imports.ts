import type { Lacking, Unused } from '../unused';
import type { AnswerWord, TableForm } from '../table-form';
import type { DatasetDomain } from '../schema';

type None = Record<string, never>;
/** Read by the service's own rules, or through the column mapping. */
type Door = 'aws' | 'mapping';

/** Rules that a schema breaks. */
export interface SchemaFacts {
  S01: { column: number; token: string; trailingComma: boolean };
  S02: { key: string; reason: 'missing' | 'unknown' | 'not-record' | 'not-text' | 'not-fields' };
  S03: { name: string; dataset: string | null };
  S04: { missing: readonly string[]; domain: DatasetDomain | null };
  S05: { found: string; wanted: string };
  S06: { flag: string; wanted: boolean };
  S07: { type: string };
  S08: { names: readonly string[] };
  S09: { field: string; length: number; limit: number };
  S10: None;
  S11: { count: number; limit: number };
  S12:
    | {
        reason:
          | 'categorical-not-string'
          | 'textual-not-string'
          | 'textual-outside-items'
          | 'both-flags'
          | 'item-name-not-string'
          | 'item-name-outside-items';
      }
    | { reason: 'flag-not-boolean'; flag: string }
    | { reason: 'too-many-textual'; fields: readonly string[]; limit: number }
    | { reason: 'too-many-item-names'; fields: readonly string[] };
  S13: { length: number; limit: number };
  S14: None;
}

/** Rules that a file, a row or a cell breaks. */
export interface RowFacts {
  D01:
    | { reason: 'empty' | 'header-only' | 'none-meant' | 'no-text' }
    /** Where the times are what could not be read: their column and a cell. */
    | { reason: 'nothing-kept'; rows: number; unread: { column: string; example: string } | null };
  /** `file`: the one that it is about. Older versions say no more than `no-interactions`. */
  D02:
    | { reason: 'no-interactions' }
    | { reason: 'no-events'; lacking: Lacking; file: string | null }
    | { reason: 'type' | 'domain'; type: string };
  D03: { missing: readonly string[]; found: readonly string[]; door: Door };
  D04: { delimiter: string };
  D05: { reason: 'duplicate' | 'quoted' };
  D06: { cells: number; expected: number };
  D07: { reason: 'inside' | 'unclosed' };
  D08: { reason: 'no-text' } | { reason: 'utf-16' } | { reason: 'bytes'; byteOffset: number; byte: number };
  D09: None;
  /** Whether the value was stored before and the column is now to be of another type. */
  D10: { type: string; stored: boolean };
  D11: None;
  /** What the value is in Unix seconds, should it read as a date. */
  D12: { door: Door; epoch: number | null };
  D13: { seconds: number };
  D14: { length: number; limit: number };
  D15: { length: number; limit: number };
  D16: None;
  D17: { rows: number; needed: number };
  D18: None;
  D19: { type: string };
}

/** Roles that a column may stand in wrongly without any of its cells being refused. */
export type DoubtfulRole = 'USER_ID' | 'ITEM_ID' | 'TIMESTAMP';

/** What speaks against a column's role; `other` is the header of the column that says so. */
export type RoleDoubt =
  | { reason: 'counts-rows' | 'web-address' | 'amount' | 'no-time' }
  /** Each value has one of the other column for itself; or each of the other has always the same value; or either may be either. */
  | { reason: 'one-to-one' | 'hangs' | 'alike'; other: string };

/** What a cell lacks that should be a time: the day, the year, or a form that is known. */
export type UnreadTime = 'clock' | 'year' | 'form';

interface JoinFacts {
  left: string;
  leftColumn: string;
  right: string;
  rightColumn: string;
}

/**
 * How a file was read where it left a choice. Open: the ways to write cells (`src/data/cells`) add the notices that they
 * leave.
 */
export interface ReadingFacts {
  ENCODING_GUESSED: { encoding: string };
  DELIMITER_GUESSED: { delimiter: string };
  /** The file is a table of another kind than delimited text. */
  FORM_READ: { form: TableForm };
  /** A database whose last rows may lie in another file. */
  WRITES_AHEAD: None;
  /** Tables of one shape were put together: how many rows each has, and the column that tells them apart. */
  TABLES_GATHERED: {
    parts: readonly { readonly file: string; readonly rows: number }[];
    mark: string | null;
  };
  TABLES_JOINED: JoinFacts & { rows: number; matched: number };
  /** Columns of this file tell of the items or users, and describe them. */
  NAMES_FOUND: { of: string };
  /** A wide table became a row for each answer, and its words what they mean. */
  TABLE_TURNED: {
    of: string;
    things: number;
    words: readonly AnswerWord[];
    /** Headers of the columns that together name the person of a row, or the thing. */
    names: readonly string[];
    /** Headers of columns that are worked out of the others, and of those that say nothing of who liked what. */
    sums: readonly string[];
    others: readonly string[];
    /** Line of a text in which its head ends, where that is not the first. */
    headerLine: number | null;
    /** Each row is a thing, and each column a person. */
    across: boolean;
  };
  /**
   * So many rows of a file, of which this table may be made, leave columns blank that say whose they are: the cells stand
   * for those above, or stay `blank`.
   */
  CELLS_AS_ABOVE: { of: string; columns: readonly string[]; count: number; rows: number; blank: boolean };
  /** Each element of a list that lies in the records of this file became a row. */
  LIST_UNFOLDED: { of: string; list: string };
  /** Each of several things in one cell of this file's column became a row. */
  CELLS_SPLIT: { of: string; cells: string; way: 'other' | 'along' | 'chosen'; along: string };
  HEADER_QUOTED: None;
  HEADER_MISSING: { columns: readonly string[] };
  HEADER_LINE_GUESSED: None;
  /** Several lines name the columns together; this is the last of them. */
  HEADER_JOINED: None;
  /** So many columns say only together who it was. */
  PERSON_TOGETHER: { columns: readonly string[] };
  BACKSLASH_QUOTES: None;
  COLUMN_RENAMED: { field: string };
  COLUMN_ORDER: None;
  COLUMN_IGNORED: None;
  HEADER_CASE: { field: string };
  /** The dates of a column are read with the times of day that stand in another one. */
  CLOCK_ADDED: { clock: string };
  /** A column is called after times, and none of it can be read as such: why, with one of its cells. */
  ROW_ORDER_AS_TIME: { unread: { column: string; example: string; reason: UnreadTime } | null };
  /** Where a column says nothing of who it was, as of guests, another one does; or they say it together. */
  PEOPLE_ALSO: { also: string; how: 'else' | 'and' | 'name' };
  /** No column says who it was: every row of the file is this person's. */
  ONE_PERSON: { person: string };
  /** A service's own form has no column for who; this file has one beside it. */
  PEOPLE_BESIDE: None;
  /** The episodes of a series count as one thing. */
  EPISODES_GROUPED: None;
  NULL_WORDS: None;
  /**
   * The cells of a column hold several things, of which the names are taken, the words, the numbers, or the parts; `read` is what one
   * came to, `length` the names or numbers in one cell, and `most` how many count where there are more.
   */
  LISTS_READ: {
    takes: 'names' | 'words' | 'numbers' | 'parts';
    /** Between the parts. */
    separator: string;
    read: string;
    length: number;
    most: number | null;
  };
  /** Records of a service's file that are nobody's choice of anything, by why: adverts, trailers. */
  ROWS_NOT_MEANT: { rows: readonly { readonly reason: string; readonly count: number }[] };
  /**
   * So many rows of a file are nobody's choice of anything, as its columns say: by which sign, with some cells that have
   * it. They are left out, or `kept` all the same.
   */
  ROWS_SIFTED: {
    reason: string;
    count: number;
    rows: number;
    kept: boolean;
    signs: readonly { readonly sign: string; readonly column: string; readonly cells: readonly string[] }[];
  };
  SCHEMA_INFERRED: None;
  FILE_IGNORED: { reason: Unused };
  BUNDLE_RECOGNISED: {
    filters: number;
    solutions: number;
    batches: number;
    campaigns: number;
    names: readonly string[];
  };
}

/** What is left out of a file, or may be wrong with it. */
export interface NoticeFacts {
  /** A record of a table that is no delimited text could not be read. */
  RECORD_UNREAD: None;
  /** The key of the right table stands in several of its rows. */
  JOIN_REPEATS: JoinFacts & { repeated: number };
  ORDER_AS_PERSON: None;
  /** Another column numbers customers, anew for each order. */
  CUSTOMER_OF_ORDER: { other: string };
  /** With the column that may have the role instead, by its place in the file. */
  ROLE_DOUBTFUL: { role: DoubtfulRole; instead?: { index: number; header: string } } & RoleDoubt;
  TEXT_CUT: { length: number; limit: number };
  DUPLICATE_ROWS: { count: number };
  DUPLICATE_ID: { firstLine: number };
  /** Dates whose day and month nothing in the file tells apart, with one of them and what it may be, in seconds: first as it is read. */
  DATES_EITHER_WAY: { example: string; readings: readonly { unit: string; sec: number }[] };
  /**
   * Most times of a column, as it is read or as it looks, lie before 1990 or after the next year: what one of them is as
   * it is read, and as the `other` way has it. Days from an unknown first one are `isRelative`.
   */
  TIMES_DOUBTED: {
    example: string;
    unit: string;
    sec: number;
    other: { unit: string; sec: number } | null;
    isRelative: boolean;
  };
  /** Epoch times of several units in one column, the most first; each is read by its own size. */
  TIMES_MIXED: { units: readonly { readonly unit: string; readonly count: number }[] };
  /** Of a whole column, so many numbers are written otherwise than the rest; `numbers` is how it is read. */
  NUMBERS_MIXED: { numbers: string; count: number; example: string };
  /** So many cells or rows cannot be read that the reading must be wrong; `unit` reads most of these times. */
  ROWS_LOST: { count: number; rows: number; unit: string | null };
  ROWS_DROPPED: { count: number; rows: number };
  TOO_MANY_EVENT_TYPES: { types: readonly string[]; count: number; columns: number; limit: number };
  MORE_ISSUES: { count: number };
  FEW_INTERACTIONS: { rows: number; needed: number };
  FEW_USERS: { users: number; needed: number };
}
