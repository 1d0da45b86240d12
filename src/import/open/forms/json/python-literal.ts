import { readLiteral } from '../../../cells/literal';

const PYTHON = /^[[{(]\s*u?'/;

/** A record as Python prints it, as JSON; any other text as it is. Data sets of reviews come so, a record on each line. */
export function jsonOfPython(text: string): string {
  if (!PYTHON.test(text)) return text;
  const literal = readLiteral(text);
  return literal?.whole === true ? JSON.stringify(literal.value) : text;
}
