import type { NumberWriting } from '../../domain/imports';
import { bareWords, bareWord } from '../lexicon/bare-word';
import { likingSaid } from '../lexicon/kinds';
import { likingOf } from './likings';
import { plainMoney } from './money';
import type { NoticesOf, ReadingNotice } from './notice';
import { parseNumber } from './number';

/**
 * A way other than plain to write numbers. One more is one more entry in the list below and its words in
 * `src/words/copy/readings.ts`: the guess, the reading, the notice and the menu on screen follow.
 */
export interface UnplainNumbers {
  /** In plans and among the words. */
  readonly key: string;
  /** Whether a column is written so, from its filled cells in the beginning of the file. */
  isUsed(cells: readonly string[]): boolean;
  /** The cell as `parseNumber` reads it, empty where it says nothing. Cells of another form come back unchanged. */
  plain(cell: string): string;
  /** Whether a cell that reads as it is would hardly be written in a column of this writing. */
  isForeign?(cell: string): boolean;
  /** Words, which are numbers only in a column that is known to say how much somebody likes something. */
  readonly ofWords?: true;
  readonly notice: ReadingNotice;
}

/** The first that fits a column is taken. */
export const NUMBER_WRITINGS = [
  {
    key: 'decimal-comma',
    isUsed: usesDecimalComma,
    plain: fromDecimalComma,
    isForeign: (cell: string): boolean =>
      cell.includes('.') && fromDecimalComma(cell) === cell && !Number.isNaN(parseNumber(cell)),
    notice: { code: 'DECIMAL_COMMA', facts: (): Record<string, never> => ({}) },
  },
  {
    key: 'money',
    isUsed: (cells: readonly string[]): boolean => nearlyAll(cells, (cell) => plainMoney(cell) !== null),
    plain: (cell: string): string => plainMoney(cell) ?? cell,
    notice: {
      code: 'MONEY_READ',
      facts: (cells): Example => exampleOf(cells, (cell) => plainMoney(cell) !== null),
    },
  },
  {
    key: 'grouped',
    isUsed: usesGroups,
    plain: (cell: string): string => (GROUPED.test(cell) ? cell.replaceAll(',', '') : cell),
    notice: {
      code: 'GROUPS_READ',
      facts: (cells): Example => exampleOf(cells, (cell) => GROUPED.test(cell)),
    },
  },
  written('stars', starsDrawn),
  { ...written('fraction', (cell) => fractionIn(cell)?.of ?? null), isUsed: areFractions },
  written('percent', (cell) => point(/^([+-]?\d+(?:[.,]\d+)?)\s*[%％]$/.exec(cell)?.[1])),
  { ...written('points', (cell) => counted(cell)?.count ?? null), isUsed: areCounted },
  { ...written('thumbs', (cell) => textOf(likingSaid(cell))), ofWords: true },
  { ...written('answers', answerIn), ofWords: true },
  { ...written('letters', (cell) => textOf(LETTERS.get(cell) ?? null)), ofWords: true },
  {
    key: 'unrated',
    isUsed: leavesUnrated,
    plain: (cell: string): string => (parseNumber(cell) === -1 ? '' : cell),
    ofWords: true,
    notice: { code: 'UNRATED_READ', facts: (): Record<string, never> => ({}) },
  },
] as const satisfies readonly UnplainNumbers[];

export type UnplainWriting = (typeof NUMBER_WRITINGS)[number];

declare module '../../domain/imports' {
  interface NumberWritings extends Record<UnplainWriting['key'], true> {}
}
declare module '../../domain/facts/imports' {
  interface ReadingFacts extends NoticesOf<typeof NUMBER_WRITINGS> {}
}

/** Null for plain numbers. */
export function unplainWriting(key: NumberWriting = 'plain'): UnplainWriting | null {
  return NUMBER_WRITINGS.find((writing) => writing.key === key) ?? null;
}

/** How the numbers of a column are written, from its filled cells; null where plainly or where they are none. */
export function guessUnplain(cells: readonly string[]): UnplainWriting | null {
  return UNPLAIN.find(({ ofWords, isUsed }) => ofWords !== true && isUsed(cells)) ?? null;
}

/** How words say how much somebody likes something, from the filled cells of a column that says so; null where none do. */
export function guessWords(cells: readonly string[]): UnplainWriting | null {
  return UNPLAIN.find(({ ofWords, isUsed }) => ofWords === true && isUsed(cells)) ?? null;
}
const UNPLAIN: readonly (UnplainWriting & Pick<UnplainNumbers, 'ofWords'>)[] = NUMBER_WRITINGS;

