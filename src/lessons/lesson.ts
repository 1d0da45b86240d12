import type { LessonKind } from '../domain/lesson-facts';

/**
 * A lesson as data. Texts may hold `{names}` of what is computed (`{person}`, `{items}`, `{people}` …) and one run of
 * words in *stars*, which carries the point.
 */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** What one knows afterwards, in a line. */
  readonly tells: string;
  /** To be answered in front of a list, with “Why?” and what if at hand. */
  readonly task: string;
  readonly steps: readonly LessonStep[];
}

export interface LessonStep {
  readonly id: string;
  /** What is computed and drawn. */
  readonly shows: LessonKind;
  /** A question. */
  readonly heading: string;
  readonly text: string;
  /** What to commit to before the answer shows; null: the answer shows at once. */
  readonly asks: string | null;
  /** What the figure says, from computed numbers. */
  readonly reveals: string;
  /** For whoever presents. */
  readonly notes: string;
}
