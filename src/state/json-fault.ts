import type { Issue } from '../domain/issue';
import { locateJsonFault } from '../domain/json-fault';

/** Why a text is no JSON object, as finding S01 with its place; null when it is one. */
export function jsonFault(text: string): Issue | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return null;
    return finding({ line: 1, column: 1, token: text.trim().slice(0, 12), trailingComma: false });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return finding(locateJsonFault(text));
  }
}

function finding({ line, column, token, trailingComma }: ReturnType<typeof locateJsonFault>): Issue {
  return { code: 'S01', severity: 'error', line, value: token, details: { column, token, trailingComma } };
}
