import type { Language } from '../../domain/language';

type Forms = readonly ((...facts: readonly never[]) => string)[];

/** How each language is loaded that the first screen's files lack. Filled in by the build: while developing none is lacking. */
const LOADERS: { readonly [tag in Language]?: () => Promise<{ readonly default: Forms }> } = {};

const loaded: { [tag in Language]?: Forms } = {};

/** What the messages of the first screen are in a language that was loaded, by their places. */
export function spareForms(language: Language): Forms | undefined {
  return loaded[language];
}

/** Whether all messages can be said in a language now. */
export function isThere(language: Language): boolean {
  return LOADERS[language] === undefined || loaded[language] !== undefined;
}

/** Loads what the first screen's files lack of a language. @throws TypeError where it cannot be had. */
export async function loadLanguage(language: Language): Promise<void> {
  if (isThere(language)) return;
  loaded[language] = (await LOADERS[language]?.())?.default;
}
