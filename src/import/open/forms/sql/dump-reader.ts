import { TABLE_LIMITS } from '../../../../domain/table-limits';
import { copiedCells } from './copied-line';
import { readColumns, type DumpColumn } from './definition';
import { MALFORMED, RowValues } from './row-values';
import type { TableName } from './offered';
import { readTarget } from './target';
import { MORE, readPath, skipBlank, skipToken, skipWord, type Dialect } from './tokens';

/** Hears what a dump says. Places are counted in letters from where the reading began. */
export interface DumpListener {
  /** A table is described. */
  describe(table: TableName, columns: readonly DumpColumn[]): void;
  /** Rows follow. @param columns which of its columns they have; null: all. @returns whether they are wanted. */
  begin(table: TableName, columns: readonly string[] | null, place: number): boolean;
  /** Whether a cell of a row is not wanted, and may come empty. */
  skips(cell: number): boolean;
  row(cells: string[]): void;
  /** One of its rows cannot be read. @param value the text from its beginning on. */
  unread(value: string): void;
  end(place: number): void;
}

/** Why a dump cannot be read on. */
export type DumpFault = 'cut' | 'too-long';

type State =
  /** Between two statements. */
  | { readonly kind: 'between' }
  /**
   * In a statement that says nothing of rows, from a place on; `depth`: blocks of a procedure that are open, null where
   * it is none.
   */
  | { readonly kind: 'passing'; readonly from: number; depth: number | null }
  | { readonly kind: 'rows' }
  | { readonly kind: 'copied'; readonly isWanted: boolean }
  /** Up to the line that sets the end of statements back. */
  | { readonly kind: 'delimited' }
  | { readonly kind: 'failed'; readonly fault: DumpFault };

const BETWEEN: State = { kind: 'between' };
/** A statement is told by its first words. */
const HEAD_CHARS = 200;
/** Words by which something new is known to begin, first on a line, where nothing has ended what was before. */
const BEGINS: ReadonlySet<string> = new Set(['go', 'insert', 'create', 'copy']);
/** Letters of the longest word that is looked at. */
const MOST_CHARS = 10;
/** Ends whatever is whole. */
const LAST = '\n;\n';

const CREATE_TABLE =
  /^create\s+(?:(?:global|local|temp|temporary|unlogged|foreign|or\s+replace|column|row)\s+)*table\s+(?:if\s+not\s+exists\s+)?/i;
const CREATE_PROGRAM =
  /^(?:create|alter)\s+(?:or\s+(?:replace|alter)\s+)?(?:definer\s*=\s*\S+\s+)?(?:temp\s+|temporary\s+|constraint\s+|editionable\s+|aggregate\s+)*(?:trigger|procedure|proc|function|event|package)\b/i;
const INSERT =
  /^(?:insert|replace|upsert)\s+(?:(?:or\s+\w+|low_priority|delayed|high_priority|ignore)\s+)*(?:into\s+)?/i;
const USE = /^(?:use\s+|\\connect\s+)[`"[]?([^\s`"\];]+)/i;
const DELIMITER = /^delimiter\s+(\S+)/i;
/** Lines that a program reads which runs the dump, and no statement. */
const LINE = /^(\\|rem\b|prompt\b|spool\b|go\s*$|\/\s*$)/im;

function passing(from: number, depth: number | null = null): State {
  return { kind: 'passing', from, depth };
}

function inDatabase(names: readonly string[], database: string | null): TableName {
  return database === null || names.length > 1 ? names : [database, ...names];
}

/** Where something stands behind blanks; whole comments are nothing, but one that is open is needed. */
function firstFilled(text: string, from: number): number {
  const open = /\S/.exec(text.slice(from));
  return open === null ? text.length : from + open.index;
}

/** Whether only blanks stand before a place on its line. */
function isFirst(text: string, at: number): boolean {
  return /(^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - MOST_CHARS), at));
}

function behindLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? MORE : end + 1;
}

function behindDelimited(text: string, from: number): number {
  const back = /^[ \t]*delimiter[ \t]+;[ \t]*\r?$/im.exec(text.slice(from));
  return back === null ? MORE : from + back.index + back[0].length;
}

/** Reads the statements of a dump, piece by piece, and tells of tables and their rows. */
export class DumpReader {
  #text = '';
  #at = 0;
  /** Letters before those at hand. */
  #before = 0;
  #state: State = BETWEEN;
  /** Letters to wait for before the same is tried again. */
  #needed = 0;
  #isLast = false;
  readonly #values: RowValues;

