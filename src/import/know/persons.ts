import { SOMEBODY } from '../../domain/imports';
import type { Service } from './service';
import { lastPart } from '../../domain/arn';

/** What file names say besides whose the file is. */
const COMMON =
  /viewing ?history|viewing ?activity|streaming ?history|watch ?history|browser ?history|(retail )?order ?history|history|ratings?|scrobbles?|library|export|takeout|activities|audio|music|video|data|your|my|all|csv|json|html?|zip|gz|utc|\d{4} \d{2} \d{2}( \d{2}){0,3}|\d+/g;

/** A file of a service, with the archive it came from. */
interface Placed {
  readonly path: string;
  readonly within?: string;
  /** In which its service handed it out. */
  readonly form?: unknown;
}

/**
 * Whose each file of one service is. Files of one folder or archive are one person's, of several each has a person by
 * what differs in its name; a file whose own name tells a name, beside others of its folder, is that person's.
 *
 * @param service whose own name in a file's says nothing.
 */
export function personsOf(
  files: readonly Placed[],
  { key, several, splits }: Pick<Service, 'key' | 'several' | 'splits'>,
): string[] {
  const places = files.map(({ path, within }) => [
    ...(within === undefined ? [] : [within]),
    ...path.split('/').slice(0, -1),
  ]);
  const apart = differing(places);
  const names = files.map(({ path }, i) => {
    return [...apart[i], several ? '' : nameIn(lastPart(path), key)].filter((part) => part !== '').join(' ');
  });
  const tidy = names.map((name) => nameIn(name, key) || name);
  const named = new Set(tidy).size === 1 ? files.map(() => SOMEBODY) : tidy.map((name) => name || SOMEBODY);
  return several || splits
    ? named
    : numbered(named, (i) => {
        const isPart = apart[i].length > 0 || PERIOD.test(lastPart(files[i].path).replaceAll('_', ' '));
        return isPart ? null : (files[i].form ?? null);
      });
}

/** A year or a month in a name says which part of one history a file is. */
const PERIOD =
  /(19|20)\d{2}|(^|\D)(1[0-2]|0?[1-9])[월月]|\b(q[1-4]|h[12]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** Where neither folders nor names tell files of one form apart, each is another person's: `me`, `me 2`. */
function numbered(names: readonly string[], formOf: (i: number) => unknown): string[] {
  return names.map((name, i) => {
    const form = formOf(i);
    const before = names
      .slice(0, i)
      .filter((other, j) => other === name && form !== null && formOf(j) === form);
    return before.length === 0 ? name : `${name} ${before.length + 1}`;
  });
}

/** The parts of each path that are not the same in all, from either end. */
function differing(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let rest = paths;
  const common = (at: number): boolean =>
    rest.every((path) => path.length > 0 && path.at(at) === rest[0].at(at)) && rest.length > 1;
  while (common(0)) rest = rest.map((path) => path.slice(1));
  while (common(-1)) rest = rest.map((path) => path.slice(0, -1));
  return paths.length > 1 ? rest : paths.map(() => []);
}

/** `NetflixViewingHistory-Ann.csv` → `Ann`. */
function nameIn(text: string, key: string): string {
  const words = text
    .replace(/\.[a-z0-9]{2,4}(\.gz)?$/i, '')
    .replace(/([a-z])([A-Z\d])/g, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  const own = new RegExp(`\\b(${key.replace('-', ' ?')}|${COMMON.source})\\b`, 'gi');
  return words.replace(own, ' ').replace(/\s+/g, ' ').trim();
}
