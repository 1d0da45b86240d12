/** Hours east of Greenwich of the zones that exports write by letters; summer time has its own letters. */
const BY_LETTERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ UTC: 0, GMT: 0, WET: 0, Z: 0, WEST: 1, BST: 1, CET: 1, MEZ: 1, CEST: 2, MESZ: 2, EET: 2, OEZ: 2 },
    ...{ EEST: 3, OESZ: 3, MSK: 3, TRT: 3, IST: 5.5, WIB: 7, KST: 9, JST: 9, AEST: 10, AEDT: 11 },
    ...{ ART: -3, BRT: -3, EDT: -4, EST: -5, CDT: -5, MDT: -6, MST: -7, PDT: -7, PST: -8, CST: -6 },
  }),
);

/** Source of an expression for a zone in full: `Z`, `KST`, `+0900`, `-03`, `GMT+9`, `UTC+05:30`. */
export const ZONE = `(?:GMT|UTC)?[+-]\\d{1,2}(?::?\\d{2})?|${[...BY_LETTERS.keys()].join('|')}`;

const OFFSET = /([+-])(\d{1,2})(?::?(\d{2}))?/;

/** Hours east of Greenwich of the first zone that a text names; 0 where it names none that is known. */
export function hoursEast(zone: string): number {
  const offset = OFFSET.exec(zone);
  if (offset) return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) + Number(offset[3] ?? 0) / 60);
  for (const [word] of zone.toUpperCase().matchAll(/\p{Lu}{1,5}/gu)) {
    const hours = BY_LETTERS.get(word);
    if (hours !== undefined) return hours;
  }
  return 0;
}

/** Halves of the day; forms in Korean write them before or behind the clock. */
export const HALF = String.raw`[ap]\.? ?m\b\.?|오전|오후|午前|午後|上午|下午|(?:vor|nach)m\.`;
const ZERO = 48;
/** Of two digits: the years from 1970 to 2069. */
export function wholeYear(digits: string): number {
  return +digits + (+digits < 70 ? 2000 : 1900);
}

const LEAST_CHARS = 6;
const MOST_CHARS = 80;
/** What cells that differ in their digits alone become: texts, between them places of runs of digits; null for no date. */
const shapes = new Map<string, readonly (string | number)[] | null>();
const MOST_SHAPES = 5000;

/** A date with its figures, its clock and its zone alone, `2023/4/3 15:14 +9`, of whatever words and signs it is written in; null of any other cell. */
export function plainDate(cell: string): string | null {
  if (cell.length < LEAST_CHARS || cell.length > MOST_CHARS) return null;
  return rewordedAsBefore(hasOnlyOurDigits(cell) ? cell : ofOurDigits(cell));
}

/** What `reworded` says, in a fifth of the time where another cell of the same words was read before. */
function rewordedAsBefore(cell: string): string | null {
  const runs: string[] = [];
  let shape = '';
  let from = 0;
  for (let at = 0; at <= cell.length; at++) {
    const code = cell.charCodeAt(at) - ZERO;
    if (code >= 0 && code <= 9) continue;
    if (at > from) {
      runs.push(cell.slice(from, at));
      shape += String.fromCharCode(at - from);
    }
    from = at + 1;
    if (at < cell.length) shape += cell[at];
  }
  let pattern = shapes.get(shape);
  if (pattern === undefined) {
    let place = 0;
    const probe = reworded(cell.replace(/\d+/g, (run) => String(++place).repeat(run.length)));
    // Each run comes out as it went in: the first of nines, the second of ones.
    const parts = (runs.length > 9 ? undefined : probe)?.match(/([1-9])\1*|[^1-9]+/g);
    pattern = parts?.map((part) => (/^[1-9]/.test(part) ? +part[0] - 1 : asFigure(part))) ?? null;
    if (shapes.size >= MOST_SHAPES) shapes.clear();
    shapes.set(shape, pattern);
  }
  if (pattern === null) return null;
  let text = '';
  for (const part of pattern) text += typeof part === 'string' ? part : runs[part];
  return YEAR_COUNTED.test(text) ? text.replace(YEAR_COUNTED, ofOurYears) : text;
}

