import type { LessonKind } from '../../domain/lesson-facts';
import type { Thing } from './names';

/** A finding as a small drawing: shares of 1 side by side, lines over time, or so many of ten. */
export type Picture =
  | { readonly bars: readonly number[] }
  | { readonly lines: readonly (readonly number[])[] }
  | { readonly ofTen: number };

/** A lesson as data; what its steps say of the rows at hand is in readings.ts. */
export interface Lesson {
  readonly id: string;
  readonly title: () => string;
  readonly minutes: number;
  /** What one knows afterwards, in a line. */
  readonly tells: () => string;
  /** What it finds on the film club (docs/lessons.md), without words: they wait for a guess. */
  readonly picture: Picture;
  /** To be answered in front of a list, with “Why?” and what if at hand. */
  readonly task: () => string;
  /** Of the people whom the data offer, which one it is about: no lesson gives away what another asks. From 0. */
  readonly person: number;
  /** To take home, under its last step. */
  readonly remember?: () => string;
  /** What can be found out afterwards in the invented world, with its knobs where the address says. */
  readonly world?: { readonly knobs: string; readonly asks: () => string };
  readonly steps: readonly LessonStep[];
}

/** It asks before it shows, and shows what is there on the data at hand (effects.ts), or not at all. */
export interface LessonStep {
  readonly id: string;
  /** What is computed, drawn and said. */
  readonly shows: LessonKind;
  /** A question. */
  readonly heading: (about: { readonly person: string; readonly thing: Thing }) => string;
  /** For whoever presents. */
  readonly notes: (about: { readonly thing: Thing }) => string;
}
