import { checkFilter } from './check';
import type { FilterProblem, FilterWarning } from './errors';
import type { Schemas } from '../domain/schema';
import { quoted } from './print';
import { nearMatches } from './suggest';
import { numberPattern, type Span } from './tokens';

/** A change of the text that takes a finding away. */
export interface FilterFix extends Span {
  readonly text: string;
}

/**
 * Changes that would take a fault away, the likeliest first: near names, quotes put on or taken off, the operator that
 * the field's type asks for. Each has been held against the checker: behind it no fault stands where this one stood.
 */
export function fixesOf(
  expression: string,
  problem: FilterProblem | FilterWarning,
  schemas: Schemas,
  fieldsOfGroup: readonly string[] = [],
): readonly FilterFix[] {
  const held = proposed(expression, problem).map((fix) => {
    const [left] = checkFilter(applyFix(expression, fix), schemas, fieldsOfGroup).errors;
    return { fix, mends: left === undefined || left.start >= fix.start + fix.text.length, whole: !left };
  });
  // One that leaves no fault at all makes the others pointless.
  const best = held.some(({ whole }) => whole) ? held.filter(({ whole }) => whole) : held;
  return best.filter(({ mends }) => mends).map(({ fix }) => fix);
}

export function applyFix(expression: string, { start, end, text }: FilterFix): string {
  return expression.slice(0, start) + text + expression.slice(end);
}

function proposed(expression: string, problem: FilterProblem | FilterWarning): readonly FilterFix[] {
  const { code, details, start, end } = problem;
  const found = expression.slice(start, end);
  const instead = (text: string): FilterFix[] => [{ start, end, text }];
  switch (code) {
    case 'F03':
    case 'F04':
      return 'near' in details ? details.near.flatMap(instead) : [];
    case 'UNKNOWN_LITERAL':
      return details.near.flatMap((name) => instead(quoted(name)));
    case 'COMMA_IN_EVENT_TYPE':
      return instead(
        details.value
          .split(',')
          .map((part) => quoted(part.trim()))
          .join(', '),
      );
    case 'F02':
      return details.reason === 'string-open'
        ? closings(expression, start, end)
        : [...nearMatches(found, details.expected).flatMap(instead), ...quotesPutOn(expression, problem)];
    case 'F07':
      return otherTests(expression, problem);
    case 'F10':
      return details.reason === 'quoted' ? instead(details.parameter) : [];
    default:
      return [];
  }
}

/** What was written where a text is expected may be one without its quotes, of several words even. */
function quotesPutOn(
  expression: string,
  { details, start }: Extract<FilterProblem, { code: 'F02' }>,
): readonly FilterFix[] {
  if (!('expected' in details) || !details.expected.includes('text')) return [];
  const [bare] = /^[^,()"'|]*/.exec(expression.slice(start)) ?? [''];
  const text = bare.trimEnd();
  return text === '' ? [] : [{ start, end: start + text.length, text: quoted(text) }];
}

/** Where the quote of a text without an end may have been meant: before what ends a list, or at the end. */
function closings(expression: string, start: number, end: number): readonly FilterFix[] {
  const open = expression.slice(start, end);
  const quote = open[0];
  const ends = [...open.matchAll(/\s*[),]/g)].map((match) => match.index);
  return [...ends, open.trimEnd().length]
    .filter((at) => at > 1)
    .map((at) => ({ start: start + at, end: start + at, text: quote }));
}

/** A test of the right kind for the field, with the values that stand there already. */
function otherTests(
  expression: string,
  { details, start, end }: Extract<FilterProblem, { code: 'F07' }>,
): readonly FilterFix[] {
  const found = expression.slice(start, end);
  const behind = expression.slice(end);
  const instead = (text: string, taken = 0): FilterFix[] => [{ start, end: end + taken, text }];
  switch (details.reason) {
    case 'number-quoted':
      return numberPattern.test(String(details.value)) ? instead(String(details.value)) : [];
    case 'number-in-list':
      return instead(quoted(found));
    case 'text-compared': {
      const value = /^\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\$\w+)/.exec(behind);
      if (value === null || !/^!?=$/.test(found)) return [];
      return instead(`${found === '=' ? 'IN' : 'NOT IN'} (${value[1]})`, value[0].length);
    }
    case 'number-listed': {
      const value = /^\s*\(\s*(["']?)([^"'(),\s]+)\1\s*\)/.exec(behind);
      return value === null ? [] : instead(`${/not/i.test(found) ? '!=' : '='} ${value[2]}`, value[0].length);
    }
    case 'no-such-operator': {
      const range = /^\s+(\S+)\s+AND\s+([^\s|)]+)/i.exec(behind);
      const name = /(\w+\s*\.\s*\w+)\s*$/.exec(expression.slice(0, start))?.[1];
      if (range === null || name === undefined) return [];
      return instead(`>= ${range[1]} AND ${name} <= ${range[2]}`, range[0].length);
    }
  }
}
