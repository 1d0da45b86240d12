import * as say from '../words/lessons';
import type { LessonStep } from './lesson';

/** Steps that several lessons use; each computes what it says on the data at hand. */
export const NEXT_ITEM: LessonStep = {
  id: 'next',
  shows: 'next-item',
  heading: say.nextHeading,
  asks: true,
  notes: say.nextNotes,
};

export const NEIGHBOURS: LessonStep = {
  id: 'neighbours',
  shows: 'neighbours',
  heading: say.neighboursHeading,
  asks: false,
  notes: say.neighboursNotes,
};

export const TRAINING: LessonStep = {
  id: 'training',
  shows: 'training',
  heading: say.trainingHeading,
  asks: false,
  notes: say.trainingNotes,
};

export const TURN: LessonStep = {
  id: 'turn',
  shows: 'turn',
  heading: say.overfittingTitle,
  asks: true,
  notes: say.turnNotes,
};

export const COMPARISON: LessonStep = {
  id: 'better',
  shows: 'comparison',
  heading: say.betterTitle,
  asks: true,
  notes: say.comparisonNotes,
};

export const LEFT_OUT: LessonStep = {
  id: 'left-out',
  shows: 'left-out',
  heading: say.leftOutHeading,
  asks: true,
  notes: say.leftOutNotes,
};

export const ROWS: LessonStep = {
  id: 'rows',
  shows: 'rows',
  heading: say.seesTitle,
  asks: true,
  notes: say.rowsNotes,
};
