import { balancerLine, commonLine, extendedLines, type ReadLine } from './requests';

/** Lines by which a log is told. */
const LOOKED_AT = 50;
/** Of them so many are requests; scanners write what is none. */
const MOSTLY = 0.8;

/** How the lines of a text are read that a web server has written; null where it is another. */
export function logReader(beginning: string): (() => ReadLine) | null {
  const lines = beginning.split('\n', LOOKED_AT + 1).map((line) => line.trimEnd());
  // The last one may be cut.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return (
    [() => commonLine, () => balancerLine, extendedLines].find((make) => isReadBy(make(), whole)) ?? null
  );
}

function isReadBy(read: ReadLine, lines: readonly string[]): boolean {
  const told = lines.flatMap((line) => {
    const request = line === '' ? '' : read(line);
    return request === '' ? [] : [request];
  });
  const requests = told.flatMap((request) => (request !== null && request.time !== '' ? [request] : []));
  return requests.some(({ target }) => target !== '') && requests.length >= told.length * MOSTLY;
}
