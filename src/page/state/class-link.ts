import { isObject, type Json } from '../../domain/json';
import { type ClassSet, classSetFault, isReadySet, titlesOf } from '../../domain/class-set';
import type { Language } from '../../domain/language';
import type { AppState } from './app';
import { spokenLanguage } from './spoken';

/** What stands behind `#` in the link of a phone: `set=films`, or the titles themselves. No server hears of it. */
export function writeClassSet(set: ClassSet, lang: Language | null): string {
  const language = lang === null ? '' : `&lang=${lang}`;
  if ('ready' in set) return `set=${set.ready}${language}`;
  const bytes = new TextEncoder().encode(set.titles.join('\n'));
  const packed = btoa(String.fromCharCode(...bytes));
  return `things=${packed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}${language}`;
}

/**
 * What phones open: a page beside this one, in the language in which the class is asked.
 *
 * @param base where this page lies for them.
 */
export function phoneAddress(
  app: Pick<AppState, 'route' | 'preferences'>,
  set: ClassSet,
  base: string = location.href,
): string {
  return new URL(`class.html#${writeClassSet(set, spokenLanguage(app))}`, base).href;
}

/**
 * Where phones find a page that stands under localhost here: `npm start -- --host` says so. Null for every other page,
 * and where nobody else is let in.
 */
export async function addressForPhones(): Promise<string | null> {
  // Nobody reaches a machine that is in no network.
  if (!/^(localhost|127\.)/.test(location.hostname) || !navigator.onLine) return null;
  try {
    const answer = await fetch(new URL('addresses.json', location.href));
    const found = answer.ok ? ((await answer.json()) as Json) : null;
    const addresses = isObject(found) ? found['addresses'] : null;
    return Array.isArray(addresses) && typeof addresses[0] === 'string' ? addresses[0] : null;
  } catch (error) {
    // Another server, or none: phones have to find the way by the address of this page.
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @param hash with `#` or without. @returns null where it names no list that can be asked about. */
export function readClassSet(hash: string): ClassSet | null {
  const pairs = new URLSearchParams(hash.replace(/^#/, ''));
  const ready = pairs.get('set');
  if (ready !== null) return isReadySet(ready) ? { ready } : null;
  const titles = titlesOf(unpacked(pairs.get('things') ?? ''));
  return classSetFault(titles) === null ? { titles } : null;
}

function unpacked(packed: string): string {
  if (!/^[\w-]*$/.test(packed) || packed.length % 4 === 1) return '';
  const bytes = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
}
