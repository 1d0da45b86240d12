import * as say from '../messages/lessons';
import { FIRST_LESSON } from './first-lesson';
import type { Lesson } from './lesson';
import { COMPARISON, LEFT_OUT, NEIGHBOURS, NEXT_ITEM, ROWS, TRAINING, TURN } from './steps';

/** Every lesson there is, the walk through all of it first. */
export const LESSONS: readonly Lesson[] = [
  {
    ...FIRST_LESSON,
    tells: say.tenMinutesTells,
    picture: {
      lines: [
        [0.05, 0.08, 0.11, 0.12, 0.12],
        [0.05, 0.05, 0.05, 0.05, 0.05],
      ],
    },
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
    picture: { bars: [0.058, 1] },
    task: say.seesTask,
    person: 1,
    steps: [ROWS, NEXT_ITEM],
  },
  {
    id: 'neighbours',
    title: say.neighboursTitle,
    minutes: 5,
    tells: say.neighboursTells,
    picture: { bars: [0.6, 0.24] },
    task: say.neighboursTask,
    person: 2,
    steps: [NEXT_ITEM, NEIGHBOURS],
  },
  {
    id: 'order',
    title: say.orderTitle,
    minutes: 5,
    tells: say.orderTells,
    picture: { ofTen: 7 },
    task: say.orderTask,
    person: 3,
    steps: [
      { id: 'backwards', shows: 'order', heading: say.orderTitle, notes: say.orderNotes },
      { id: 'visits', shows: 'visits', heading: say.visitsHeading, notes: say.visitsNotes },
    ],
    world: { knobs: '10-1-5-0-10', asks: say.orderWorld },
  },
  {
    id: 'overfitting',
    title: say.overfittingTitle,
    minutes: 6,
    tells: say.overfittingTells,
    picture: {
      lines: [
        [0.6, 0.5, 0.44, 0.42, 0.43, 0.46, 0.49, 0.52],
        [0.61, 0.53, 0.47, 0.44, 0.42, 0.41, 0.4, 0.4],
      ],
    },
    task: say.overfittingTask,
    person: 0,
    steps: [TRAINING, TURN],
  },
  {
    id: 'popularity',
    title: say.popularityTitle,
    minutes: 6,
    tells: say.popularityTells,
    picture: { bars: [0.13, 0.07] },
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
    picture: { bars: [0.56, 0.33, 0.11] },
    task: say.betterTask,
    person: 0,
    steps: [COMPARISON, LEFT_OUT],
  },
  {
    id: 'truth',
    title: say.truthTitle,
    minutes: 5,
    tells: say.truthTells,
    picture: { ofTen: 6 },
    task: say.truthTask,
    person: 4,
    steps: [{ id: 'believed', shows: 'truth', heading: say.truthHeading, notes: say.truthNotes }],
  },
];

export function lessonOf(id: string | null): Lesson | null {
  return LESSONS.find((lesson) => lesson.id === id) ?? null;
}
