import { FIRST_LESSON } from './first-lesson';
import type { Lesson } from './lesson';
import { BUCKETS, COMPARISON, NEIGHBOURS, NEXT_ITEM, ROWS, TRAINING, TURN } from './steps';

/** Every lesson there is, the walk through all of it first. */
export const LESSONS: readonly Lesson[] = [
  {
    ...FIRST_LESSON,
    tells: 'From rows to a list, how it is learned, and how to tell whether it is any good.',
    task: 'Why is the third one on the list? Untick what speaks for it, and say what happens.',
    steps: [ROWS, NEXT_ITEM, NEIGHBOURS, TRAINING, TURN, COMPARISON, BUCKETS],
  },
  {
    id: 'sees',
    title: 'What does a recommender see?',
    minutes: 4,
    tells: 'Only who chose what and when, and very little of all that there is.',
    task: 'Which part of the history does the list go back to, and what does it pass over?',
    steps: [ROWS, NEXT_ITEM],
  },
  {
    id: 'neighbours',
    title: 'People like you',
    minutes: 5,
    tells: 'Two people who share rare things are a recommender already.',
    task: 'What in the history speaks most for the first on the list? Untick it: what takes its place?',
    steps: [
      NEXT_ITEM,
      { ...NEIGHBOURS, asks: 'How many of these {listed} {items} did {person} choose later?' },
    ],
  },
  {
    id: 'order',
    title: 'Does the order matter?',
    minutes: 3,
    tells: 'The same history backwards is another history.',
    task: 'What counts more here, what came last or what came often? Find one on the list that shows it.',
    steps: [
      {
        id: 'backwards',
        shows: 'order',
        heading: 'Does the order matter?',
        text: 'The {turned} newest {items} of {person}, once as they came and once the other way round. Nothing else changes.',
        asks: 'How many of the first ten will be others?',
        reveals: '{orderSaid} Popularity counts heads, so any order gives the same list.',
        notes: 'Ask where order means little (a weekly shop) and where it is everything (a series).',
      },
    ],
  },
  {
    id: 'overfitting',
    title: 'Too much of a good thing',
    minutes: 6,
    tells: 'Memorising the past doesn’t predict the future.',
    task: 'Which one on the list surprises you, and how could you tell whether it was learned or memorised?',
    steps: [TRAINING, TURN],
  },
  {
    id: 'popularity',
    title: 'The rich get richer',
    minutes: 6,
    tells: 'Lists favour what is known already; exploring gives the new a chance, at a price.',
    task: 'How many of the ten would everybody get? Switch to popularity and count.',
    steps: [
      {
        id: 'bias',
        shows: 'popularity',
        heading: 'Who gets the places?',
        text: 'Lists of ten for {people} people, by each recipe. The {items} are sorted by how many people chose them: the first hundredth, the rest of the first tenth, all others.',
        asks: 'What share of the places does {recipe} give to the {head}?',
        reveals:
          '{recipe} gives *{headShare}* of the places to the {head}, with {headData} of the events. Its lists hold {distinct} different {items}; popularity gets by with {popularDistinct}.',
        notes:
          'What is shown gets chosen, and what gets chosen is shown: ask where that ends after ten rounds.',
      },
      {
        id: 'explore',
        shows: 'exploration',
        heading: 'What does exploring cost?',
        text: '{fresh} came within the last {days}. With explorationWeight, {recipe} gives some places to new ones, to learn whether anybody wants them.',
        asks: 'At explorationWeight 0.6, how many of a hundred places go to new {items}?',
        reveals:
          'At 0.6, new {items} get *{freshPlaces} of a hundred places*; at 0.3 it is {freshLittle}, without exploring {freshPlain}. {kept} of a hundred places stay what they were.',
        notes: 'Today’s visitors pay the cost, tomorrow’s have the gain.',
      },
    ],
  },
  {
    id: 'better',
    title: 'Is it really better?',
    minutes: 5,
    tells: 'A mean can be luck; people one by one say how likely that is.',
    task: 'Which recipe would you give this person? Take two reasons from “Why?”.',
    steps: [COMPARISON, BUCKETS],
  },
  {
    id: 'truth',
    title: 'What is really liked?',
    minutes: 5,
    tells: 'In a simulation the truth is known, so what a recipe believes can be held against it.',
    task: 'What would you ask this person, to find out whether the list is right?',
    steps: [
      {
        id: 'believed',
        shows: 'truth',
        heading: 'What does {person} really like?',
        text: 'These people are simulated, so it is known how much each would enjoy each of {allItems} {items}; {person} would enjoy {favourite} most. Each dot is one of the ten that a recipe lists.',
        asks: 'How many of the ten by {recipe} are among the {best} that {person} would enjoy most?',
        reveals:
          '*{amongBest} of ten* by {recipe} are among the {best} best for {person}; by popularity {popularBest}. Over {people} people, what {recipe} lists is enjoyed more than {beats} of all {items}, what is popular more than {popularBeats}.',
        notes:
          'Nobody tells a recipe what they like. It has what they chose, and they chose from what they were shown.',
      },
    ],
  },
];

export function lessonOf(id: string | null): Lesson | null {
  return LESSONS.find((lesson) => lesson.id === id) ?? null;
}
