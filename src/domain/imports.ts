import type { Tables } from './columns';
import type { Issue } from './issue';
import type { PersonalKind } from './personal';
import type {
  AvroSchema,
  DatasetDomain,
  DatasetType,
  ImportMode,
  PrimitiveType,
  Profile,
  Schemas,
} from './schema';
import type { AnswerWord, TableForm } from './table-form';
import type { Lacking, Unused } from './unused';

export type Encoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1250'
  | 'windows-1251'
  | 'windows-1252'
  | 'windows-1253'
  | 'windows-1254'
  | 'windows-1255'
  | 'windows-1256'
  | 'windows-874'
  | 'iso-8859-2'
  | 'koi8-r'
  | 'macintosh'
  | 'euc-kr'
  | 'shift_jis'
  | 'euc-jp'
  | 'gb18030'
  | 'big5';

/** How the bytes of one file are read. Proposed by looking at them, changeable in the mapping screen. */
export interface FileFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Physical line of the header, from 1; null when the file has none and columns are named by position. */
  readonly headerLine: number | null;
  /** `"` for RFC 4180 doubling, `\` for backslash escapes; decided once per file. */
  readonly escape: '"' | '\\';
  readonly gzip: boolean;
  /** Of a table that is no delimited text; but for blank cells, what else is said here then means nothing. */
  readonly form?: TableForm;
  /** What its blank cells stand for; absent: for nothing. */
  readonly asAbove?: AsAbove;
}

/** Columns that rows leave blank together, from 0. Where all `keys` are blank, the blank cells of `columns`, keys included, stand for those above. */
export interface BlankTogether {
  readonly keys: readonly number[];
  readonly columns: readonly number[];
}

/** Blank cells that stand for those above them, as where only the first line of an order says whose it is, and when. */
export interface AsAbove {
  /** The outer ones first, as a customer over several orders: those of the next stand for those above only where these do. */
  readonly levels: readonly BlankTogether[];
  /** Place of the number of an order, where each of its lines has it: only below one with the same they stand for anything. */
  readonly order?: number;
  /** Cells of a whole row; below another one nothing is known. */
  readonly width: number;
  /** They stay blank all the same. */
  readonly blank?: true;
}

/** What a column is for. Columns of one's own say KEEP and carry a name. */
export type ColumnRole =
  | 'USER_ID'
  | 'ITEM_ID'
  | 'ACTION_ID'
  | 'TIMESTAMP'
  | 'EVENT_TYPE'
  | 'EVENT_VALUE'
  | 'IMPRESSION'
  | 'CREATION_TIMESTAMP'
  | 'KEEP'
  | 'IGNORE';

/** Those of a dataset that are fields of its schema, under the same names. */
export const FIELD_ROLES: { readonly [type in DatasetType]: readonly ColumnRole[] } = {
  INTERACTIONS: ['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE', 'EVENT_VALUE', 'IMPRESSION'],
  ITEMS: ['ITEM_ID', 'CREATION_TIMESTAMP'],
  USERS: ['USER_ID'],
  ACTIONS: ['ACTION_ID', 'CREATION_TIMESTAMP'],
  ACTION_INTERACTIONS: ['USER_ID', 'ACTION_ID', 'TIMESTAMP', 'EVENT_TYPE', 'IMPRESSION'],
};

/**
 * The ways to write a column's times, and those to write its numbers. Both are open: the lists in `src/data/cells` add
 * their keys, and what must know each of them, such as the words for it, does not compile until it does.
 */
export interface TimeUnits {
  readonly seconds: true;
}
export interface NumberWritings {
  readonly plain: true;
}
export type TimeUnit = keyof TimeUnits;
export type NumberWriting = keyof NumberWritings;

/**
 * What is taken of a cell that holds several things. Of a list or a record, as JSON or Python writes them: the names in it,
 * its words as one text, or of a list of numbers that at a place, from 1; of any other text what stands between signs.
 */
