import { listed } from '../../domain/numbers';
import * as say from '../messages/paste';

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
  const { operation, ignored, unknown } = read;
  const lines = [say.filled({ operation })];
  if (ignored.length > 0) lines.push(say.ignored({ members: ignored.join(', ') }));
  if (left.length > 0) lines.push(say.left({ members: left.join(', ') }));
  if (unknown.length > 0) lines.push(say.unknown({ members: unknown.join(', '), operation }));
  return { fault: null, lines };
}

export function faultWords(
  { fault, what }: { readonly fault: string; readonly what: string },
  operations: readonly string[] = [],
): string {
  switch (fault) {
    case 'EMPTY':
      return say.nothingPasted();
    case 'NOT_JSON':
      return say.notJson({ what });
    case 'NOT_OBJECT':
      return say.notObject();
    case 'FILE':
      return say.namesFile({ what });
    case 'NOT_LITERAL':
      return say.namesVariable({ what });
    case 'NOT_PYTHON':
      return what === '' ? say.noEnd() : say.unreadFrom({ what });
    default:
      return say.otherOperation({ what, operations: listed(operations, 'or') });
  }
}
