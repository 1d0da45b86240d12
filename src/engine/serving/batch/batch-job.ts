import {
  AppError,
  isAppError,
  isCancelled,
  type AppError as Failure,
  type ErrorFacts,
} from '../../../domain/errors';
import { recipeFacts, servesOf, type RecipeName } from '../../../domain/recipe-catalogue';
import type { Job } from '../../../domain/ports';
import { LIMITS } from '../../../domain/limits';
import { answerLine, type BatchSource } from './answer-line';
import { keyOf, readBatchLine } from './batch-line';
import { answeredLine, failedLine } from './batch-output';

/** Longest input file where the recipe sets no limit of its own. */
const MAX_LINES = 50_000_000;
/** Lines read between two looks, while those that an earlier run has answered are passed over. */
const SKIPPED_A_LOOK = 4096;

/** Most lines of all input files of a job. @param themed whether its lists get themes. */
export function mostLines(recipe: RecipeName, themed: boolean): number {
  if (themed) return LIMITS.themedLines;
  return recipeFacts(recipe).mostBatchLines ?? MAX_LINES;
}

export interface BatchTask {
  readonly source: BatchSource;
  /** The words of a line's error, for people. */
  readonly describe: (error: Failure) => string;
}

/** What a finished job did. */
export interface BatchCounts {
  readonly lines: number;
  readonly failed: number;
}

/** Where a job stands; answering moves it on, each line before it is handed out. */
export interface BatchTally {
  /** Lines answered and, of those, lines with an error. */
  lines: number;
  failed: number;
  /** Lines read of the present file, blank ones too. */
  linesRead: number;
  firstFailure: Failure | null;
}

export function newTally(): BatchTally {
  return { lines: 0, failed: 0, linesRead: 0, firstFailure: null };
}

/** @throws AppError J01 for a recipe that has no batch jobs, J03 for a number of results out of range. */
export function checkBatch(recipe: RecipeName, numResults: number): void {
  keyOf(recipe);
  const max = servesOf(recipe) === 'segments' ? LIMITS.segmentUsers : LIMITS.results;
  if (!Number.isInteger(numResults) || numResults < 1 || numResults > max) {
    throw new AppError('J03', { numResults, max });
  }
}

/**
 * Answers line after line, from where the tally stands: one output line for each that is not blank, in order. A line
 * that fails says why in its place; memory does not grow with the file.
 *
 * @throws AppError J05 for more lines than the recipe takes, CANCELLED through the job, and whatever is not a line's
 *   own fault.
 */
export async function* answerLines(
  lines: AsyncIterable<string>,
  task: BatchTask,
  job: Job,
  tally: BatchTally,
): AsyncGenerator<string> {
  const { recipe } = task.source.version.spec;
  const max = mostLines(recipe, task.source.themeOf !== null);
  const done = tally.linesRead;
  let number = 0;
  for await (const text of lines) {
    if (++number % SKIPPED_A_LOOK === 0) await job.checkpoint('batch', tally.lines, 0);
    if (number <= done) continue;
    tally.linesRead = number;
    if (text.trim() === '') continue;
    if (tally.lines === max) throw new AppError('J05', { max, recipe });
    // One answer may take milliseconds; the job knows how long ago it last let others in.
    await job.checkpoint('batch', tally.lines, 0);
    const { line, failure } = outputOf(text, number, task);
    tally.lines++;
    if (failure !== null) {
      tally.failed++;
      tally.firstFailure ??= failure;
    }
    yield line;
  }
}

/** @throws AppError J04 when there was no line, the first line's error when every line failed. */
export function countsOf({ lines, failed, firstFailure }: BatchTally): BatchCounts {
  if (lines === 0) throw new AppError('J04');
  if (failed === lines && firstFailure !== null) throw firstFailure;
  return { lines, failed };
}

function outputOf(
  text: string,
  number: number,
  { source, describe }: BatchTask,
): { readonly line: string; readonly failure: Failure | null } {
  const { recipe } = source.version.spec;
  try {
    const read = readBatchLine(text, number, recipe);
    return { line: answeredLine(text, answerLine(read, source)), failure: null };
  } catch (error) {
    if (!isAppError(error) || isCancelled(error) || !isOfLine(error)) throw error;
    const failure = asLineError(error, number);
    return { line: failedLine(text, servesOf(recipe), describe(failure)), failure };
  }
}

/** Errors that one line causes; everything else would befall every line and ends the job. */
function isOfLine({ code }: Failure): boolean {
  return /^([BR]\d\d|I05)$/.test(code);
}

/** What a filter says of its values is a B04 of the line; context that does not fit, a B03. */
function asLineError(error: Failure, line: number): Failure {
  const { code, details } = error;
  if (code.startsWith('B')) return error;
  if (code === 'I05') return new AppError('B03', { line, key: 'context', ...contextFault(details) });
  return new AppError('B04', {
    line,
    reason: code,
    parameter: 'parameter' in details ? String(details.parameter) : null,
  });
}

function contextFault(facts: ErrorFacts['I05']): { found: string; expected: string } {
  switch (facts.reason) {
    case 'type':
      return { found: 'an object', expected: 'nothing, as the recipe has no use for it' };
    case 'count':
      return { found: `${facts.count} keys`, expected: `at most ${facts.max}` };
    case 'value':
      return { found: `${facts.length} characters about ${facts.key}`, expected: `at most ${facts.max}` };
    case 'key': {
      const { key, known } = facts;
      return { found: `about ${key}`, expected: known.length > 0 ? `one of ${known.join(', ')}` : 'nothing' };
    }
  }
}
