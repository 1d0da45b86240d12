import type { Issue } from '../domain/issue';

/** Why a text is not JSON, as finding S01 with line and column, or null when it is an object. */
export function jsonFault(text: string): Issue | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return null;
    return fault(1, 1, text.trim().slice(0, 12), false);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = positionOf(error.message, text);
    const before = text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    const token = /\S+/.exec(text.slice(at))?.[0].slice(0, 12) ?? '';
    const trailing = /,\s*$/.test(before) && /^[}\]]/.test(token);
    return fault(line, column, token, trailing);
  }
}

function fault(line: number, column: number, token: string, trailingComma: boolean): Issue {
  return {
    code: 'S01',
    severity: 'error',
    line,
    value: token,
    details: { line, column, token, trailingComma },
  };
}

/** Engines say the place as a position or as line and column; the end of the text where they say neither. */
function positionOf(message: string, text: string): number {
  const position = /position (\d+)/.exec(message);
  if (position !== null) return Number(position[1]);
  const place = /line (\d+) column (\d+)/.exec(message);
  if (place === null) return text.length;
  const lines = text.split('\n').slice(0, Number(place[1]) - 1);
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1;
}
