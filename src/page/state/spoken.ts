import type { Language } from '../../domain/language';
import type { AppState } from './app';

/** The language of the page: that of the link for as long as it is open, else the person's. */
export function spokenLanguage({ route, preferences }: Pick<AppState, 'route' | 'preferences'>): Language {
  return route.current.lang ?? preferences.language;
}

/** Speaks another language at once and from now on; a link that names one is overruled. */
export function speak(
  { route, preferences }: Pick<AppState, 'route' | 'preferences'>,
  language: Language,
): void {
  preferences.setLanguage(language);
  if (route.current.lang !== null) route.go({ lang: null }, 'replace');
}