export type TakenOfLists = 'names' | 'words' | number | { readonly cutAt: string };

/** Facts that the guess rests on, measured on the rows read so far; `words/copy/` makes the sentence. */
export interface ColumnEvidence {
  readonly looksLike:
    | 'ids'
    | 'unix-seconds'
    | 'unix-milliseconds'
    | 'dates'
    | 'number'
    | 'categories'
    | 'multi-categories'
    | 'text'
    | 'boolean'
    | 'empty'
    | 'constant';
  readonly distinct: number;
  readonly empty: number;
  readonly rows: number;
  readonly min: string | null;
  readonly max: string | null;
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** The header itself says the role ("userId", "movieId"). */
  readonly nameMatches: boolean;
  /** File whose key column shares these values ("found in movies.csv"), if any. */
  readonly joins: string | null;
  /** Most cells are e-mail addresses. */
  readonly addresses?: boolean;
  /** Of people or what they did: it says who somebody is. */
  readonly personal?: PersonalKind;
  /** Of a person or a thing: with how many values of the other's column one stands on average, and its header. */
  readonly meets?: { readonly count: number; readonly of: string };
  /** Up to 12 bars: counts of equal-width bins of a number or time, or of the top values. */
  readonly histogram: readonly number[];
}

export interface ColumnPlan {
  /** Position in the file, from 0. */
  readonly index: number;
  /** Header text as in the file, or `column 3` where there is none. */
  readonly header: string;
  readonly role: ColumnRole;
  /** Schema field name this column becomes. Equal to `role` but for KEEP. */
  readonly field: string;
  readonly type: PrimitiveType;
  readonly nullable: boolean;
  readonly categorical: boolean;
  readonly textual: boolean;
  /** How a TIMESTAMP or CREATION_TIMESTAMP cell is written. */
  readonly timeUnit?: TimeUnit;
  /** Two ways to write its dates read all of them, as other days: a cell that both can be. Until answered, `timeUnit`. */
  readonly undecided?: { readonly example: string };
  /** The time of day of a TIMESTAMP's dates, where another column of the file has it. */
  readonly clock?: { readonly index: number; readonly header: string };
  /** Another column that says who it was: `else` where this one is blank, as of guests, `and` together with this one; or what it was, by its `name` where it has no number. */
  readonly also?: { readonly how: 'else' | 'and' | 'name'; readonly index: number; readonly header: string };
  /** Places of further columns of the file that name the person of a row together with a USER_ID. */
  readonly together?: readonly number[];
  /** How the cells of a number column are written; plainly, where nothing is said. */
  readonly numbers?: NumberWriting;
  /**
   * Some of its numbers are written otherwise: how many of the whole column, by which `numbers` was judged. Null: a
   * person has said how they are written.
   */
  readonly mixed?: { readonly count: number; readonly example: string } | null;
  /**
   * It is left out here because it became a part of that dataset's table, which is made from this one, or is the
   * `clock` of the TIMESTAMP.
   */
  readonly movedTo?: 'ITEMS' | 'USERS' | 'TIMESTAMP';
  /** It is left out because it says who people are; otherwise it would be kept as all else here says. */
  readonly withheld?: true;
  /** Its cells hold several things each. */
  readonly takes?: TakenOfLists;
  /** The column is made from another one at the same `index`: the year in brackets that ends a title, the year of a date, a further number of a list, what a kind of event says of liking. */
  readonly derived?: 'year-of-title' | 'year-of-date' | 'number-of-list' | 'value-of-kind';
}

/** What the one person of a file is called who has no name. */
export const SOMEBODY = 'me';

/** How one file writes the cells of a column that another file may write otherwise. */
export type CellWriting = Pick<ColumnPlan, 'timeUnit' | 'clock' | 'numbers' | 'also' | 'together'>;

