import { MORE, readName, readPath, skipBlank, type Dialect } from './tokens';

/** A table that rows go into. */
export interface Target {
  readonly names: readonly string[];
  /** Those in brackets behind it; null where there are none. */
  readonly columns: readonly string[] | null;
  /** Where what follows begins, or `MORE`. */
  readonly end: number;
}

export function readTarget(text: string, from: number, dialect: Dialect): Target {
  const { names, end } = from === MORE ? { names: [], end: MORE } : readPath(text, from, dialect);
  if (end === MORE || text[end] !== '(') return { names, columns: null, end };
  const columns: string[] = [];
  let at = end + 1;
  for (;;) {
    at = skipBlank(text, at, dialect);
    if (at === MORE) return { names, columns, end: MORE };
    if (text[at] === ')') break;
    const { name, end: behind } = readName(text, at);
    if (behind === MORE) return { names, columns, end: MORE };
    if (name !== null) columns.push(name);
    at = name === null ? behind + 1 : behind;
  }
  return { names, columns, end: skipBlank(text, at + 1, dialect) };
}