  constructor(
    readonly dialect: Dialect,
    readonly listener: DumpListener,
    /** In which database the statements are, as the dump has said so far. */
    public database: string | null = null,
  ) {
    this.#values = new RowValues(dialect, (cell) => listener.skips(cell));
  }

  /** @returns why it cannot be read on, or null. */
  push(piece: string): DumpFault | null {
    const rest = this.#text.length - this.#at + piece.length;
    if (rest < this.#needed && !this.#isLast) {
      this.#text += piece;
      return null;
    }
    // Whether something is the first of its line is told by what stands before it.
    const done = Math.max(0, this.#at - MOST_CHARS);
    this.#before += done;
    this.#text = this.#text.slice(done) + piece;
    this.#at -= done;
    this.#needed = 0;
    while (this.#step());
    if (this.#state.kind === 'failed') return this.#state.fault;
    this.#needed = 2 * (this.#text.length - this.#at);
    return this.#needed > 2 * TABLE_LIMITS.recordChars ? 'too-long' : null;
  }

  /** Nothing follows. */
  finish(): DumpFault | null {
    this.#isLast = true;
    const fault = this.push(LAST);
    if (fault !== null) return fault;
    const isWhole = this.#state.kind === 'between' || this.#state.kind === 'delimited';
    return isWhole && this.#text.slice(this.#at).trim() === '' ? null : 'cut';
  }

  /** @returns false where more text is needed. */
  #step(): boolean {
    switch (this.#state.kind) {
      case 'between':
        return this.#next();
      case 'passing':
        return this.#pass(this.#state);
      case 'rows':
        return this.#row();
      case 'copied':
        return this.#line(this.#state.isWanted);
      case 'delimited':
        return this.#passTo(behindDelimited(this.#text, this.#at), this.#text.lastIndexOf('\n'));
      case 'failed':
        return false;
    }
  }

  #next(): boolean {
    const at = skipBlank(this.#text, this.#at, this.dialect);
    if (at === MORE) return this.#wait(firstFilled(this.#text, this.#at));
    this.#at = at;
    const head = this.#text.slice(at, at + HEAD_CHARS);
    if (head.length < HEAD_CHARS && !this.#isLast) return false;
    if (head.startsWith(';')) {
      this.#at++;
      return true;
    }
    this.database = USE.exec(head)?.[1] ?? this.database;
    if (LINE.exec(head)?.index === 0) return this.#passTo(behindLine(this.#text, at));
    const delimiter = DELIMITER.exec(head)?.[1];
    if (delimiter !== undefined && delimiter !== ';') return this.#enter({ kind: 'delimited' }, at);
    if (delimiter !== undefined) return this.#passTo(behindLine(this.#text, at));
    const created = CREATE_TABLE.exec(head)?.[0];
    if (created !== undefined) return this.#create(at + created.length);
    const inserted = INSERT.exec(head)?.[0];
    if (inserted !== undefined) return this.#insert(at, at + inserted.length);
    if (/^copy\s/i.test(head)) return this.#copy(at);
    return this.#enter(passing(this.#before + at, CREATE_PROGRAM.test(head) ? 0 : null), at);
  }

  /** Nothing can be told yet, or where it cannot be read on, any more. */
  #wait(at: number, fault: DumpFault | null = null): false {
    this.#at = at;
    if (fault !== null) this.#state = { kind: 'failed', fault };
    return false;
  }

  #enter(state: State, at: number): boolean {
    this.#state = state;
    this.#at = at;
    return true;
  }

  /** Goes on behind a place; where there is none yet, what stands before another is of no use. */
  #passTo(at: number, kept = this.#at): boolean {
    return at === MORE ? this.#wait(Math.max(this.#at, kept)) : this.#enter(BETWEEN, at);
  }

