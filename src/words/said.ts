import { language, type Language } from '../domain/language';

type Form<Facts extends readonly unknown[]> = (...facts: Facts) => string;

/** A message that is said in the language of the moment at which it is asked for; what compile.mjs makes of a catalogue. */
export function said<Facts extends readonly unknown[]>(forms: {
  readonly [tag in Language]: Form<Facts>;
}): Form<Facts> {
  return (...facts) => forms[language()](...facts);
}
