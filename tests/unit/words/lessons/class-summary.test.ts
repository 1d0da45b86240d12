import { expect, test } from 'vitest';
import type { SavedWork } from '../../../../src/domain/saved-work';
import { summarize } from '../../../../src/words/lessons/class-summary';

const work = (
  name: string,
  said: number | null,
  change: Partial<Omit<SavedWork, 'steps'>> & { answer?: string } = {},
) => {
  const { answer = '', ...rest } = change;
  const step = { step: 'a', heading: 'Which?', text: '', answer, says: '' };
  return {
    form: 1,
    lesson: 'order',
    title: 'Order',
    name,
    data: 'Film club',
    savedAtMs: 1,
    steps: [{ ...step, asked: { prompt: 'How many?', choices: ['none', 'one', 'two'], said, right: 1 } }],
    ...rest,
  } as const;
};

test('guesses are counted, who has not guessed is not, and answers stand by name', () => {
  const [lesson] = summarize([
    work('Ana', 1, { answer: ' because ' }),
    work('Ben', 0),
    work('Cem', 1),
    work('Dee', null),
  ]);
  expect(lesson).toMatchObject({ title: 'Order', people: 4, names: ['Ana', 'Ben', 'Cem', 'Dee'] });
  expect(lesson.steps).toEqual([
    {
      heading: 'Which?',
      asked: {
        prompt: 'How many?',
        choices: [
          { label: 'none', people: 1, right: false },
          { label: 'one', people: 2, right: true },
          { label: 'two', people: 0, right: false },
        ],
        people: 3,
      },
      answers: [{ name: 'Ana', answer: 'because' }],
    },
  ]);
});

test('of one name the work saved last counts; without a name each counts, and the same page once', () => {
  const [lesson] = summarize([
    work('Ana', 0, { savedAtMs: 9 }),
    work('ana ', 2, { savedAtMs: 3 }),
    work('', 1),
    work('', 1),
    work('', 2),
  ]);
  expect(lesson.people).toBe(3);
  expect(lesson.steps[0].asked?.choices.map(({ people }) => people)).toEqual([1, 1, 1]);
});

test('lessons stand apart, and so does a question about other data', () => {
  const other = work('Ben', 1);
  const [step] = other.steps;
  const lessons = summarize([
    work('Ana', 1),
    { ...other, steps: [{ ...step, asked: { ...step.asked, choices: ['x', 'y'] } }] },
    work('Cem', 1, { lesson: 'truth', title: 'Truth' }),
  ]);
  expect(lessons.map(({ title, steps }) => [title, steps.length])).toEqual([
    ['Order', 2],
    ['Truth', 1],
  ]);
  expect(summarize([])).toEqual([]);
});
