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
export function dateWord(word: string): Readonly<DateWord> | undefined {
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