/** Whether a number is surely written in another way than the one in which its column is read (null: plainly). */
export function isWrittenOtherwise(cell: string, writing: UnplainNumbers | null): boolean {
  if (writing !== null) return writing.isForeign?.(cell) === true;
  return Number.isNaN(parseNumber(cell)) && guessUnplain([cell]) !== null;
}

/** A way of which each cell says what it counts as. A column in which all cells count alike says nothing in words. */
function written<Key extends string>(key: Key, read: (cell: string) => string | null) {
  return {
    key,
    isUsed: (cells: readonly string[]): boolean => nearlyAll(cells, (cell) => read(cell) !== null),
    plain: (cell: string): string => read(cell) ?? cell,
    notice: {
      code: 'VALUES_READ',
      facts: (cells: readonly string[]): ValuesRead => valuesIn(cells, read),
    },
  } as const;
}

interface Example {
  readonly example: string;
}

const exampleOf = (cells: readonly string[], test: (cell: string) => boolean): Example => ({
  example: cells.find(test) ?? '',
});

/** What some cells count as, and of fractions the most that there is. */
interface ValuesRead {
  readonly values: readonly { readonly word: string; readonly value: string }[];
  readonly most: string;
}

/** Where there are more, one is said. */
const MOST_SAID = 6;

function valuesIn(cells: readonly string[], read: (cell: string) => string | null): ValuesRead {
  const values = [...new Set(cells)].flatMap((word) => {
    const value = read(word);
    return value === null ? [] : [{ word, value }];
  });
  const said = values.length > MOST_SAID ? values.slice(0, 1) : values;
  return {
    values: said.sort((a, b) => Number(b.value) - Number(a.value)),
    most: fractionIn(said.at(0)?.word ?? '')?.most ?? '',
  };
}

function nearlyAll(cells: readonly string[], test: (cell: string) => boolean): boolean {
  let others = 0;
  for (const cell of cells) if (!test(cell) && ++others * 10 > cells.length) return false;
  return cells.length > 0;
}

const textOf = (value: number | null): string | null => (value === null ? null : `${value}`);
/** `4,5` as `4.5`. */
const point = (text: string | undefined): string | null => text?.replace(',', '.') ?? null;

/** `★★★★☆`, `⭐⭐⭐`, `★★★½`. */
function starsDrawn(cell: string): string | null {
  if (!/^[★⭐✭🌟☆✩½⯪⯨\s\ufe0f]+$/u.test(cell)) return null;
  const full = cell.match(/[★⭐✭🌟]/gu)?.length ?? 0;
  return `${full + (/[½⯪⯨]/u.test(cell) ? 0.5 : 0)}`;
}

const PART = '(\\d{1,3}(?:[.,]\\d{1,2})?)';
const WHOLE = '(\\d{1,3})(?:[.,]0)?';
/** `4/5`, `4 out of 5 stars`; the most comes first in `5점 만점에 4점`. */
const FRACTION = new RegExp(
  `^${PART}\\s*(?:/|(?:stars? )?(?:out )?of|von|sur|de|su|van|av|ud af|z|из|中|점\\s*/)\\s*${WHOLE}\\s*(?:stars?|sternen?|étoiles|estrellas|stelle|estrelas|points?|점|点|分)?$`,
  'iu',
);
const OF_MOST = new RegExp(
  `^${WHOLE}(?:점 ?만점에|점 ?중에?|点中|点満点中|分制)\\s*${PART}(?:점|点|分)?$`,
  'u',
);

function fractionIn(cell: string): { readonly of: string; readonly most: string } | null {
  const [, of, most] = FRACTION.exec(cell) ?? [];
  const [, first, second] = of === undefined ? (OF_MOST.exec(cell) ?? []) : [undefined, most, of];
  if (first === undefined || Number(point(second)) > Number(first) || Number(first) < 2) return null;
  return { of: point(second) ?? '', most: first };
}

/** All of the same most: days and months are written with a stroke between them too. */
function areFractions(cells: readonly string[]): boolean {
  const most = fractionIn(cells[0] ?? '')?.most;
  return most !== undefined && cells.every((cell) => fractionIn(cell)?.most === most);
}

