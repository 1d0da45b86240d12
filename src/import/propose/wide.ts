import type { MadeTurned } from '../../domain/imports';
import { answersTogether, answerOf, bareAnswer, type Answer } from '../lexicon/answer-words';
import { namesThings } from '../lexicon/header-words';
import { bareName, namesTitle, roleOfName } from '../lexicon/names';
import { asksName, looksLikePerson, mayBePerson, ofPupil, type OfPupil } from '../lexicon/pupil-words';
import { namesSums } from '../lexicon/sum-words';
import { starsIn, thingsOf } from '../cells/likings';
import { countUp } from '../cells/number';
import { putTogether } from '../cells/put-together';
import type { SampledColumn } from './sampled-column';
import { namesThing, personRank } from './person';
import { filledCells } from './evidence';

/** Which columns of a wide table are which, as a plan says it. */
export type WideColumns = Omit<MadeTurned, 'kind' | 'file' | 'of'>;

/** Columns of one kind that make a table wide, fewer where words say that they are answers, and how many of those that tell of things they must be. */
const LEAST_THINGS = 5;
const LEAST_ANSWERED = 3;
const LEAST_SHARE = 0.5;
/** Answers to choose from, those that are known by their words not counted. */
const MOST_ANSWERS = 12;
/** The most that somebody is asked to give. */
const MOST_STARS = 10;
/** Where nearly all is ticked, nobody has chosen. */
const MOST_TICKED = 0.9;
const NEARLY_ALL = 0.9;
/** Of the heads that must look like people's names. */
const MOSTLY = 0.7;

/** A column with what its name says of the person of a row. */
interface Column extends SampledColumn {
  readonly says: OfPupil | null;
}

/**
 * The columns of a table with a person in each row and a thing in each column, or the other way round; null where it is
 * none: many columns that are answered from the same few numbers or words, or scores of which some columns are the sums.
 *
 * @param hasSums lines of sums or of points to reach were found among its rows.
 */
export function wideColumns(sampled: readonly SampledColumn[], hasSums = false): WideColumns | null {
  const counts = countsOf(sampled);
  const sums = sampled.filter((column) => namesSums(column.header) || counts.has(column));
  const columns = without(sampled, sums);
  const beside = besideThings(columns);
  const free = columns.filter((column) => !beside.has(column.index));
  const answered = free.filter(isAnswered);
  const asked = answered.filter(({ header }) => /\[[^\]]+\]\s*$/.test(header));
  const chosen = asked.length >= LEAST_ANSWERED ? asked : answered;
  const graded = hasSums || chosen.length < LEAST_ANSWERED ? scores(free, sums, hasSums) : [];
  // Of what is graded some have as few points as stars.
  const scored = graded.length > chosen.length || chosen.length < LEAST_ANSWERED ? graded : [];
  const things = scored.length > 0 ? scored : chosen;
  if (scored.length === 0 && !areAnswers(things, free, beside)) return null;
  const rest = without(columns, things).map((column): Column => ({
    ...column,
    says: beside.get(column.index) ?? ofPupil(column.header),
  }));
  const people = peopleOf(rest, things);
  const across = lieAcross(rest, things, people);
  if (across === null || (scored.length > 0 && (across || people.length === 0))) return null;
  const first = rest.find(namesItem) ?? rest.find(({ facts }) => facts.looksLike !== 'number');
  const named = !across ? people : first === undefined ? [] : [first];
  if (across && named.length === 0) return null;
  const together = answersTogether(things.flatMap(({ cells }) => cells));
  return {
    who: named.at(0)?.index ?? null,
    when: across ? null : (timeOf(rest)?.index ?? null),
    things: things.map(({ index }) => index),
    ...(named.length > 1 ? { people: named.map(({ index }) => index) } : {}),
    ...(sums.length > 0 ? { sums: sums.map(({ index }) => index) } : {}),
    ...(across ? { across: true } : {}),
    ...(together.size > 0 ? { says: Array.from(together, ([word, means]) => ({ word, means })) } : {}),
  };
}

