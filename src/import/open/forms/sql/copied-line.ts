import { ESCAPES } from './escapes';

/** The cells of a line below `COPY … FROM stdin`: `\N` is nothing. */
export function copiedCells(line: string): string[] {
  const cells = line.split('\t');
  if (!line.includes('\\')) return cells;
  return cells.map((cell) => (cell === '\\N' ? '' : cell.includes('\\') ? unescaped(cell) : cell));
}

function unescaped(cell: string): string {
  return cell.replace(/\\(x[\da-f]{1,2}|[0-7]{1,3}|[\s\S])/gi, (_, escape: string) => {
    if (Object.hasOwn(ESCAPES, escape)) return ESCAPES[escape];
    if (/^x./i.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
    return /^[0-7]/.test(escape) ? String.fromCharCode(parseInt(escape, 8)) : escape;
  });
}
