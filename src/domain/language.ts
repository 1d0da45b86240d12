/** A language that the product speaks. The next is a folder beside `words/messages/en`, its plural rule, and a line here. */
export type Language = 'en' | 'ko';

/** Each language in its own words, as a menu shows them. */
export const LANGUAGES: { readonly [tag in Language]: string } = { en: 'English', ko: '한국어' };

/** An invitation to read on in a language, in its own words: whoever needs it may know no other. */
export const READ_IN: { readonly [tag in Language]: string } = {
  en: 'Switch to English',
  ko: '한국어로 보기',
};

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

/** The first of the wished-for languages (`ko-KR`, `en`) that the product speaks; English where it speaks none. */
export function spokenOf(wished: readonly string[]): Language {
  return wished.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}

let read: () => Language = () => 'en';

/**
 * The language of all words, numbers and dates of this page, worker or process. Where it comes from state of the page,
 * whoever asks while drawing is drawn anew when it changes.
 */
export function language(): Language {
  return read();
}

/** Says where the language is read from. English until then. */
export function readLanguageFrom(source: () => Language): void {
  read = source;
}
