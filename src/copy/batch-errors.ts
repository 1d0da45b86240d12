import type { BatchFacts } from '../domain/facts/batch';
import { count } from '../domain/numbers';
import type { WordsFor } from './said';

/** What went wrong with a line or a job, in the words of an output file and of the screen. */
export const BATCH_WORDS: WordsFor<BatchFacts> = {
  B01: (facts) =>
    'position' in facts
      ? {
          what: `Line ${count(facts.line)} is not a JSON object (character ${count(facts.position)}): “${facts.text}”.`,
          todo: 'Write one JSON object a line, like {"userId": "5"}.',
        }
      : {
          what: `Line ${count(facts.line)} holds bytes that are not UTF-8: “${facts.text}”.`,
          todo: 'Save the file as UTF-8.',
        },
  B02: ({ line, key }) => ({
    what: `Line ${count(line)} has no ${key}.`,
    todo: 'Each line of this job needs one.',
  }),
  B03: (facts) => {
    const where = `${facts.key} of line ${count(facts.line)}`;
    if ('length' in facts)
      return {
        what: `The ${where} has ${count(facts.length)} characters; ids have at most ${count(facts.max)}.`,
        todo: 'Check whether something else got into the id.',
      };
    return {
      what: `The ${where} is ${facts.found} instead of ${facts.expected}.`,
      todo: 'Write ids in quotation marks: "5", not 5.',
    };
  },
  B04: ({ line, reason, parameter }) => {
    const parts = [reason, parameter].filter((part) => part !== null);
    const why = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
    return {
      what: `The filter values of line ${count(line)} do not fit the filter${why}.`,
      todo: 'Give every parameter of the filter a text, like {"GENRES": "\\"comedy\\""}.',
    };
  },
  B05: ({ line, length, max }) => ({
    what: `The list of line ${count(line)} has ${count(length)} items; 1 to ${count(max)} can be put in order.`,
    todo: 'Cut the list into several lines.',
  }),
  B06: ({ value }) => ({
    what: `Nothing is known of ${value}.`,
    todo: 'Ask for an item or value that was there in training.',
  }),
  J01: ({ recipe }) => ({
    what: `There are no batch jobs for ${recipe}.`,
    todo: 'Ask another solution version.',
  }),
  J02: () => ({ what: 'This solution version is not ACTIVE.', todo: 'Choose one that is, or train one.' }),
  J03: ({ numResults, max }) => ({
    what: `${numResults} is no possible number of results.`,
    todo: `Ask for 1 to ${count(max)}.`,
  }),
  J04: () => ({ what: 'The file holds no line.', todo: 'Choose a file with one JSON object a line.' }),
  J05: ({ max }) => ({
    what: `The file holds more than ${count(max)} lines, the most that such a job takes.`,
    todo: 'Cut it into several files.',
  }),
  J06: (facts) => ({
    what: 'This filter does not fit the job.',
    todo:
      'reason' in facts
        ? 'Segments of attributes take a filter over users that does not speak of Interactions.'
        : 'Take a filter over items for lists, and one over users for segments.',
  }),
};
