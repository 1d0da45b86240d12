import type { MadeTurned } from '../../domain/imports';
import type { AnswerWord } from '../../domain/table-form';
import { likingOf, starsIn, thingsOf } from '../cells/likings';
import { putTogether } from '../cells/put-together';
import type { CellRows, CellTable } from '../open/cell-table';

/** Why an answer is no choice of anything. */
const REASONS = ['no-answer', 'not-chosen'] as const;

/** So many different words are answers to choose from; more are texts that people wrote. */
const MOST_WORDS = 30;

export interface TurnedTable extends CellTable {
  /** The words of the answers read so far in the order in which they came, and what each was taken for. */
  readonly words: () => readonly AnswerWord[];
}

/**
 * A table with a person in each row and a thing in each column, or the other way round, as rows of who, what, when and how
 * much. An empty cell is left out, and so is an answer that says that somebody has not chosen the thing. Its lines are the
 * places among the answers: a row of the wide table has many.
 */
export function turnedTable(wide: CellTable, made: Omit<MadeTurned, 'kind' | 'file' | 'of'>): TurnedTable {
  const { who, when, things, across = false, people = who === null ? [] : [who], says = [] } = made;
  const names = thingsOf(things.map((index) => wide.headers[index]));
  const together = new Map(says.map(({ word, means }) => [word, means]));
  const time = when === null ? [] : [when];
  const words = new Map<string, AnswerWord['means']>();
  return {
    form: 'made',
    words: () => [...words].map(([word, means]) => ({ word, means })),
    headers: ['user_id', 'item_id', ...time.map((index) => wide.headers[index]), 'rating'],
    async *rows(onRead): AsyncGenerator<CellRows> {
      let answers = 0;
      for await (const batch of wide.rows(onRead)) {
        const rows: string[][] = [];
        const lines: number[] = [];
        const leftOut = { 'no-answer': 0, 'not-chosen': 0 };
        for (const [i, row] of batch.rows.entries()) {
          // Who left no name is somebody all the same.
          const named = putTogether(people.map((index) => row[index])) || `row ${batch.lines[i]}`;
          for (const [j, index] of things.entries()) {
            const cell = row[index].trim();
            // Several boxes of a form are ticked by their names.
            const isTicked = cell === names[j] && Number.isNaN(starsIn(cell));
            const answer = isTicked && cell !== '' ? { liking: '' } : likingOf(cell, together);
            if (!isTicked) noteWord(words, cell, answer);
            if (typeof answer === 'string') {
              leftOut[answer]++;
              continue;
            }
            const ids = across ? [names[j], named] : [named, names[j]];
            rows.push([...ids, ...time.map((at) => row[at]), answer.liking]);
            lines.push(++answers);
          }
        }
        yield {
          rows,
          lines: Int32Array.from(lines),
          unread: batch.unread,
          leftOut: [
            ...(batch.leftOut ?? []),
            ...REASONS.flatMap((reason) =>
              leftOut[reason] === 0 ? [] : [{ reason, count: leftOut[reason] }],
            ),
          ],
        };
      }
    },
  };
}

/** Notes what a word means; a number that is taken as it is says that by itself. */
function noteWord(
  words: Map<string, AnswerWord['means']>,
  word: string,
  answer: ReturnType<typeof likingOf>,
): void {
  if (answer === 'no-answer' || words.size >= MOST_WORDS) return;
  if (answer === 'not-chosen') words.set(word, answer);
  else if (answer.liking !== word) words.set(word, answer.liking === '' ? 'chosen' : Number(answer.liking));
}