/**
 * How a column says that a row is nobody's choice of anything: by a word for it (`words`), by a day on which it was
 * undone (`filled`), by a yes (`yes`), by a number below 0 (`negative`), by a C before the number of its sale
 * (`credit`), or by a word for sums (`sums`; in each of its cells, or beside a name: `subtotals`), or by what else its
 * order says of the same thing (`undone`).
 */
export type RowSign = 'words' | 'filled' | 'yes' | 'negative' | 'credit' | 'sums' | 'subtotals' | 'undone';

/** Rows of a file that are nobody's choice of anything, as one of its columns says. */
export interface RowRule {
  readonly reason: 'cancelled' | 'taken-back' | 'test-order' | 'total';
  /** Place of the column in the file, from 0, and its header. */
  readonly index: number;
  readonly header: string;
  readonly sign: RowSign;
  /** Place of the column of orders, where only the first row of each says how it stands. */
  readonly order?: number;
  /** Of an order's number (`undone`): the places of the thing, and of how many or how much of it there was. */
  readonly of?: { readonly thing: number; readonly amount: number };
  /** They are taken like all others. */
  readonly kept?: true;
}

/** What became of the rows of one file or table that was read: rows = kept + left out. */
export interface ReadRows {
  readonly file: string;
  /** Null: others were made of it, and it is no dataset itself. */
  readonly dataset: DatasetType | null;
  readonly rows: number;
  readonly kept: number;
  readonly leftOut: readonly { readonly reason: LossReason | NotMeant; readonly count: number }[];
}

/** What will be done with one file. Pure data: the screen edits a copy and sends it back. */
export interface FilePlan {
  readonly file: string;
  /** null = leave this file out. */
  readonly dataset: DatasetType | null;
  /** What it holds, though another table of the drop stands for that. */
  readonly couldBe?: DatasetType;
  /** `aws`: Amazon's own header under the aws profile, judged as Amazon would; `mapping`: everything else. */
  readonly door: 'aws' | 'mapping';
  readonly format: FileFormat;
  readonly columns: readonly ColumnPlan[];
  /** Present where the person edited the schema or the headless caller gave one; otherwise inferred from columns. */
  readonly schema?: AvroSchema;
  /** The file has no time: its row order stands in for TIMESTAMP. */
  readonly rowOrderAsTime?: boolean;
  /** The file is one person's: this stands for USER_ID in every row, and no column has that role. */
  readonly person?: string;
  /** The person takes it that many rows cannot be read. */
  readonly acceptsLoss?: true;
  /** Rows that are left out; of several rules for a row the first counts. */
  readonly rules?: readonly RowRule[];
  /** Fields without which a row is still taken, whatever its schema says; where one cannot be read, the row alone is lost. */
  readonly spares?: readonly string[];
  /** What keeps it from telling of events, as it was looked at. */
  readonly lacking?: Lacking;
}

/** Whether the events of a file are all one person's. */
export function isOnePersons({ dataset, person }: Pick<FilePlan, 'dataset' | 'person'>): boolean {
  return dataset === 'INTERACTIONS' && person !== undefined;
}

/** Amazon's own header, or a schema, says what the columns are: nothing is guessed of them. */
export function isPrescribed({ door, schema }: Pick<FilePlan, 'door' | 'schema'>): boolean {
  return door === 'aws' || schema !== undefined;
}

/** The plans with that of one file changed. */
export function withFile(
  plans: readonly FilePlan[],
  file: string,
  change: (plan: FilePlan) => FilePlan,
): readonly FilePlan[] {
  return plans.map((plan) => (plan.file === file ? change(plan) : plan));
}

/** The plan of a file that keeps the rows it would leave out, or leaves them out; those of one reason, or all. */
export function withRowsKept(plan: FilePlan, kept: boolean, reason: string | null = null): FilePlan {
  if (plan.rules === undefined) return plan;
  const rules = plan.rules.map(({ kept: before, ...rule }): RowRule => {
    const stays = reason === null || rule.reason === reason ? kept : before === true;
    return stays ? { ...rule, kept: true } : rule;
  });
  return { ...plan, rules };
}