/** 1, 2, 3 … to the last. */
const areCounted = (cells: readonly string[]): boolean => cells.length > 2 && countUp(cells);

function without(all: readonly SampledColumn[], some: readonly SampledColumn[]): SampledColumn[] {
  const gone = new Set(some);
  return all.filter((column) => !gone.has(column));
}

/** Columns before the things and behind them that say of the person who it is: no things, whatever numbers stand in them. */
function besideThings(columns: readonly SampledColumn[]): ReadonlyMap<number, OfPupil> {
  const found = new Map<number, OfPupil>();
  for (const all of [columns, columns.toReversed()])
    for (const [i, column] of all.entries()) {
      const says =
        ofPupil(column.header) ?? (all === columns && i < 2 && areCounted(column.cells) ? 'number' : null);
      if (says !== null) found.set(column.index, says);
      else if (isAnswered(column)) break;
    }
  return found;
}

/** Columns that say how many of those told by words say one and the same, as of who came. */
function countsOf(columns: readonly SampledColumn[]): ReadonlySet<SampledColumn> {
  const marked = columns.filter(isToldByWords);
  const told = columns.flatMap((column) => {
    const numbers = column.cells.map((cell) => (/^\d+$/.test(cell.trim()) ? Number(cell) : NaN));
    const isCount =
      numbers.length >= LEAST_ANSWERED && !numbers.some(Number.isNaN) && new Set(numbers).size > 1;
    return isCount ? [{ column, numbers }] : [];
  });
  if (marked.length < LEAST_ANSWERED || told.length === 0) return new Set();
  const rows = columns[0].cells.map((_, row) => marked.map(({ cells }) => bareAnswer(cells[row])));
  const said = new Set(rows.flat().filter((bare) => bare !== ''));
  const counts = [
    ...Array.from(said, (one) => rows.map((row) => row.filter((bare) => bare === one).length)),
    rows.map((row) => row.filter((bare) => bare !== '').length),
  ];
  return new Set(
    told.flatMap(({ column, numbers }) =>
      counts.some((count) => count.every((value, row) => value === numbers[row])) ? [column] : [],
    ),
  );
}

/** Whether columns are answered from a few words that somebody could have chosen otherwise. */
function areAnswers(
  things: readonly SampledColumn[],
  free: readonly SampledColumn[],
  beside: ReadonlyMap<number, OfPupil>,
): boolean {
  const filled = things.flatMap(({ cells }) => filledCells(cells));
  const said = new Set(filled.map(bareAnswer));
  const unknown = [...said].filter((bare) => answerOf(bare) === undefined);
  if (unknown.length > MOST_ANSWERS) return false;
  const told = things.filter(isToldByWords).length * 2 >= things.length;
  const says = [...beside.values()];
  const isClass = says.some((of) => /number|class/.test(of)) && says.some((of) => /name|given|id/.test(of));
  if (things.length < (told || isClass ? LEAST_ANSWERED : LEAST_THINGS)) return false;
  const others = without(free, things).filter((column) => !isTime(column));
  if (things.length < (things.length + others.length) * LEAST_SHARE) return false;
  const cells = things.reduce((sum, { facts }) => sum + facts.rows, 0);
  return new Set(filled).size > 1 || filled.length <= cells * MOST_TICKED;
}

const isTime = ({ facts }: SampledColumn): boolean => facts.looksLike === 'dates';

/** From a few stars, from words and signs of which most are known, or ticked by the name of the thing itself. */
function isAnswered({ header, cells, facts }: SampledColumn): boolean {
  const filled = filledCells(cells);
  if (filled.length === 0 || facts.distinct > MOST_ANSWERS) return false;
  const says = answersOf(filled);
  const known = filled.filter((cell) => isStars(cell) || says(cell) !== undefined);
  return known.length >= filled.length * 0.6 || isTickedByName(filled, header);
}

