import * as say from '../messages/lessons';
import type { LessonStep } from './lesson';

/** Steps that several lessons use; each computes what it says on the data at hand. */
export const NEXT_ITEM: LessonStep = {
  id: 'next',
  shows: 'next-item',
  heading: say.nextHeading,
  notes: say.nextNotes,
};

export const NEIGHBOURS: LessonStep = {
  id: 'neighbours',
  shows: 'neighbours',
  heading: say.neighboursHeading,
  notes: say.neighboursNotes,
};

export const TRAINING: LessonStep = {
  id: 'training',
  shows: 'training',
  heading: say.trainingHeading,
  notes: say.trainingNotes,
};

export const TURN: LessonStep = {
  id: 'turn',
  shows: 'turn',
  heading: say.overfittingTitle,
  notes: say.turnNotes,
};

export const COMPARISON: LessonStep = {
  id: 'better',
  shows: 'comparison',
  heading: say.betterTitle,
  notes: say.comparisonNotes,
};

export const LEFT_OUT: LessonStep = {
  id: 'left-out',
  shows: 'left-out',
  heading: say.leftOutHeading,
  notes: say.leftOutNotes,
};

export const ROWS: LessonStep = {
  id: 'rows',
  shows: 'rows',
  heading: say.seesTitle,
  notes: say.rowsNotes,
};
