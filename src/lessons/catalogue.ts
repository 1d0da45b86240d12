import * as say from '../words/lessons';
import { FIRST_LESSON } from './first-lesson';
import type { Lesson } from './lesson';
import { COMPARISON, LEFT_OUT, NEIGHBOURS, NEXT_ITEM, ROWS, TRAINING, TURN } from './steps';

/** Every lesson there is, the walk through all of it first. */
export const LESSONS: readonly Lesson[] = [
  {
    ...FIRST_LESSON,
    tells: say.tenMinutesTells,
    task: say.tenMinutesTask,
    person: 0,
    remember: say.threeThings,
    steps: [ROWS, NEXT_ITEM, NEIGHBOURS, TRAINING, TURN, COMPARISON, LEFT_OUT],
  },
  {
    id: 'sees',
    title: say.seesTitle,
    minutes: 4,
    tells: say.seesTells,
    task: say.seesTask,
    person: 1,
    steps: [ROWS, NEXT_ITEM],
  },
  {
    id: 'neighbours',
    title: say.neighboursTitle,
    minutes: 5,
    tells: say.neighboursTells,
    task: say.neighboursTask,
    person: 2,
    steps: [NEXT_ITEM, NEIGHBOURS],
  },
  {
    id: 'order',
    title: say.orderTitle,
    minutes: 5,
    tells: say.orderTells,
    task: say.orderTask,
    person: 3,
    steps: [
      { id: 'backwards', shows: 'order', heading: say.orderTitle, notes: say.orderNotes },
      { id: 'visits', shows: 'visits', heading: say.visitsHeading, notes: say.visitsNotes },
    ],
  },
  {
    id: 'overfitting',
    title: say.overfittingTitle,
    minutes: 6,
    tells: say.overfittingTells,
    task: say.overfittingTask,
    person: 0,
    steps: [TRAINING, TURN],
  },
  {
    id: 'popularity',
    title: say.popularityTitle,
    minutes: 6,
    tells: say.popularityTells,
    task: say.popularityTask,
    person: 0,
    steps: [
      { id: 'bias', shows: 'popularity', heading: say.popularityTitle, notes: say.biasNotes },
      {
        id: 'explore',
        shows: 'exploration',
        heading: say.exploreHeading,
        notes: say.exploreNotes,
      },
    ],
  },
  {
    id: 'better',
    title: say.betterTitle,
    minutes: 5,
    tells: say.betterTells,
    task: say.betterTask,
    person: 0,
    steps: [COMPARISON, LEFT_OUT],
  },
  {
    id: 'truth',
    title: say.truthTitle,
    minutes: 5,
    tells: say.truthTells,
    task: say.truthTask,
    person: 4,
    steps: [{ id: 'believed', shows: 'truth', heading: say.truthHeading, notes: say.truthNotes }],
  },
];

export function lessonOf(id: string | null): Lesson | null {
  return LESSONS.find((lesson) => lesson.id === id) ?? null;
}
