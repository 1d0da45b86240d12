import { AppError, type FilterErrorCode, type JsonObject } from '../domain/errors';
import type { Span } from './tokens';

export type FilterWarningCode = 'UNKNOWN_LITERAL' | 'COMMA_IN_EVENT_TYPE' | 'REMOVES_EVERYTHING';

/** One finding about an expression. Offsets count UTF-16 units from 0; position, line and column count from 1. */
export interface FilterProblem {
  readonly code: FilterErrorCode;
  readonly start: number;
  readonly end: number;
  readonly position: number;
  readonly line: number;
  readonly column: number;
  /** Facts for the sentence; `copy/filters.ts` writes it. */
  readonly details: JsonObject;
}
export interface FilterWarning extends Omit<FilterProblem, 'code'> {
  readonly code: FilterWarningCode;
}

/** Says where a span stands in the text, for people (from 1) and for the editor (from 0). */
export function locate(text: string, { start, end }: Span) {
  const before = text.slice(0, start);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (const character of before) if (character === '\n') line++;
  return { start, end, position: start + 1, line, column: start - lineStart + 1 };
}

/** The finding as the error that crosses doors. */
export function filterError(problem: FilterProblem): AppError {
  const { code, position, line, column, details } = problem;
  return new AppError(code, { ...details, position, line, column });
}

/** A fault found while parsing or checking; becomes a `FilterProblem` once it is located. */
export class Fault {
  constructor(
    readonly code: FilterErrorCode,
    readonly span: Span,
    readonly details: JsonObject = {},
  ) {}
}
