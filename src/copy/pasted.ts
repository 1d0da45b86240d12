import { listed } from '../domain/numbers';
/** What was read, in the form that the reader of pasted requests gives it. */
type Read =
  | { readonly fault: string; readonly what: string }
  | { readonly operation: string; readonly ignored: readonly string[]; readonly unknown: readonly string[] };

/** What came of a pasted request: why it cannot be read, or what was taken, passed over and not known. */
export function pastedWords(
  read: Read,
  operations: readonly string[],
  left: readonly string[],
): { readonly fault: string | null; readonly lines: readonly string[] } {
  if ('fault' in read) return { fault: faultWords(read, operations), lines: [] };
  const lines = [`The form has what the ${read.operation} request says.`];
  if (read.ignored.length > 0)
    lines.push(`${read.ignored.join(', ')}: of an account, and without effect here.`);
  if (left.length > 0)
    lines.push(`${left.join(', ')}: not taken over, because this form has no place for it.`);
  if (read.unknown.length > 0)
    lines.push(`${read.unknown.join(', ')}: ${read.operation} has no such member.`);
  return { fault: null, lines };
}

export function faultWords(
  { fault, what }: { readonly fault: string; readonly what: string },
  operations: readonly string[] = [],
): string {
  switch (fault) {
    case 'EMPTY':
      return 'Paste something first.';
    case 'NOT_JSON':
      return `This is no JSON: ${what}`;
    case 'NOT_OBJECT':
      return 'A request is an object: { … }.';
    case 'FILE':
      return `The command names a file (${what}), which this page cannot read. Paste what is in it.`;
    case 'NOT_LITERAL':
      return `The call names ${what}, whose value only the program knows. Write the value out.`;
    case 'NOT_PYTHON':
      return what === '' ? 'The call has no end.' : `The call cannot be read from here on: ${what}`;
    default:
      return `The command is ${what}; this form takes ${listed(operations, 'or')}.`;
  }
}
