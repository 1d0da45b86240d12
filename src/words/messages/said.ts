import { language, type Language } from '../../domain/language';
import { spareForms } from './spare';

type Form<Facts extends readonly unknown[]> = (...facts: Facts) => string;

/**
 * A message that is said in the language of the moment at which it is asked for; what compile.mjs makes of a catalogue.
 *
 * @param place in the lists of spare.ts, where the message is not here in every language.
 */
export function said<Facts extends readonly unknown[]>(
  forms: { readonly en: Form<Facts> } & { readonly [tag in Language]?: Form<Facts> },
  place = -1,
): Form<Facts> {
  return (...facts) =>
    (forms[language()] ?? (spareForms(language())?.[place] as Form<Facts> | undefined) ?? forms.en)(...facts);
}
