import type { RequestFacts } from '../domain/facts/requests';
import { count, counted } from '../domain/numbers';
import type { WordsFor } from './said';

const NOTHING_KEPT = 'Nothing of the call was kept: correct it and send it again.';

export const REQUEST_WORDS: WordsFor<RequestFacts> = {
  I01: ({ what, status }) => {
    if (status === 'both' || status === 'none')
      return {
        what: `A request names a campaign or a recommender; this one names ${status === 'both' ? 'both' : 'neither'}.`,
        todo: 'Name exactly one of the two.',
      };
    const otherwise = what === 'version' ? 'or train one' : 'or make one';
    return {
      what:
        status === null ? `This ${what} is no longer there.` : `This ${what} is ${status} and cannot answer.`,
      todo: status === 'INACTIVE' ? 'Start it first.' : `Choose an ACTIVE ${what}, ${otherwise}.`,
    };
  },
  I02: ({ missing, recipe }) => {
    switch (missing) {
      case 'userId':
        return { what: 'No user was named.', todo: 'Choose a user.' };
      case 'itemId':
        return { what: 'No item was named.', todo: 'Choose an item.' };
      case 'recipe':
        return {
          what: `${recipe} makes lists of its own and puts no given one in order.`,
          todo: 'Ask a campaign of aws-personalized-ranking.',
        };
      case 'inputList':
        return {
          what: `${recipe} puts a given list in order and makes none of its own.`,
          todo: 'Name the items to put in order.',
        };
      case 'segment-job':
        return {
          what: `${recipe} answers with lists of users, in batch segment jobs only.`,
          todo: 'Create a batch segment job.',
        };
    }
  },
  I03: ({ numResults, max }) => ({
    what: `A list can hold 1 to 500 items; ${numResults} is neither.`,
    todo: `Ask for 1 to ${count(max)} items.`,
  }),
  I04: ({ length, max }) => ({
    what:
      length === 0
        ? 'The list to put in order is empty.'
        : `The list to put in order has ${counted(length, 'item', 'items')}.`,
    todo: `Name 1 to ${counted(max, 'item', 'items')}.`,
  }),
  I05: (facts) => {
    switch (facts.reason) {
      case 'type':
        return {
          what: 'Context counts only in recipes that answer for a user or rank a list.',
          todo: 'Leave the context out.',
        };
      case 'value':
        return {
          what: `The context of “${facts.key}” is longer than ${counted(facts.max, 'character', 'characters')}.`,
          todo: 'Give one value of that field.',
        };
      case 'count':
        return {
          what: 'The context has too many keys.',
          todo: `At most ${count(facts.max)} are allowed.`,
        };
      case 'key':
        return {
          what: `“${facts.key}” is no metadata field of the Interactions dataset.`,
          todo: facts.known.length === 0 ? 'It has none.' : `It has: ${facts.known.join(', ')}.`,
        };
    }
  },
  I06: ({ reason }) => ({
    what: `The promotion cannot be used: ${PROMOTION[reason]}.`,
    todo: 'Give one promotion with a name, a share of 1 to 100 percent and a filter.',
  }),
  I07: (facts) => {
    switch (facts.reason) {
      case 'off':
        return {
          what: 'Columns of the items are given only where enableMetadataWithRecommendations is on.',
          todo: 'Turn it on for the campaign or recommender.',
        };
      case 'count':
        return {
          what: `${count(facts.count)} columns were asked for.`,
          todo: `At most ${count(facts.max)} are returned.`,
        };
      case 'dataset':
        return {
          what: `Columns of “${facts.dataset}” are not returned.`,
          todo: 'Ask for columns of ITEMS.',
        };
      case 'column':
        return {
          what: `The Items dataset has no column “${facts.column}”.`,
          todo: `It has: ${facts.known.join(', ')}.`,
        };
    }
  },
  E01: ({ trackingId }) => ({
    what: `No event tracker has the id “${trackingId}”.`,
    todo: 'Create an event tracker and use its trackingId.',
  }),
  E02: ({ place, field, max }) => ({
    what:
      max === null
        ? `${where(place)} “${field}” is missing or cannot be read.`
        : `${where(place)} “${field}” is longer than ${count(max)}.`,
    todo: NOTHING_KEPT,
  }),
  E03: ({ place, max }) => ({
    what:
      max === null
        ? `${where(place)} the properties are no JSON object.`
        : `${where(place)} the properties are longer than ${count(max)} characters.`,
    todo: 'Properties are JSON text such as {"genre":"Comedy"}.',
  }),
  E04: (facts) =>
    'forbidden' in facts
      ? {
          what: `${where(facts.place)} “${facts.key}” may not stand in the properties.`,
          todo: 'Put it beside the properties.',
        }
      : {
          what: `${where(facts.place)} no field of the schema is called “${facts.key}”.`,
          todo: `There are: ${facts.known.join(', ')}.`,
        },
  E05: (facts) => {
    const { field, type } = facts;
    const at = where(facts.place);
    if ('missing' in facts)
      return {
        what: `${at} “${field}” is missing, and the schema wants a value.`,
        todo: `Give it in the properties as “${facts.property}”. Nothing of the call was kept.`,
      };
    return {
      what:
        facts.value === null
          ? `${at} “${field}” is null, and the schema wants a value.`
          : `${at} the value of “${field}” does not fit its type, ${type}.`,
      todo: NOTHING_KEPT,
    };
  },
  E06: ({ count: entries, max }) => ({
    what: `The call has ${count(entries)} entries.`,
    todo: `Send at most ${count(max)} at a time.`,
  }),
  M01: (facts) => {
    switch (facts.reason) {
      case 'form':
        return {
          what: `“${facts.expression}” is no expression of a metric.`,
          todo: 'Write SUM(Items.COLUMN), SUM(Interactions.COLUMN) or SAMPLECOUNT().',
        };
      case 'dataset':
        return {
          what: `There is no ${facts.dataset === 'ITEMS' ? 'Items' : 'Interactions'} dataset to sum a column of.`,
          todo: 'Import it first, or count with SAMPLECOUNT().',
        };
      default: {
        const { reason, column, known } = facts;
        return {
          what:
            reason === 'column' ? `The dataset has no column “${column}”.` : `“${column}” holds no numbers.`,
          todo: known.length === 0 ? 'It has no column of numbers.' : `Numbers are in: ${known.join(', ')}.`,
        };
      }
    }
  },
  M02: () => ({
    what: 'The Interactions dataset has no EVENT_TYPE, and a metric counts events of a type.',
    todo: 'Import events with an EVENT_TYPE column first.',
  }),
};

const PROMOTION: { readonly [reason in RequestFacts['I06']['reason']]: string } = {
  count: 'there is more than one',
  name: 'it has no name',
  filter: 'it has no filter',
  percent: 'its share is not a whole number from 1 to 100',
};

/** Entries are counted from 1; 0 is the call itself. */
function where(place: number): string {
  return place > 0 ? `In entry ${place},` : 'In the call,';
}
