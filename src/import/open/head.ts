import { countUp, parseNumber } from '../cells/number';
import { guessTimeWriting } from '../cells/time-writings';
import { bareWord } from '../lexicon/bare-word';
import { ofPupil } from '../lexicon/pupil-words';
import { countEach } from '../../domain/tallies';

/** How far below a report's title its header is looked for. */
const TITLE_ROWS = 12;
/** So many numbers one behind another, or days, are names of columns. */
const LEAST_SERIES = 3;
/** Columns that a name above them heads together: with so many it is a question, and they are its choices. */
const CHOICES = 3;
/** Names that two lines have in common where both of them are heads. */
const LEAST_REPEATED = 2;
/** Below months stand days, and below these hours. */
const MOST_LINES = 2;

/** Of so many names one may be a number, and so many rows are looked at below. */
const FEW_NUMBERED = 5;
const ROWS_BELOW = 20;

type Row = readonly string[];

/** The rows that name the columns of a table, by their places, and the names. */
export interface Head {
  readonly last: number;
  readonly names: readonly string[];
  readonly joined: boolean;
}

/**
 * The head of a table below its title; null when the first full row is data already. Heads of two lines become one: where
 * the lower names what the upper leaves open, as merged cells and questions with their choices do, and where it says the
 * same in words, as programs for surveys have it.
 */
export function headOf(rows: readonly Row[]): Head | null {
  const at = headRow(rows);
  if (at === null) return null;
  const [upper, lower] = [rows[at], rows.at(at + 1) ?? []];
  const above = at > 0 ? rows[at - 1] : [];
  // The line of a survey's choices is often the fuller one.
  if (filledOf(above) > LEAST_REPEATED && completes(above, upper))
    return joinedHead(at, together(above, upper));
  if (completes(upper, lower)) return joinedHead(at + 1, together(upper, lower));
  const ids = [at + 1, at + 2].find((row) => row < rows.length && holdImportIds(rows[row]));
  const inWords = ids === at + 1 ? upper : lower;
  if (ids !== undefined || repeats(upper, lower))
    // What a program notes of itself it calls the same in every language.
    return joinedHead(
      ids ?? at + 1,
      upper.map((name, i) => (ofPupil(name) === null ? inWords[i]?.trim() || name : name)),
    );
  const isNamedTwice = new Set(upper).size < upper.length;
  const last = lastOfHead(rows, at);
  if (last > at)
    return joinedHead(last, upper.map((_, i) => rows.slice(at, last + 1).map((row) => row[i].trim()).join(' ').trim())); // prettier-ignore
  const names = above.length === upper.length && isNamedTwice ? together(above, upper) : upper;
  return { last: at, names: namesButOne(rows, usualWidth(rows)) ?? names, joined: false };
}

const joinedHead = (last: number, names: readonly string[]): Head => ({ last, names, joined: true });

/** The cell count that most rows have. */
export function usualWidth(rows: readonly Row[]): number {
  const counts = countEach(rows.map((row) => row.length));
  let usual = 0;
  let most = 0;
  for (const [width, count] of counts)
    if (count > most || (count === most && width > usual)) {
      usual = width;
      most = count;
    }
  return usual;
}

/**
 * The row (from 0) that names the columns, or null when the first full row is data already. Names are filled,
 * different from one another, and neither numbers nor times.
 */
function headRow(rows: readonly Row[]): number | null {
  const width = usualWidth(rows);
  if (namesButOne(rows, width) !== null) return 0;
  const row = rows.findIndex((cells) => cells.length === width);
  if (row === -1) return null;
  if (!isHead(rows, row)) return filledOf(rows[row]) === 0 ? fullerBelow(rows, row, width) : null;
  return fullerBelow(rows, row, width) ?? row;
}

/** The title of a report fills one cell of its row: the names are in a fuller row close below. */
function fullerBelow(rows: readonly Row[], row: number, width: number): number | null {
  if (filledOf(rows[row]) * 2 > width) return null;
  for (let below = row + 1; below < Math.min(rows.length, row + TITLE_ROWS); below++)
    if (rows[below].length === width && filledOf(rows[below]) * 2 > width)
      return isHead(rows, below) ? below : null;
  return null;
}

/**
 * The names of a table whose rows have one cell more than its header, else null: rows that end in a delimiter, or that
 * begin with their number, as R writes them.
 */
function namesButOne(rows: readonly Row[], width: number): Row | null {
  if (rows.length < 2 || rows[0].length !== width - 1 || !isNames(rows[0])) return null;
  const whole = rows.slice(1).filter((row) => row.length === width);
  if (whole.every((row) => row[width - 1].trim() === '')) return [...rows[0], ''];
  return whole.every((row, i) => row[0] === String(i + 1)) ? ['', ...rows[0]] : null;
}

function isHead(rows: readonly Row[], row: number): boolean {
  return isNames(rows[row]) || isSeries(rows[row], rows.at(row + 1) ?? []) || isNamedByNumbers(rows, row);
}

