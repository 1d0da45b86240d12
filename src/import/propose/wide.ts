import { bareAnswer, LIKINGS, starsIn, TICK } from '../cells/likings';
import type { SampledColumn } from './sampled-column';
import { bareName, namesTitle, roleOfName } from '../lexicon/names';
import { personRank } from './person';
import { filledCells } from './evidence';

/** Which columns of a wide table are which. All are places in the file, from 0. */
export interface WideColumns {
  /** Who each row is of; null: a row is one nameless person. */
  readonly who: number | null;
  /** When it was answered, if that was written down. */
  readonly when: number | null;
  /** One for each thing. */
  readonly things: readonly number[];
}

/** Columns of one kind that make a table wide, and how many of all columns they must be. */
const LEAST_THINGS = 5;
const LEAST_SHARE = 0.5;
/** Answers to choose from. */
const MOST_ANSWERS = 12;
/** The most that somebody is asked to give. */
const MOST_STARS = 10;

/** Where nearly all is ticked, nobody has chosen. */
const MOST_TICKED = 0.9;

/**
 * The columns of a table with a person in each row and a thing in each column, or null where it is none: many columns
 * that are answered from the same few numbers or words of liking, and at most a few others.
 */
export function wideColumns(columns: readonly SampledColumn[]): WideColumns | null {
  const answered = columns.filter(isAnswered);
  const asked = answered.filter(({ header }) => /\[[^\]]+\]\s*$/.test(header));
  const things = asked.length >= LEAST_THINGS ? asked : answered;
  if (things.length < LEAST_THINGS || things.length < columns.length * LEAST_SHARE) return null;
  const rest = columns.filter((column) => !things.includes(column));
  // Marks beside a name or a number of an item describe the item, as genres do.
  if (rest.some(({ header }) => namesTitle(header) && !/name/i.test(header))) return null;
  if (rest.some(({ header }) => roleOfName(header) === 'ITEM_ID')) return null;
  const answers = new Set(things.flatMap(({ cells }) => cells.map(bareCell)).filter((cell) => cell !== ''));
  if (answers.size > MOST_ANSWERS || (answers.size < 2 && !areTicked(things))) return null;
  const isTime = ({ facts }: SampledColumn): boolean => facts.looksLike === 'dates';
  const when = rest.find(isTime) ?? null;
  const people = rest.filter((column) => column !== when && column.facts.empty < column.facts.rows / 2);
  const who =
    people.find((column) => personRank(column) > 0) ??
    people.find(({ header }) => /name|who|pupil|student|이름/.test(bareName(header) || header)) ??
    people.find(({ facts }) => facts.distinct === facts.rows) ??
    null;
  return { who: who?.index ?? null, when: when?.index ?? null, things: things.map(({ index }) => index) };
}

/** A list of who was there, or has what: a mark where somebody did, and nothing where not. */
function areTicked(things: readonly SampledColumn[]): boolean {
  const cells = things.flatMap((thing) => thing.cells.map((cell) => cell.trim()));
  const marks = cells.filter((cell) => cell !== '');
  return marks.every((cell) => TICK.test(cell)) && marks.length <= cells.length * MOST_TICKED;
}

const bareCell = (cell: string): string => cell.trim().toLowerCase();

/** From a few stars, or from words of which some tell how much somebody likes it. */
function isAnswered({ cells, facts }: SampledColumn): boolean {
  const filled = filledCells(cells);
  if (filled.length === 0 || facts.distinct > MOST_ANSWERS) return false;
  const stars = filled.filter((cell) => starsIn(cell) >= 0 && starsIn(cell) <= MOST_STARS).length;
  const words = filled.filter((cell) => LIKINGS.has(bareAnswer(cell)) || TICK.test(cell)).length;
  return stars + words >= filled.length * 0.6;
}