/** What stands behind a number of stars or points, hours, minutes and times, a line for each. */
const UNITS = [
  'star stars point points pt pts stern sterne punkt punkte etoile etoiles estrella estrellas stella stelle estrela estrelas punto puntos punti ponto pontos ster sterren punten stjerner stjarnor gwiazdka gwiazdki gwiazdek yildiz puan звезда звезды звезд балл балла баллов 점 별 点 點 分 星 つ星',
  'h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur timmar timer godz saat ч час часа часов 시간 時間 小时 小時',
  'min mins minute minutes minuten minuto minutos minuti minuter dk 분 分钟 分鐘 мин минут',
  'times time plays play x mal fois veces volte vezes keer ganger razy kez раз 번 회 回 次',
].map((words) => bareWords([words]));

/** `4점`, `5 stars`, `★ 4.5`, `12.5 hrs`: how many of what. */
function counted(cell: string): { readonly count: string; readonly unit: number } | null {
  const [, first, behind = '★', second] =
    /^(\d{1,6}(?:[.,]\d{1,2})?)\s*([★⭐]|[\p{L}\p{M}]{1,10}\.?)\ufe0f?$|^[★⭐]\ufe0f?\s*(\d(?:[.,]\d{1,2})?)$/u.exec(
      cell,
    ) ?? [];
  const count = point(first ?? second);
  if (count === null) return null;
  const unit = /[★⭐]/u.test(behind) ? 0 : UNITS.findIndex((words) => words.has(bareWord(behind)));
  return unit === -1 ? null : { count, unit };
}

function areCounted(cells: readonly string[]): boolean {
  const unit = cells.map(counted).find((each) => each !== null)?.unit;
  return unit !== undefined && nearlyAll(cells, (cell) => counted(cell)?.unit === unit);
}

function answerIn(cell: string): string | null {
  // Figures alone are no words: a comma in them may group as well as begin a fraction.
  if (/^[\d.,]+$/.test(cell) || !Number.isNaN(parseNumber(cell))) return null;
  const answer = likingOf(cell);
  return typeof answer === 'object' && answer.liking !== '' ? answer.liking : null;
}

/** Marks of a school. */
const LETTERS: ReadonlyMap<string, number> = new Map(
  ['F', 'E', 'D', 'C', 'B', 'A'].flatMap((letter, value) => [
    [letter, value] as const,
    ...(value > 1
      ? ([
          [`${letter}+`, value + 0.3],
          [`${letter}-`, value - 0.3],
        ] as const)
      : []),
  ]),
);

/** Some are −1, and all others are marks on a scale from 0 or 1 on: more than the −1, 0 and 1 of an opinion. */
function leavesUnrated(cells: readonly string[]): boolean {
  const values = new Set(cells.map(parseNumber));
  return values.delete(-1) && values.size > 2 && [...values].every((value) => value >= 0);
}

/** `1,234,500`, or with a point behind: a comma before every three digits. */
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
/** Fewer tell nothing. */
const LEAST_GROUPED = 3;
/** Prices end in zeros; a fraction of three digits is hardly ever written with them. */
const MOSTLY_ROUND = 0.8;

/**
 * All cells are numbers as they are or in groups, and that these are no fractions of three digits is told by one with
 * several groups, or by the zeros at their ends.
 */
function usesGroups(cells: readonly string[]): boolean {
  const grouped = new Set<string>();
  for (const cell of cells)
    if (GROUPED.test(cell)) grouped.add(cell);
    else if (Number.isNaN(parseNumber(cell))) return false;
  if (grouped.size < LEAST_GROUPED) return false;
  const round = [...grouped].filter((cell) => cell.endsWith('00')).length;
  return round >= grouped.size * MOSTLY_ROUND || [...grouped].some((cell) => /,\d{3},/.test(cell));
}

/** `1.234,5` → `1234.5`: how much of Europe writes numbers. */
function fromDecimalComma(cell: string): string {
  return /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(cell)
    ? cell.replaceAll('.', '').replace(',', '.')
    : cell;
}

/** `4,5` in most cells that are no plain number, and in at least one. */
function usesDecimalComma(cells: readonly string[]): boolean {
  let commas = 0;
  let others = 0;
  // `1,234` alone could as well be a thousand and more.
  let certain = false;
  for (const cell of cells)
    if (Number.isNaN(parseNumber(cell))) {
      if (cell.includes(',') && fromDecimalComma(cell) !== cell) {
        commas++;
        if (!/,\d{3}$/.test(cell)) certain = true;
      } else others++;
    }
  return certain && commas > others * 9;
}
