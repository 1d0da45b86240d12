import type { LessonStep } from './lesson';

/** Steps that several lessons use; each computes what it says on the data at hand. */
export const NEXT_ITEM: LessonStep = {
  id: 'next',
  shows: 'next-item',
  heading: 'What will {person} {verb} next?',
  text: 'These are the newest {items} of {person}; what came next is hidden. Commit to a guess before the recipe does.',
  asks: 'Which one came next?',
  reveals:
    'It was *{hidden}*. People like {person} give it {alikeShare}, popularity {popularShare}: popularity says {popularTop}, to {person} and to everybody else. Over {people} people, the next {item} is within the first ten for {alikeFound} with neighbours and for {popularFound} with popularity.',
  notes: 'Let everybody commit before you press Enter. Popularity gives each person the same list.',
};

export const NEIGHBOURS: LessonStep = {
  id: 'neighbours',
  shows: 'neighbours',
  heading: 'Who is like {person}?',
  text: 'Find people who chose the same {items}, and list what they have and {person} has not. Rare {items} in common count more than those everybody has.',
  asks: null,
  reveals:
    '{first} shares {firstShared} with {person}, {second} {secondShared}. *{both} of the {listed}* come from both, and {person} chose {taken} of them later.',
  notes: 'Swap somebody in and watch the marks. Two neighbours make a nervous list; forty make a calm one.',
};

export const TRAINING: LessonStep = {
  id: 'training',
  shows: 'training',
  heading: 'How does a recipe learn?',
  text: 'A small recipe keeps {factors} numbers for every person and every {item}. An epoch goes once through {pairs} pairs and nudges them, so that what was chosen scores above what was not.',
  asks: null,
  reveals: '{trainingSaid}',
  notes:
    'One key, one epoch. Everybody’s newest {items} are held back; the curve measures whether lists find them.',
};

export const TURN: LessonStep = {
  id: 'turn',
  shows: 'turn',
  heading: 'Too much of a good thing?',
  text: 'The same recipe, people and seed: once held back by regularisation of {held}, once with next to none ({free}).',
  asks: 'With next to no regularisation, after which epoch are lists best?',
  reveals: '{turnSaid} Held back, they end at {heldValue}.',
  notes: 'The loss looks at rows it has seen. Only rows it has not seen tell learning from knowing by heart.',
};

export const COMPARISON: LessonStep = {
  id: 'better',
  shows: 'comparison',
  heading: 'Is it really better?',
  text: '{firstRecipe} and {secondRecipe} were asked for the same hidden {items} of the same {people} people. Person by person, who is served better?',
  asks: 'For how many of the {people} people is {firstRecipe} better?',
  reveals: '{verdict} {counts}',
  notes: 'Ask what it would take to be sure: more people, or a larger difference.',
};

export const BUCKETS: LessonStep = {
  id: 'left-out',
  shows: 'buckets',
  heading: 'Who is left out?',
  text: 'A mean hides people. Here the {people} people of the test stand apart, by how many events {recipe} had seen of them.',
  asks: 'Who gets the worst lists?',
  reveals: '{groupsSaid} {thin}',
  notes: 'Ask who these people are: new ones, rare tastes, those for whom the catalogue has little.',
};

export const ROWS: LessonStep = {
  id: 'rows',
  shows: 'rows',
  heading: 'What does a recommender see?',
  text: 'Who, what, when. No pictures, no plot, no reasons. These are a few of {events} events of {users} people and {allItems} {items}.',
  asks: 'Of all pairs of a person and {article}, how many have met?',
  reveals:
    'Of all pairs of a person and {article}, *{filled}* have met. The rest is what a recipe has to guess.',
  notes: 'Everything that follows comes out of rows like these.',
};
