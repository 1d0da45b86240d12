import { AppError, isAppError, isCancelled, type AppError as Failure } from '../../domain/errors';
import type { RecipeName, RecipeType } from '../../domain/resources';
import type { Job } from '../../domain/ports';
import { answerLine, type BatchSource } from './answer-line';
import { readBatchLine, type BatchLine } from './batch-line';
import { answeredLine, failedLine } from './batch-output';

/** Longest input file, and those of the two segment recipes. */
const MAX_LINES = 50_000_000;
const MAX_SEGMENT_LINES: { readonly [recipe in RecipeName]?: number } = {
  'aws-item-affinity': 500,
  'aws-item-attribute-affinity': 10,
};
const MAX_RESULTS = 500;
const MAX_SEGMENT_USERS = 10_000;
/** Lines answered between two looks for a stop; one answer takes milliseconds at most. */
const LINES_A_LOOK = 8;

export interface BatchTask {
  readonly recipe: RecipeName;
  readonly source: BatchSource;
  /** The words of a line's error, for people. */
  readonly describe: (error: Failure) => string;
}

/** What a finished job did. */
export interface BatchCounts {
  readonly lines: number;
  readonly failed: number;
}

/** @throws AppError J01 for a recipe that has no batch jobs, J03 for a number of results out of range. */
export function checkBatch(recipe: RecipeName, type: RecipeType, numResults: number): void {
  if (recipe === 'aws-trending-now') throw new AppError('J01', { recipe, type });
  const max = type === 'USER_SEGMENTATION' ? MAX_SEGMENT_USERS : MAX_RESULTS;
  if (!Number.isInteger(numResults) || numResults < 1 || numResults > max) {
    throw new AppError('J03', { numResults, max });
  }
}

/**
 * Answers line after line: one output line for each that is not blank, in order. A line that fails says why in its
 * place; memory does not grow with the file. The counts are the generator's return value.
 *
 * @throws AppError J04 when there was no line, J05 for more lines than the recipe takes, the first line's error when
 *   every line failed, CANCELLED through the job, and whatever is not a line's own fault.
 */
export async function* runBatch(
  lines: AsyncIterable<string>,
  task: BatchTask,
  job: Job,
): AsyncGenerator<string, BatchCounts> {
  const max = MAX_SEGMENT_LINES[task.recipe] ?? MAX_LINES;
  let number = 0;
  let count = 0;
  let failed = 0;
  let firstFailure: Failure | null = null;
  for await (const text of lines) {
    number++;
    if (text.trim() === '') continue;
    if (++count > max) throw new AppError('J05', { max, recipe: task.recipe });
    if (count % LINES_A_LOOK === 1) await job.checkpoint('batch', count - 1, 0);
    const { line, failure } = outputOf(text, number, task);
    if (failure !== null) {
      failed++;
      firstFailure ??= failure;
    }
    yield line;
  }
  if (count === 0) throw new AppError('J04');
  if (failed === count && firstFailure !== null) throw firstFailure;
  return { lines: count, failed };
}

function outputOf(
  text: string,
  number: number,
  { recipe, source, describe }: BatchTask,
): { readonly line: string; readonly failure: Failure | null } {
  let read: BatchLine | null = null;
  try {
    read = readBatchLine(text, number, recipe, source.type);
    return { line: answeredLine(read.input, answerLine(read, source)), failure: null };
  } catch (error) {
    if (!isAppError(error) || isCancelled(error) || !isOfLine(error)) throw error;
    const failure = asLineError(error, number);
    return { line: failedLine(read?.input ?? echoOf(text), failure.code, describe(failure)), failure };
  }
}

/** Errors that one line causes; everything else would befall every line and ends the job. */
function isOfLine({ code }: Failure): boolean {
  return /^[BR]\d\d$/.test(code);
}

/** What a filter says of its values is a B04 of the line. */
function asLineError(error: Failure, line: number): Failure {
  if (error.code.startsWith('B')) return new AppError(error.code, { line, ...error.details });
  return new AppError('B04', { ...error.details, line, reason: error.code });
}

/** A line that is JSON but cannot be read is echoed as it was parsed; anything else as text. */
function echoOf(text: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(text);
  } catch {
    return text; // said in the output line: it is not JSON
  }
}
