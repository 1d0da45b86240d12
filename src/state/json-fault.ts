import type { Issue } from '../domain/issue';
import { isObject, jsonIn } from '../domain/json';
import { locateJsonFault } from '../domain/json-fault';

/** Why a text is no JSON object, as finding S01 with its place; null when it is one. */
export function jsonFault(text: string): Issue | null {
  const value = jsonIn(text);
  if (value === undefined) return finding(locateJsonFault(text));
  if (isObject(value)) return null;
  return finding({ line: 1, column: 1, token: text.trim().slice(0, 12), trailingComma: false });
}

function finding({ line, column, token, trailingComma }: ReturnType<typeof locateJsonFault>): Issue {
  return { code: 'S01', severity: 'error', line, value: token, details: { column, token, trailingComma } };
}