/** The plan of a file whose blank cells stay blank, or stand for those above; the same where they never do. */
export function withCellsBlank(plan: FilePlan, blank: boolean): FilePlan {
  const { asAbove } = plan.format;
  if (asAbove === undefined) return plan;
  const changed = { ...asAbove, blank: blank ? true : undefined } as const;
  return { ...plan, format: { ...plan.format, asAbove: changed } };
}

/** Why rows are left out: a key is empty, a cell cannot be read or held, the row itself is broken, or it came before. */
export type LossReason =
  | 'no-user'
  | 'no-item'
  | 'no-time'
  | 'no-value'
  | 'unread-time'
  | 'unread-number'
  | 'unheld'
  | 'ragged'
  | 'broken'
  | 'header-again'
  | 'repeated'
  | 'described-again';

/** Why a row is nobody's choice of anything, though it is in the file. */
export type NotMeant =
  | 'advert'
  | 'autoplay'
  | 'cancelled'
  | 'listed-before'
  | 'no-answer'
  | 'no-day'
  | 'no-item'
  | 'not-chosen'
  | 'not-started'
  | 'not-there'
  | 'podcast'
  | 'taken-back'
  | 'test-order'
  | 'total'
  | 'trailer';

/** Rows in = rows kept + rows left out. */
export interface RowTally {
  readonly rows: number;
  readonly kept: number;
  /** Each reason once, the most rows first. */
  readonly lost: readonly { readonly reason: LossReason; readonly count: number }[];
  /** Rows that say nothing of what somebody chose, such as trailers in a service's export. */
  readonly notMeant?: readonly { readonly reason: NotMeant; readonly count: number }[];
}

/** A table made from others of the same drop; its plan goes by the name `file`. */
export type MadeTable = MadeGathered | MadeJoin | MadeEntities | MadeUnfolded | MadeTurned | MadeSplit;

interface Made<Kind extends string> {
  readonly kind: Kind;
  readonly file: string;
}
interface MadeOf<Kind extends string> extends Made<Kind> {
  readonly of: string;
}

/** The rows of several tables of one or nearly one shape, such as monthly files, one after another. */
export interface MadeGathered extends Made<'gathered'> {
  readonly parts: readonly string[];
  /** Of each column its place in each part, from 0; null where a part lacks it. */
  readonly columns: readonly {
    readonly header: string;
    readonly from: readonly (number | null)[];
    /** The parts write its times in several ways: how each does. All become epoch seconds. */
    readonly units?: readonly TimeUnit[];
  }[];
  /** What tells the parts apart, a word for each, as a column behind the others. */
  readonly mark?: { readonly header: string; readonly values: readonly string[] };
}

/** Each row of `left` with the row of `right` that has the same key. Columns are places in the files, from 0. */
export interface MadeJoin extends Made<'join'> {
  readonly left: string;
  readonly leftColumn: number;
  readonly right: string;
  readonly rightColumn: number;
}

/** What the rows of `of` tell of its items or users: one row for each, with the columns that hang on it. */
export interface MadeEntities extends MadeOf<'entities'> {
  readonly dataset: 'ITEMS' | 'USERS';
  /** Counts where the plan of `of` has no column for them. */
  readonly key: number;
  readonly columns: readonly number[];
}

/** A row for each element of a list that the records of `of` hold. */
export interface MadeUnfolded extends MadeOf<'unfolded'> {
  /** The names that lead to it. */
  readonly list: readonly string[];
}

