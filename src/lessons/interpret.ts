import type { LackingFact } from '../domain/lesson-facts';
import type { Choices } from './choices';
import type { Lesson, LessonStep } from './lesson';
import { fill, personName, type LessonWords } from './names';
import { read, type KnownFact } from './readings';

/** A step as it stands on screen, every word of it computed. */
export interface ShownStep {
  readonly heading: string;
  readonly text: string;
  /** What to commit to, and what can be voted for; null: nothing is asked. */
  readonly asks: (Choices & { readonly prompt: string }) | null;
  readonly reveals: string;
  readonly notes: string;
}

/** A step in the words of the data. @throws RangeError where a text names what its figure does not compute. */
export function showStep(step: LessonStep, fact: KnownFact, words: LessonWords): ShownStep {
  const { values: own, choices } = read(fact, words);
  const values = { ...words, ...own };
  return {
    heading: fill(step.heading, values),
    text: fill(step.text, values),
    asks: step.asks === null || choices === null ? null : { ...choices, prompt: fill(step.asks, values) },
    reveals: fill(step.reveals, values).trim(),
    notes: fill(step.notes, values),
  };
}

/** Why the data cannot show a step, and the nearest thing that can be seen. */
export const LACKING: {
  readonly [reason in LackingFact['reason']]: { readonly why: string; readonly instead: string };
} = {
  truth: {
    why: 'Nobody knows what these people really like: only simulated people have a truth.',
    instead:
      'Held-out rows are the nearest thing to it; “Is it really better?” uses them. The sample shows the truth.',
  },
  people: {
    why: 'Too few people have enough events for this.',
    instead: 'It takes somebody with twelve different items, and people who share some of them.',
  },
  left: {
    why: 'This person has half of all there is or more, so hardly anything is left to learn from or to list.',
    instead: 'Open the lesson for somebody else, or without a person: the data then choose one.',
  },
  measure: {
    why: 'Nobody was held out when this version was trained, so nothing was measured.',
    instead: 'A training on data with two people of two events or more measures by itself.',
  },
  groups: {
    why: 'All people of the test had about as many events, so there are no groups to set apart.',
    instead: '“Is it really better?” tells of the same people one by one.',
  },
  versions: {
    why: 'The two versions were not measured on the same rows of the same people.',
    instead: 'Versions trained on the same data with the same seed can be compared.',
  },
};

/** The heading before anything is computed. */
export function headingOf(step: LessonStep, words: LessonWords, userId: string | null): string {
  return fill(step.heading, { ...words, person: userId === null ? 'somebody' : personName(userId) });
}

/** Place of the step asked for (from 1), within those there are. */
export function placeIn({ steps }: Lesson, step: number | null): number {
  return Math.min(steps.length, Math.max(1, step ?? 1)) - 1;
}