/** What each of some answers says beside the others; undefined where nothing is known of it. */
function answersOf(filled: readonly string[]): (cell: string) => Answer | undefined {
  const together = answersTogether(filled);
  return (cell) => together.get(bareAnswer(cell)) ?? answerOf(bareAnswer(cell));
}

function isStars(cell: string): boolean {
  const stars = starsIn(cell);
  return stars >= 0 && stars <= MOST_STARS;
}

function isTickedByName(filled: readonly string[], header: string): boolean {
  const [thing] = thingsOf([header]);
  const ends = header.trim();
  return filled.every((cell) => cell === thing || (cell.length > 1 && ends.endsWith(cell)));
}

/** By words or signs that hardly anything else is told by; a yes and a no describe customers too. */
function isToldByWords({ header, cells }: SampledColumn): boolean {
  const filled = filledCells(cells);
  if (/\[[^\]]+\]\s*$/.test(header) || isTickedByName(filled, header)) return true;
  const plain = /^(yes|no|y|n|true|false|예|네|아니오|아니요|ja|nein|oui|non|si|sí|na|none)$/i;
  const says = answersOf(filled);
  const words = filled.filter((cell) => says(cell) !== undefined && !plain.test(cell));
  const drawn = filled.filter((cell) => Number.isNaN(Number(cell)) && isStars(cell));
  if (words.length + drawn.length >= filled.length * 0.6) return true;
  // Between a yes and a no lies a maybe.
  const areKnown = filled.every((cell) => says(cell) !== undefined);
  return areKnown && words.some((cell) => typeof says(cell) === 'number');
}

/** Columns of numbers of any size, where the names of others say that they are worked out of these, and they are. */
function scores(
  free: readonly SampledColumn[],
  sums: readonly SampledColumn[],
  hasSums: boolean,
): SampledColumn[] {
  const numbersIn = ({ cells }: SampledColumn): number[] =>
    cells.map((cell) => (cell.trim() === '' ? NaN : starsIn(cell)));
  const numbers = free.filter((column) => {
    // A dash says that there is no mark.
    const filled = filledCells(column.cells).filter((cell) => /[\p{L}\p{N}]/u.test(cell));
    return (
      filled.length > 0 && filled.filter((cell) => starsIn(cell) >= 0).length >= filled.length * NEARLY_ALL
    );
  });
  if (numbers.length < LEAST_ANSWERED) return [];
  const all = numbers.map(numbersIn);
  const isWorkedOut = (column: SampledColumn): boolean => {
    const told = numbersIn(column);
    const right = told.filter((value, row) => {
      const given = all.map((each) => each[row]).filter((each) => !Number.isNaN(each));
      const sum = given.reduce((before, each) => before + each, 0);
      return [sum, sum / given.length, sum / numbers.length].some((each) => Math.abs(each - value) <= 0.06);
    });
    return right.length > 0 && right.length >= told.filter((value) => !Number.isNaN(value)).length * 0.8;
  };
  const isSure =
    hasSums ||
    sums.some((column) => /\b(current|final) |course total/i.test(column.header) || isWorkedOut(column));
  return isSure ? numbers : [];
}

