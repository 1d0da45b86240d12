import { errorOf, type AppError, type ErrorRecord } from '../domain/errors';
import type { DoubtFacts, ExpressionFacts } from '../domain/facts/filters';
import type { FoundInText } from '../domain/filter-check';
import type { Span } from './tokens';

/** What is wrong with an expression. */
export type FilterProblem = FoundInText<keyof ExpressionFacts>;
/** What gives reason to doubt it. */
export type FilterWarning = FoundInText<keyof DoubtFacts>;

/** Says where a span stands in the text, for people (from 1) and for the editor (from 0). */
export function locate(text: string, { start, end }: Span) {
  const before = text.slice(0, start);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (const character of before) if (character === '\n') line++;
  return { start, end, position: start + 1, line, column: start - lineStart + 1 };
}

/** The finding as the error that crosses doors. */
export function filterError({ code, position, line, column, details }: FilterProblem): AppError {
  return errorOf({ code, details: { ...details, position, line, column } } as ErrorRecord);
}

/** A fault found while parsing or checking; becomes a `FilterProblem` once it is located. */
export class Fault<Code extends keyof ExpressionFacts = keyof ExpressionFacts> {
  constructor(
    readonly code: Code,
    readonly span: Span,
    readonly details: ExpressionFacts[Code],
  ) {}

  in(text: string): FilterProblem {
    const { code, span, details } = this;
    return { code, ...locate(text, span), details } as FilterProblem;
  }
}