  #create(from: number): boolean {
    const { names, end } = readPath(this.#text, from, this.dialect);
    if (end === MORE) return false;
    if (names.length > 0 && this.#text[end] === '(') {
      const { columns, end: behind } = readColumns(this.#text, end + 1, this.dialect);
      if (behind === MORE) return false;
      this.listener.describe(inDatabase(names, this.database), columns);
      return this.#enter(passing(this.#before + behind), behind);
    }
    return this.#enter(passing(this.#before + end), end);
  }

  /** `INTO t (a, b) VALUES`; anything else brings no rows. */
  #insert(start: number, from: number): boolean {
    const { names, columns, end } = readTarget(this.#text, from, this.dialect);
    if (end === MORE) return false;
    const word = skipWord(this.#text, end);
    if (word === MORE) return false;
    if (names.length === 0 || !/^values?$/i.test(this.#text.slice(end, word)))
      return this.#enter(passing(this.#before + start), Math.max(end, start + 1));
    const isWanted = this.listener.begin(inDatabase(names, this.database), columns, this.#before + start);
    return isWanted ? this.#enter({ kind: 'rows' }, word) : this.#enter(passing(this.#before + word), word);
  }

  #copy(start: number): boolean {
    const { names, columns, end } = readTarget(
      this.#text,
      skipBlank(this.#text, start + 'copy'.length, this.dialect),
      this.dialect,
    );
    const line = this.#text.indexOf('\n', start);
    if (end === MORE || line === -1) return false;
    const how = this.#text.slice(end, line);
    if (!/^from\s+stdin/i.test(how) || names.length === 0)
      return this.#enter(passing(this.#before + start), Math.max(end, start + 1));
    const begins = this.listener.begin(inDatabase(names, this.database), columns, this.#before + start);
    return this.#enter({ kind: 'copied', isWanted: begins && !/\bcsv\b/i.test(how) }, line + 1);
  }

  #line(isWanted: boolean): boolean {
    const end = this.#text.indexOf('\n', this.#at);
    if (end === -1) return false;
    const line = this.#text.slice(this.#at, this.#text[end - 1] === '\r' ? end - 1 : end);
    if (line === '\\.') {
      this.listener.end(this.#before + end + 1);
      return this.#enter(BETWEEN, end + 1);
    }
    // What is put behind the last line ends no rows.
    if (this.#isLast && end >= this.#text.length - LAST.length) return this.#wait(this.#at, 'cut');
    this.#at = end + 1;
    if (isWanted) this.listener.row(copiedCells(line));
    return true;
  }

  #row(): boolean {
    const text = this.#text;
    const at = skipBlank(text, this.#at, this.dialect);
    if (at === MORE) return false;
    if (text[at] !== '(') return this.#broken(at);
    const cells: string[] = [];
    const end = this.#values.read(text, at + 1, cells);
    if (end === MORE) return false;
    if (end === MALFORMED) return this.#broken(at);
    const next = skipBlank(text, end, this.dialect);
    if (next === MORE) return false;
    this.listener.row(cells);
    if (text[next] === ',') return this.#enter(this.#state, next + 1);
    this.listener.end(this.#before + next);
    const goesOn = /^(on|as|returning)\b/i.test(text.slice(next, next + 10));
    return goesOn ? this.#enter(passing(this.#before + next), next) : this.#enter(BETWEEN, next);
  }

  /** What should be a row is none. @param at where it begins. */
  #broken(at: number): boolean {
    if (this.#isLast && !this.#text.slice(at, -LAST.length).includes(';')) return this.#wait(this.#at, 'cut');
    this.listener.unread(this.#text.slice(at));
    // Where what follows ends is not known: all up to the next rows is read again.
    this.listener.end(Infinity);
    return this.#enter(passing(this.#before + at), at);
  }

  #pass(state: { readonly from: number; depth: number | null }): boolean {
    const text = this.#text;
    const at = skipBlank(text, this.#at, this.dialect);
    if (at === MORE) return this.#wait(firstFilled(this.#text, this.#at));
    this.#at = at;
    if (text[at] === ';' && (state.depth ?? 0) === 0) return this.#enter(BETWEEN, at + 1);
    const end = skipToken(text, at, this.dialect);
    if (end === MORE) return false;
    const word = end - at > MOST_CHARS ? '' : text.slice(at, end).toLowerCase();
    if (BEGINS.has(word) && this.#before + at > state.from && isFirst(text, at)) {
      if (word === 'go') return this.#enter(BETWEEN, end);
      if (state.depth === null) return this.#enter(BETWEEN, at);
    }
    if (state.depth === null) return this.#enter(this.#state, end);
    if (word === 'begin' || word === 'case') state.depth++;
    if (word !== 'end') return this.#enter(this.#state, end);
    const next = skipBlank(text, end, this.dialect);
    if (next === MORE) return false;
    const what = /^(if|loop|while|repeat|for|case)\b/i.exec(text.slice(next, next + MOST_CHARS))?.[0];
    if (state.depth > 0 && (what === undefined || /case/i.test(what))) state.depth--;
    return this.#enter(this.#state, what === undefined ? end : next + what.length);
  }
}