/** A month that is still a letter as its number. */
function asFigure(part: string): string {
  return part.replace(/^\/([a-l])\//, (_, month: string) => `/${month.charCodeAt(0) - 96}/`);
}

const YEAR_COUNTED = /^([rhsmty])(\d+)/;

function ofOurYears(_: string, count: string, year: string): string {
  return String(count === 'y' ? wholeYear(year) : (YEAR_ZERO[count] ?? 0) + Number(year));
}

/** Zeros of the digits of other scripts: Arabic, Persian, Hindi, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
/** What stands in brackets: a day of the week, the name of a zone. */
const ASIDE = /\s*[([]([^()[\]\d]*)[)\]]/g;
const ONLY_ZONE = new RegExp(`^(?:${ZONE})$`, 'i');
/** `오후 3시 12분`, `14時05分`, `15h14`; `15.14 Uhr`, `kl. 15.14`; `3 PM`. */
const CLOCK_IN_WORDS =
  /(\d{1,2}) ?(?:[시時时点點]|h(?=\d|$)) ?(?:(\d{1,2}) ?[분分]?)?(?: ?(\d{1,2}) ?[초秒])?/u;
const CLOCK_WITH_POINT = /(?:\b(kl\.?|klo|um|ore) (\d{1,2})\.(\d{2}))|(\d{1,2})\.(\d{2})(?= ?uhr)/iu;
const CLOCK_OF_HALF = /(?<![:\d])(\d{1,2}) ?(?=[ap]\.? ?m\b)/i;
const CLOCK_WITHIN = new RegExp(
  String.raw`(?<!\d)(?:(${HALF}) ?)?(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?!\d)(?: ?(${HALF}))?(?: ?(${ZONE})(?![\p{L}\d]))?`,
  'iu',
);
const TOKEN = /(\d+)|(\p{L}[\p{L}\p{M}]*(?:\.[\p{L}\p{M}]+)*)|[\s.,/\-·'’:|–]+/uy;
/** Days of the week of the Far East, which may stand beside the signs for day and month that are the same. */
const EAST_WEEKDAY =
  /(?:[월화수목금토일]요일|[月火水木金土日]曜日?|(?:星期|礼拜|禮拜|[周週])[一二三四五六日天])/gu;
const LONE_WEEKDAY = /(?<=[\d.] ?)[월화수목금토일月火水木金土日一二三四五六](?=$| )/u;
const EAST_UNITS = /[년年]|[월月](?=[\s\d일日])|[일日号號]/gu;
/** Words that dates are joined with, and what makes a number an ordinal one. */
const FILLERS = new Set(
  'on de del of the um at à a las los la le el am den der och alle ore kl klo uhr st nd rd th er re ère º ª o ° น t z и v w o’clock г il พ.ศ ค.ศ'.split(
    ' ',
  ),
);
/** Years of reigns and of the republic in Taiwan, and the years before the first of each; and of the Buddha's of two digits. */
const ERAS: ReadonlyMap<string, string> = new Map(
  ['令和 r', '平成 h', '昭和 s', 'r r', 'h h', 's s', '民國 m', '民国 m', '中華民國 m'].map((era) => {
    const [name, count] = era.split(' ');
    return [name, count];
  }),
);
const YEAR_ZERO: { readonly [count: string]: number | undefined } = {
  ...{ r: 2018, h: 1988, s: 1925, m: 1911, t: 2500 - 543 },
};

/** A date as `SLASHED` has it, but that months are the letters from a on and a letter says how years are counted; or null. */
function reworded(cell: string): string | null {
  const found = wordsOf(cell);
  if (found === null) return null;
  const { figures, month, clock, isThai } = found;
  if (figures.length === 3) return `${figures.join('/')}${clock}`;
  if (figures.length !== 2 || month === undefined) return null;
  // Of two short figures the day is in front: `05-Mar-23`, `Mar 5 '23`.
  const [day, year] = figures[0].length === 4 ? [figures[1], figures[0]] : figures;
  if (day.length > 2 || (year.length !== 4 && year.length !== 2)) return null;
  const count = year.length === 4 ? '' : isThai ? 't' : 'y';
  return `${count}${year}/${String.fromCharCode(96 + month)}/${day}${clock}`;
}

interface Scanned {
  /** Day, month and year as they come, a year of a reign made one of ours. */
  readonly figures: string[];
  /** Told by a word. */
  readonly month?: number;
  /** With its half of the day and its zone, a blank before it; empty where there is none. */
  readonly clock: string;
  readonly isThai: boolean;
}

/** The parts of a date in words; null where a word says nothing of dates. */
export function wordsOf(cell: string): Scanned | null {
  let text = isAscii(cell) ? cell : ofOurSigns(cell);
  if (text.includes('(') || text.includes('['))
    text = text.replace(ASIDE, (_, aside: string) => (ONLY_ZONE.test(aside) ? ` ${aside}` : ' '));
  if (!text.includes(':')) text = withClock(text);
  let clock = '';
  const within = CLOCK_WITHIN.exec(text);
  if (within) {
    const [all, before, time, behind, zone = ''] = within;
    clock = ` ${time} ${before ?? behind ?? ''} ${zone}`.replace(/ (?= |$)/g, '');
    text = `${text.slice(0, within.index)} ${text.slice(within.index + all.length)}`;
  }
  return ofTokens(text.trim(), clock);
}

function ofTokens(text: string, clock: string): Scanned | null {
  const figures: string[] = [];
  const months: number[] = [];
  let [era, isThai, isMonth] = ['', false, false];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [found, digits, word] = TOKEN.exec(text) ?? [];
    if (found === undefined) return null;
    if (digits !== undefined) {
      figures.push(`${era}${digits}`);
      era = '';
    } else if (word !== undefined) {
      const name = word.toLowerCase();
      const says = dateWord(word);
      if (says?.month !== undefined) {
        months.push(says.month);
        isMonth ||= !says.isWeekday;
        isThai ||= /\p{Script=Thai}/u.test(word);
        // `mar. 5 mars`: the first was a Tuesday.
        if (months.length > 1 && says.isWeekday) months.pop();
        else if (months.length > 1) months.shift();
      } else if (ERAS.has(name)) era = ERAS.get(name) ?? '';
      else if (!says && !FILLERS.has(name)) return null;
    }
    if (figures.length > 3) return null;
  }
  // Of three figures one is the month: a word for another makes no date.
  if (figures.length === 3 && isMonth) return null;
  return { figures, month: months.at(0), clock, isThai };
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function hasOnlyOurDigits(text: string): boolean {
  return isAscii(text) || !/(?!\d)[\p{Nd}元㋿]/u.test(text);
}

/** The same with full-width signs and the digits of other scripts as ours. */
function ofOurDigits(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/[\u0660-\u0e59]/g, (sign) => {
      const code = sign.charCodeAt(0);
      const zero = ZEROS.find((first) => code >= first && code < first + 10);
      return zero === undefined ? sign : String(code - zero);
    })
    .replace(/(\p{L}\p{L})元(?=年)/u, '$11');
}

/** The same with the units and days of the week of the Far East, and all blanks, as ours. */
function ofOurSigns(cell: string): string {
  const text = cell
    .normalize('NFKC')
    .replace(/[\u200e\u200f\u061c]/g, '')
    .replace(/\s/g, ' ')
    .replace(EAST_WEEKDAY, ' ');
  return /[년年]/u.test(text) ? withClock(text.replace(EAST_UNITS, ' ')) : text.replace(LONE_WEEKDAY, '');
}

/** A time of day in words with its colon. */
function withClock(text: string): string {
  return text
    .replace(CLOCK_IN_WORDS, (_, hour: string, minute = '00', second = '00') =>
      `${hour}:${minute.padStart(2, '0')}:${second.padStart(2, '0')} `)
    .replace(CLOCK_WITH_POINT, (_, word = '', hour = '', minute = '', other = '', rest = '') =>
      `${word} ${hour}${other}:${minute}${rest}`)
    .replace(CLOCK_OF_HALF, '$1:00 '); // prettier-ignore
}

const LOCALES =
  'en en-GB de fr es pt it nl sv da nb fi pl cs sk hu ro tr el ru uk bg hr sl lt lv et ca vi id ms th ar ar-SY he hi'.split(
    ' ',
  );

/** What a word of a date says: its month, from 1, or a day of the week, or in some languages either. */
interface DateWord {
  month?: number;
  isWeekday?: true;
}

let words: ReadonlyMap<string, DateWord> | null = null;

/** What a word says of a date in one of the languages, short or long, whatever its capitals and dots. */
function dateWord(word: string): Readonly<DateWord> | undefined {
  words ??= allWords();
  return words.get(word) ?? words.get(plainWord(word));
}

function allWords(): ReadonlyMap<string, DateWord> {
  const all = new Map<string, DateWord>([['sept', { month: 9 }]]);
  const add = (name: string, says: DateWord): void => {
    const word = plainWord(name);
    // The first language that has a word says what it means.
    all.set(word, { ...says, ...all.get(word) });
  };
  for (const locale of LOCALES)
    for (const width of ['short', 'long'] as const) {
      const options = { calendar: 'gregory', timeZone: 'UTC' } as const;
      const alone = new Intl.DateTimeFormat(locale, { ...options, month: width });
      // Some languages bend the name beside a day: both ways are met.
      const inDate = new Intl.DateTimeFormat(locale, { ...options, month: width, day: 'numeric' });
      for (let i = 0; i < 12; i++) {
        const date = new Date(Date.UTC(2001, i, 15));
        const bent = inDate.formatToParts(date).find((part) => part.type === 'month')?.value ?? '';
        for (const name of [alone.format(date), bent]) add(name, { month: i + 1 });
      }
      const weekday = new Intl.DateTimeFormat(locale, { ...options, weekday: width });
      for (let i = 1; i <= 7; i++) add(weekday.format(new Date(Date.UTC(2001, 0, i))), { isWeekday: true });
    }
  return all;
}

function plainWord(word: string): string {
  return word.normalize('NFKC').toLowerCase().replaceAll('.', '');
}