/** A table with a person in each row and a thing in each column, turned into a row for each answer. */
export interface MadeTurned extends MadeOf<'turned'> {
  /** What names the person of a row; null: each row is a nameless one. */
  readonly who: number | null;
  readonly when: number | null;
  readonly things: readonly number[];
  /** All columns that name the person together, in the order in which they are put together; absent: `who` alone. */
  readonly people?: readonly number[];
  /** Columns that are worked out of the things, such as averages: no things themselves. */
  readonly sums?: readonly number[];
  /** The other way round: `who` names the thing of a row, and `things` are people. */
  readonly across?: true;
  /** What words say in this table that they say nowhere else, by their bare form. */
  readonly says?: readonly AnswerWord[];
}

/** A row for each thing that a cell of `column` holds. */
export interface MadeSplit extends MadeOf<'split'> {
  readonly column: number;
  readonly separator: string;
  /** How many stands before each thing. */
  readonly counted: boolean;
  /** A cell is a list, as JSON or Python writes it. */
  readonly listed?: true;
  /** Which labels of a thing say what it is, what it is called and how many there are. */
  readonly labels?: {
    readonly thing: string;
    readonly name: string | null;
    readonly count: string | null;
  };
  /** Columns that hold more things of the same row. */
  readonly beside?: readonly number[];
  /** Columns whose cells say something of each thing, in their order: when each was chosen. */
  readonly along?: readonly number[];
  /** `N12-1 N34-0`: things that were shown, of which those with a 1 were chosen. */
  readonly marked?: true;
}

/** Which of the things in its cells become rows: each, each with what other cells say of it, or those that were chosen. */
export function wayOf({ marked, along = [] }: MadeSplit): 'other' | 'along' | 'chosen' {
  return marked ? 'chosen' : along.length > 0 ? 'along' : 'other';
}

/** The tables that one is made from. */
export function partsOfMade(made: MadeTable): readonly string[] {
  if (made.kind === 'gathered') return made.parts;
  return made.kind === 'join' ? [made.left, made.right] : [made.of];
}

export interface ImportPlan {
  readonly profile: Profile;
  readonly mode: ImportMode;
  /** Of a new project's dataset group; absent = custom. A project that is there has its own. */
  readonly domain?: DatasetDomain;
  readonly files: readonly FilePlan[];
  /** In an order in which each is made from files and from those before it. */
  readonly made?: readonly MadeTable[];
}

export interface PreviewRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** One file as first seen: what it is, why, and its first rows. */
export interface FileProposal {
  readonly plan: FilePlan;
  readonly sizeBytes: number;
  /** Archive or folder it came from, if any. */
  readonly within: string | null;
  /** `amazon`: Amazon Personalize's own header; the key of a service whose export it is; or `unknown`. */
  readonly recognised: string;
  readonly evidence: readonly ColumnEvidence[];
  readonly preview: readonly PreviewRow[];
  readonly issues: readonly Issue[];
}

export interface ImportProposal {
  readonly id: string;
  /** A name for the project: the archive, folder or interactions file without its ending. */
  readonly name: string;
  readonly plan: ImportPlan;
  readonly files: readonly FileProposal[];
  readonly ignored: readonly { readonly file: string; readonly reason: Unused }[];
  /** Every file, sheet and table of the drop, so that none goes without a word. Of older proposals it is not known. */
  readonly opened?: readonly string[];
  /** An export bundle, which brings more than rows: it need have no tables. */
  readonly bundle?: true;
}

/** The whole files read and judged under a plan; nothing is stored. */
export interface FileCheck {
  readonly file: string;
  readonly dataset: DatasetType;
  readonly schema: AvroSchema;
  /** Those that are nobody's choice of anything included. */
  readonly rows: number;
  readonly kept: number;
  /** Rows with a fault. */
  readonly dropped: number;
  readonly evidence: readonly ColumnEvidence[];
  /** The first rows, and the first ones with a problem. */
  readonly preview: readonly PreviewRow[];
  /** Up to 100, then one MORE_ISSUES. */
  readonly issues: readonly Issue[];
}
/** A table at a glance. What it does not tell is null, or empty. */
export interface TableFacts {
  readonly dataset: DatasetType;
  readonly rows: number;
  readonly firstSec: number | null;
  readonly lastSec: number | null;
  /** Of EVENT_VALUE. */
  readonly values: { readonly least: number; readonly most: number } | null;
  /** The most frequent first, at most `MOST_KINDS`. */
  readonly kinds: readonly { readonly name: string; readonly count: number }[];
  /** The three that come most, or first, and what they are called. */
  readonly items: readonly { readonly id: string; readonly name: string | null }[];
}

