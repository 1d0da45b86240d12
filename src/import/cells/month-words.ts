const LOCALES =
  'en en-GB de fr es pt it nl sv da nb fi pl cs sk hu ro tr el ru uk bg hr sl lt lv et ca vi id'.split(' ');

let months: ReadonlyMap<string, number> | null = null;

/** The month, from 1, that a word is the name of in one of the languages, short or long, whatever its capitals and dots. */
export function monthOfWord(word: string): number | undefined {
  months ??= new Map(
    LOCALES.flatMap((locale) =>
      (['short', 'long'] as const).flatMap((month) => {
        // Some languages bend the name beside a day: both ways are met.
        const alone = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
        const inDate = new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: 'UTC' });
        return Array.from({ length: 12 }, (_, i) => {
          const date = new Date(Date.UTC(2001, i, 15));
          const bent = inDate.formatToParts(date).find((part) => part.type === 'month')?.value ?? '';
          return [alone.format(date), bent].map((name): [string, number] => [plainWord(name), i + 1]);
        }).flat();
      }),
    ),
  );
  return months.get(plainWord(word));
}

function plainWord(word: string): string {
  return word.normalize('NFKC').toLowerCase().replaceAll('.', '');
}