/** Few of many things may be called by a number, as `1984` is, below which other cells stand than such numbers. */
function isNamedByNumbers(rows: readonly Row[], row: number): boolean {
  const cells = rows[row].map((cell) => cell.trim());
  const numbered = cells.flatMap((cell, i) => (cell !== '' && !isName(cell) ? [i] : []));
  if (numbered.length === 0 || numbered.length * FEW_NUMBERED > cells.length) return false;
  const below = rows.slice(row + 1, row + 1 + ROWS_BELOW);
  return (
    below.length > 1 &&
    numbered.every((i) => !below.some((other) => (other[i] ?? '').trim().length === cells[i].length))
  );
}

const isName = (name: string): boolean =>
  Number.isNaN(parseNumber(name)) && guessTimeWriting([name]) === null && !NO_NAME.test(name);
/** Addresses of the web, lists and records are cells. */
const NO_NAME = /^https?:\/\/|^\[(\]|["'{])/;

function isNames(cells: Row): boolean {
  const named = cells.map((cell) => cell.trim()).filter((name) => name !== '');
  return named.length > 0 && named.every(isName);
}

/** A name or none, then the numbers of pupils or the days on which they met, and nothing of the kind below. */
function isSeries(cells: Row, below: Row): boolean {
  const places = cells.flatMap((cell, i) => (i > 0 && cell.trim() !== '' && !isName(cell.trim()) ? [i] : []));
  if (places.length < LEAST_SERIES || !isName((cells[0] ?? '').trim())) return false;
  const isNumbered = countUp(places.map((i) => cells[i]));
  const areDays = places.every(
    (i) => Number.isNaN(parseNumber(cells[i].trim())) && isName((below[i] ?? '').trim()),
  );
  return (isNumbered && isName((below[0] ?? '').trim())) || areDays;
}

/** Whether the lower line names what the upper one leaves open, and nothing else but the first of such columns. */
function completes(upper: Row, lower: Row): boolean {
  if (upper.length !== lower.length || !isNames(lower)) return false;
  const isOpen = upper.map((name) => name.trim() === '');
  return (
    isOpen.includes(true) &&
    !isOpen[0] &&
    isOpen.every((open, i) => !open || lower[i].trim() !== '') &&
    lower.some((name) => name.trim() === '') &&
    lower.every((name, i) => name.trim() === '' || isOpen[i] || isOpen[i + 1] || OWN_WORDS.test(name.trim()))
  );
}

/** Below a question that is answered in words of one's own. */
const OWN_WORDS =
  /^((open-ended )?response|응답|주관식.*|offene.*antwort|respuesta.*|réponse.*|自由回答.*|回答)$/i;

/**
 * The last of the lines that say more of the names at `at`, as days do below their months: they name nobody, as all others
 * do, and no answer says the same.
 */
function lastOfHead(rows: readonly Row[], at: number): number {
  let last = at;
  while (last < at + MOST_LINES && last + 2 < rows.length) {
    const [line, below] = [rows[last + 1], rows.slice(last + 2)];
    if (line.length !== rows[at].length || line[0].trim() !== '' || rows[at][0].trim() !== '') break;
    if (below.filter((row) => (row[0] ?? '').trim() === '').length * 2 > below.length) break;
    const isOfHead = (cell: string, i: number): boolean =>
      i === 0 || (/\p{N}/u.test(cell) && !below.some((row) => (row[i] ?? '').trim() === cell.trim()));
    if (!line.every(isOfHead)) break;
    last++;
  }
  return last;
}

/** What a program for surveys reads its own questions by: `{"ImportId":"QID1"}`. */
function holdImportIds(cells: Row): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 1 && filled.every((cell) => /^\s*\{\s*"ImportId"\s*:/.test(cell));
}

/** A line that says some names again, only written otherwise: `StartDate` and `Start Date`. */
function repeats(upper: Row, lower: Row): boolean {
  if (lower.length !== upper.length || !isNames(lower)) return false;
  const again = upper.filter(
    (name, i) => name !== lower[i] && bareWord(name) !== '' && bareWord(name) === bareWord(lower[i]),
  );
  return again.length >= LEAST_REPEATED;
}

/** A name of the upper line counts for the columns beside it that have none, as joined cells do. */
function together(upper: Row, lower: Row): string[] {
  const groups: string[] = [];
  for (const name of upper) groups.push(name.trim() === '' ? (groups.at(-1) ?? '') : name.trim());
  const sizes = countEach(groups);
  return lower.map((cell, i) => {
    const [group, name] = [groups[i], cell.trim()];
    if (name === '') return upper[i];
    if (group === '') return name;
    if (sizes.get(group) === 1 && OWN_WORDS.test(name)) return group;
    return (sizes.get(group) ?? 0) >= CHOICES ? `${group} [${name}]` : `${group} ${name}`;
  });
}

function filledOf(cells: Row): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}
