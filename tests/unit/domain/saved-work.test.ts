import { expect, test } from 'vitest';
import { readWork, type SavedWork } from '../../../src/domain/saved-work';

const WORK: SavedWork = {
  form: 1,
  lesson: 'order',
  title: 'Does the order matter?',
  name: 'Ana',
  data: 'Film club',
  savedAtMs: 5,
  steps: [
    {
      step: 'backwards',
      heading: 'Does the order matter?',
      text: 'Once as they came.',
      asked: { prompt: 'How many?', choices: ['none', 'some'], said: null, right: 1 },
      answer: '',
      says: '',
    },
  ],
};
const changed = (change: object): string => JSON.stringify({ ...WORK, ...change });

test('work is read as it was written', () => {
  expect(readWork(JSON.stringify(WORK))).toEqual(WORK);
  expect(readWork(changed({ steps: [] }))?.steps).toEqual([]);
});

test.each([
  ['no JSON', '{'],
  ['another form', changed({ form: 2 })],
  ['a number for a name', changed({ name: 5 })],
  ['no steps', changed({ steps: null })],
  ['a step of another kind', changed({ steps: [{ step: 'a' }] })],
  ['hundreds of steps', changed({ steps: Array.from({ length: 51 }, () => WORK.steps[0]) })],
  [
    'a vote for what is not there',
    changed({ steps: [{ ...WORK.steps[0], asked: { ...WORK.steps[0].asked, said: 7 } }] }),
  ],
  ['nothing', 'null'],
])('%s is no work', (_, json) => {
  expect(readWork(json)).toBeNull();
});
