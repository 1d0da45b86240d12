import { describe, expect, test } from 'vitest';
import { LessonAnswers, type SeenStep } from '../../../../src/page/state/lesson-answers.svelte';
import type { Area } from '../../../../src/page/state/stored';

const KEY = 'foretaste.lessons';
function inMemory(found: Record<string, string> = {}): { area: Area; held: Map<string, string> } {
  const held = new Map(Object.entries(found));
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
  return { area: () => storage, held };
}

const seen = (change: Partial<SeenStep> = {}): SeenStep => ({
  step: 'next',
  heading: 'What next?',
  text: '',
  asked: { prompt: 'Which?', choices: ['Heat', 'Fargo'], right: 1 },
  says: '',
  ...change,
});

describe('what is said in a lesson', () => {
  test('has one home: what is saved is what is answered, now and after a reload', () => {
    const { area } = inMemory();
    const answers = new LessonAnswers(area);
    answers.see('p/order/next', seen());
    answers.say('p/order/next', { vote: 0 });
    answers.say('p/order/next', { text: 'because' });
    const expected = [
      {
        ...seen(),
        asked: { prompt: 'Which?', choices: ['Heat', 'Fargo'], right: 1, said: 0 },
        answer: 'because',
      },
    ];
    expect(answers.savedOf('p/order')).toEqual(expected);
    expect(new LessonAnswers(area).savedOf('p/order')).toEqual(expected);
    answers.say('p/order/next', { vote: 1 });
    expect(answers.savedOf('p/order')[0].asked?.said).toBe(1);
  });

  test('is forgotten whole, of this lesson alone, and brought back whole', () => {
    const { area } = inMemory();
    const answers = new LessonAnswers(area);
    for (const lesson of ['p/order', 'p/orders', 'q/order']) {
      answers.see(`${lesson}/next`, seen({ says: 'It was Fargo.' }));
      answers.say(`${lesson}/next`, { vote: 0, text: lesson });
    }
    const kept = answers.keptOf('p/order');
    answers.setKept('p/order', {});
    expect(answers.keptOf('p/order')).toBeNull();
    expect(answers.of('p/order/next')).toMatchObject({ vote: null, text: '' });
    // Nothing that is saved from here on knows what the class before said.
    expect(answers.savedOf('p/order')).toEqual([]);
    answers.see('p/order/next', seen());
    expect(answers.savedOf('p/order')).toMatchObject([{ asked: { said: null }, answer: '', says: '' }]);
    expect(new LessonAnswers(area).savedOf('p/order')[0].answer).toBe('');
    expect([answers.of('p/orders/next').text, answers.of('q/order/next').text]).toEqual([
      'p/orders',
      'q/order',
    ]);
    answers.setKept('p/order', kept ?? {});
    expect(answers.savedOf('p/order')).toMatchObject([
      { asked: { said: 0 }, answer: 'p/order', says: 'It was Fargo.' },
    ]);
  });

  test('is nothing to forget where a step was only looked at', () => {
    const answers = new LessonAnswers(inMemory().area);
    answers.see('p/order/next', seen());
    expect(answers.keptOf('p/order')).toBeNull();
  });

  test('stays with a question that is looked at again, and tells nothing of another', () => {
    const answers = new LessonAnswers(inMemory().area);
    answers.see('p/order/next', seen({ says: 'It was Fargo.' }));
    answers.see('p/order/next', seen());
    expect(answers.savedOf('p/order')[0].says).toBe('It was Fargo.');
    answers.say('p/order/next', { vote: 1 });
    answers.see('p/order/next', seen({ asked: { prompt: 'Which?', choices: ['Big'], right: 0 } }));
    expect(answers.savedOf('p/order')).toMatchObject([{ asked: { said: null }, says: '' }]);
  });

  test('is of whom was looked at last', () => {
    const answers = new LessonAnswers(inMemory().area);
    for (const who of ['Ana', 'Bo', 'Ana']) answers.see(`p/order/next/${who}`, seen({ heading: who }));
    expect(answers.savedOf('p/order').map(({ heading }) => heading)).toEqual(['Ana']);
  });

  test('is read as it was kept before, and nothing else is', () => {
    const { area } = inMemory({
      [KEY]: JSON.stringify({
        'p/order/next': { vote: 1, text: 'old', revealed: false },
        'p/order/odd': { vote: 1, text: 'odd', seen: { step: 'odd' } },
        'p/order/none': { vote: 'x' },
      }),
    });
    const answers = new LessonAnswers(area);
    expect(answers.of('p/order/next')).toMatchObject({ vote: 1, text: 'old' });
    expect(answers.of('p/order/none')).toMatchObject({ vote: null, text: '' });
    expect(answers.savedOf('p/order')).toEqual([]);
  });
});
