import { parseFilter } from '../../../src/filters/parse';
import { tokenize } from '../../../src/filters/tokens';

/** What was said, without where; an expression with a fault means nothing. */
export function meaningOf(text: string): unknown {
  const { syntax, fault } = parseFilter(text);
  if (fault !== null) return null;
  return JSON.parse(
    JSON.stringify(syntax, (key, value: unknown) => (/span$/i.test(key) ? undefined : value)),
  );
}

/** The tokens of a text, as far as they carry meaning. */
export function contentOf(text: string): string[] {
  return tokenize(text).flatMap(({ kind, value }) => {
    if (kind === 'word' && value.toUpperCase() === 'NOT_IN') return ['NOT', 'IN'];
    if (kind === 'word')
      return [/^(include|exclude|where|and|or|not|in|if)$/i.test(value) ? value.toUpperCase() : value];
    return kind === 'number' ? [String(Number(value) + 0)] : [`${kind} ${value}`];
  });
}
