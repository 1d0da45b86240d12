import type { TrainingFacts } from '../domain/facts/training';
import { count, counted } from '../domain/numbers';
import type { Always, WordsFor } from './said';

const RELAXED = 'Import more data, or go by the relaxed rules: they turn the service’s minimum into advice.';

export const TRAINING_WORDS: WordsFor<TrainingFacts> = {
  T01: ({ before, after, needed, eventType, threshold }) => {
    const parts = [
      ...(eventType === null ? [] : [`of type “${eventType}”`]),
      ...(threshold === null ? [] : [`with a value of at least ${threshold}`]),
    ];
    const from = parts.length === 0 ? '' : `, ${parts.join(' ')}`;
    return {
      what: `Only ${count(after)} of ${counted(before, 'event', 'events')} can be learned from${from}; at least ${count(needed)} are needed.`,
      todo: from === '' ? RELAXED : 'Take in more event types or a lower value, or import more data.',
    };
  },
  T02: ({ count: users, needed }) => ({
    what: `Only ${counted(users, 'user has', 'users have')} at least 2 events; ${count(needed)} are needed.`,
    todo: needed > 1 ? RELAXED : 'Import data in which somebody did at least two things.',
  }),
  T03: ({ types, columns, combined, limit }) => ({
    what: `The data have ${counted(types.length, 'event type', 'event types')} and ${counted(columns.length, 'optional column', 'optional columns')}, ${count(combined)} in all; the service allows ${count(limit)} event types and as many together. The types: ${types.join(', ')}.`,
    todo: 'Leave out columns or merge event types, and import again.',
  }),
  T04: ({ eventType, present }) => ({
    what: `No event has the type “${eventType}”.`,
    todo:
      present.length === 0
        ? 'The events have no type: train on all of them.'
        : `There are: ${present.join(', ')}.`,
  }),
  T05: ({ column }) => ({
    what: `A least event value needs a column of numbers called ${column}, and there is none.`,
    todo: 'Train without a least value, or import a file that has one.',
  }),
  T06: ({ column, reason }) => ({
    what: `The objective needs a column of the Items file with a number for every item; ${column} is ${reason}.`,
    todo: 'Choose a numeric column whose schema allows no empty cells.',
  }),
  T07: ({ recipe }) => ({
    what: `${recipe} learns from what is known about items, and nothing is.`,
    todo: 'Import an Items file with categories or numbers.',
  }),
  T08: () => ({
    what: 'All events have the same time, so there is no order to learn from.',
    todo: 'Import events with the times at which they happened.',
  }),
  T09: ({ status }) =>
    status === 'missing'
      ? { what: 'There are no events to learn from.', todo: 'Import an Interactions file first.' }
      : { what: 'An import is under way.', todo: 'Train when it has ended.' },
  P01: ({ recipe, known }) => ({
    what: `There is no recipe “${recipe}” here.`,
    todo: known.length === 0 ? 'Create it anew with one of today’s.' : `There are: ${known.join(', ')}.`,
  }),
  P02: ({ recipe, name, known }) => ({
    what: `${recipe} has no setting “${name}”.`,
    todo: known.length === 0 ? 'It has none at all.' : `It has: ${known.join(', ')}.`,
  }),
  P03: (facts) => ({ what: `${facts.name} cannot be “${facts.value}”.`, todo: allowed(facts) }),
  P04: ({ name }) => ({ what: `${name} cannot be tuned.`, todo: 'Take it out of the ranges.' }),
  P05: ({ min, max }) => ({ what: `${min} lies above ${max}.`, todo: 'Swap the two values.' }),
  P06: () => ({
    what: 'After the cuts too little is left to learn from.',
    todo: 'A recipe needs at least two items and one user with two events: cut less or import more.',
  }),
  P07: () => ({ what: 'AutoML chooses the recipe itself.', todo: 'Leave the recipe out.' }),
  P08: ({ recipe, allowed: recipes }) => ({
    what: `${recipe} has no objective to optimise for.`,
    todo: `These recipes do: ${recipes.join(', ')}.`,
  }),
  P09: (facts) =>
    'trainingMode' in facts
      ? {
          what: `${facts.recipe} cannot be trained in ${facts.trainingMode} mode.`,
          todo: 'Train it in full; only user-personalization and hrnn-coldstart take updates.',
        }
      : {
          what: 'There is no ACTIVE version trained on all data that an update could build on.',
          todo: 'Train the solution in full first.',
        },
  COLD_ITEMS: ({ count: items, min, max, days, fewerThan }) => ({
    what: `${counted(items, 'item is', 'items are')} cold: with fewer than ${count(fewerThan)} events and younger than ${counted(days, 'day', 'days')}.`,
    todo: `This recipe needs ${count(min)} to ${count(max)} cold items. Change cold_start_max_duration or cold_start_max_interactions.`,
  }),
};

function allowed(facts: Always<TrainingFacts['P03']>): string {
  if ('allowed' in facts && facts.allowed.length > 0) return `Allowed are: ${facts.allowed.join(', ')}.`;
  if (!('min' in facts)) return 'It must be a number.';
  const { kind, min, max } = facts;
  const number = kind === 'int' ? 'a whole number' : 'a number';
  if (min !== null && max !== null) return `Allowed is ${number} from ${min} to ${max}.`;
  if (min === null && max === null) return 'It must be a number.';
  if (min === null) return `Allowed is ${number} of at most ${max}.`;
  return `Allowed is ${number} ${min < 0.001 ? 'above 0' : `of at least ${min}`}.`;
}