/** How the ids of one described dataset meet those of the interactions. */
export interface Join {
  readonly dataset: 'ITEMS' | 'USERS';
  /** Ids with a row in the dataset, and those of them that no interaction names. */
  readonly described: number;
  readonly idle: number;
  /** Ids that interactions name, and those of them without a row in the dataset. */
  readonly used: number;
  readonly bare: number;
}

export interface ImportCheck {
  readonly files: readonly FileCheck[];
  /** Findings about the files together (missing dataset, too few rows, joins). */
  readonly issues: readonly Issue[];
  readonly importable: boolean;
  /** Of the whole Interactions dataset as it would be; null where the plan has none. */
  readonly counts: {
    readonly events: number;
    readonly users: number;
    /** Users with 2 or more events. */
    readonly activeUsers: number;
    readonly items: number;
    readonly firstSec: number;
    readonly lastSec: number;
  } | null;
  /** One for each described dataset of the plan; none without interactions. */
  readonly joins: readonly Join[];
  /** What becomes of the rows of every file and table that is read. */
  readonly read: readonly ReadRows[];
  /** What the tables tell at a glance: whether they were read as they were meant shows first here. */
  readonly told: readonly TableFacts[];
  /** What becomes of the rows of each dataset's files together. */
  readonly tallies: readonly (RowTally & { readonly dataset: DatasetType })[];
}

/** What one finished import did to one dataset. */
export interface DatasetImport {
  readonly dataset: DatasetType;
  readonly files: readonly string[];
  readonly mode: ImportMode;
  readonly rows: number;
  readonly kept: number;
  readonly dropped: number;
  readonly duplicates: number;
  /** Why `dropped` are left out. Not there where none are, and not known of an older import. */
  readonly lost?: RowTally['lost'];
  readonly notMeant?: RowTally['notMeant'];
  readonly columns: readonly string[];
  readonly issues: readonly Issue[];
}
export interface ImportReport {
  readonly datasets: readonly DatasetImport[];
  /** Not known of an older import. */
  readonly read?: readonly ReadRows[];
  readonly told?: readonly TableFacts[];
  readonly schemas: Schemas;
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
  readonly insights: readonly Issue[];
  readonly users: number;
  readonly items: number;
}

/** What the project holds before an import. */
export interface ExistingData {
  readonly tables: Tables;
  readonly schemas: Schemas;
  /** Of the dataset group; absent = custom. */
  readonly domain?: DatasetDomain | undefined;
}

/** Items of somebody's own and the items of a project that they are, by title, year and maker. */
export interface ItemMatches {
  /** Items in the files, and events with them. */
  readonly items: number;
  readonly events: number;
  /** Ids of one's own items with the project's, about which there is no doubt, and the events that they have. */
  readonly sure: readonly OwnAndTheirs[];
  readonly sureEvents: number;
  /** The most chosen first; at most `LIMITS.doubtfulPairs`. */
  readonly doubtful: readonly DoubtfulPair[];
  /** Titles of the most chosen items that the project does not have. */
  readonly missing: readonly string[];
}
export type OwnAndTheirs = readonly [own: string, theirs: string];
export interface DoubtfulPair {
  readonly ids: OwnAndTheirs;
  readonly own: string;
  readonly theirs: string;
  /** 0 … 1. */
  readonly likeness: number;
  readonly events: number;
}
