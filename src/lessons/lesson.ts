import type { LessonKind } from '../domain/lesson-facts';
import type { Thing } from './names';

/** A lesson as data; what its steps say of the rows at hand is in readings.ts. */
export interface Lesson {
  readonly id: string;
  readonly title: () => string;
  readonly minutes: number;
  /** What one knows afterwards, in a line. */
  readonly tells: () => string;
  /** To be answered in front of a list, with “Why?” and what if at hand. */
  readonly task: () => string;
  /** Of the people whom the data offer, which one it is about: no lesson gives away what another asks. From 0. */
  readonly person: number;
  /** To take home, under its last step. */
  readonly remember?: () => string;
  readonly steps: readonly LessonStep[];
}

export interface LessonStep {
  readonly id: string;
  /** What is computed, drawn and said. */
  readonly shows: LessonKind;
  /** A question. */
  readonly heading: (about: { readonly person: string; readonly thing: Thing }) => string;
  /** Whether there is something to commit to before the answer shows; else it shows at once. */
  readonly asks: boolean;
  /** For whoever presents. */
  readonly notes: (about: { readonly thing: Thing }) => string;
}