/** The columns that together tell people apart, in the order in which they make a name; none where nothing does. */
function peopleOf(rest: readonly Column[], things: readonly SampledColumn[]): readonly Column[] {
  const answers = (row: number): boolean => things.some(({ cells }) => cells[row].trim() !== '');
  const rows = rest.length === 0 ? [] : Array.from(rest[0].cells, (_, row) => row).filter(answers);
  const differ = (columns: readonly Column[]): number =>
    new Set(rows.map((row) => putTogether(columns.map(({ cells }) => cells[row])))).size;
  const filled = (column: Column): boolean =>
    rows.filter((row) => column.cells[row].trim() === '').length <= rows.length / 4;
  const of = (...says: readonly OfPupil[]): Column[] =>
    rest.filter((column) => column.says !== null && says.includes(column.says) && filled(column));
  const [family, given, whole] = [of('family').slice(0, 1), of('given').slice(0, 1), of('name').slice(0, 1)];
  const isLatin = given.some(({ cells }) => cells.some((cell) => /\p{sc=Latin}/u.test(cell)));
  // What is only called `Nom` beside a first name is the last one.
  const halves = family.length > 0 ? family : given.length > 0 ? whole : [];
  const name =
    given.length > 0 ? (isLatin ? [...given, ...halves] : [...halves, ...given]) : [...family, ...whole];
  const asked = rest
    .filter((column) => column.says === null && asksName(column.header) && filled(column))
    .slice(0, 1);
  const other = rest.filter((column) => column.says === null && !isTime(column) && filled(column));
  const ranked = other.filter((column) => personRank(column) > 0).slice(0, 1);
  const names = [name, asked, ranked].find((columns) => columns.length > 0) ?? [];
  const places = [...of('class'), ...of('number')].filter(({ cells }) =>
    cells.every((cell) => cell.trim().length <= 20),
  );
  const unique = other.filter(({ facts }) => facts.distinct === facts.rows && facts.rows > 0).slice(0, 1);
  const ways = [
    names,
    ...(names.length > 0
      ? [places, of('id').slice(0, 1), of('number').slice(0, 1)].map((more) => [...more, ...names])
      : []),
    of('id').slice(0, 1),
    of('mail').slice(0, 1),
    places.length > 1 ? places : [],
    ...of('mail', 'id').map((column) => [column]),
    unique,
    of('number').slice(0, 1),
  ].filter((way) => way.length > 0);
  const apart = ways.find((way) => differ(way) === rows.length);
  // Somebody may have answered twice.
  return apart ?? ways.find((way) => differ(way) >= rows.length * 0.5) ?? [];
}

/** Whether the heads are people and the rows things; null where marks only describe things, as genres do. */
function lieAcross(
  rest: readonly Column[],
  things: readonly SampledColumn[],
  people: readonly Column[],
): boolean | null {
  const heads = things.map(({ header }) => header);
  const share = (is: (header: string) => boolean): number => heads.filter(is).length / heads.length;
  const item = rest.find(namesItem);
  const areNamed = people.some(({ says }) => says !== 'number') && item === undefined;
  if (areNamed) return false;
  if (share(looksLikePerson) >= MOSTLY) return true;
  if (item === undefined) return false;
  if (areCounted(heads)) return true;
  const filled = things.flatMap(({ cells }) => filledCells(cells));
  const isFlag = filled.every((cell) => /^(0|1|true|false|yes|no|y|n|x|t|f)$/i.test(cell));
  // Where the things are told of by nothing else, and the heads may be names, these are who liked them how much.
  const isAlone = rest.every((column) => column === item || column.says === 'number');
  return !isFlag && isAlone && share(mayBePerson) >= NEARLY_ALL ? true : null;
}

/** The column says by its name that it is of things: `Film`, `제목`, `movie_id`. */
function namesItem({ header, says }: Pick<Column, 'header' | 'says'>): boolean {
  if (says !== null) return false;
  const isTitle = namesTitle(header) && !/name/i.test(bareName(header));
  return isTitle || namesThing(header) || namesThings(header) || roleOfName(header) === 'ITEM_ID';
}

/** When it was answered: the last of several times, and no birthday. */
function timeOf(rest: readonly Column[]): Column | undefined {
  const times = rest.filter((column) => isTime(column) && column.says !== 'trait');
  const ended = /end|recorded|submit|complet|완료|제출|종료|終|完了/i;
  return times.find(({ header }) => ended.test(header)) ?? times.at(0);
}
