import type { AppError, JsonObject } from '../domain/errors';
import { count } from '../domain/numbers';

/** What went wrong with a line or a job, in the words of an output file and of the screen; null for other codes. */
export function describeBatchError({
  code,
  details,
}: AppError): { readonly what: string; readonly todo: string } | null {
  const max = Number(details.max);
  switch (code) {
    case 'B01':
      if (details.reason === 'no-text')
        return {
          what: `Line ${count(Number(details.line))} holds bytes that are not UTF-8: “${String(details.text)}”.`,
          todo: 'Save the file as UTF-8.',
        };
      return {
        what: `Line ${count(Number(details.line))} is not a JSON object (character ${count(Number(details.position))}): “${String(details.text)}”.`,
        todo: 'Write one JSON object a line, like {"userId": "5"}.',
      };
    case 'B02':
      return {
        what: `Line ${count(Number(details.line))} has no ${String(details.key)}.`,
        todo: 'Each line of this job needs one.',
      };
    case 'B03':
      return wrongValue(details);
    case 'B04':
      return {
        what: `The filter values of line ${count(Number(details.line))} do not fit the filter${reason(details)}.`,
        todo: 'Give every parameter of the filter a text, like {"GENRES": "\\"comedy\\""}.',
      };
    case 'B05':
      return {
        what: `The list of line ${count(Number(details.line))} has ${count(Number(details.length))} items; 1 to ${count(max)} can be put in order.`,
        todo: 'Cut the list into several lines.',
      };
    case 'B06':
      return {
        what: `Nothing is known of ${String(details.itemId ?? details.value ?? details.query)}.`,
        todo: 'Ask for an item or value that was there in training.',
      };
    case 'J01':
      return {
        what: `There are no batch jobs for ${String(details.recipe)}.`,
        todo: 'Ask another solution version.',
      };
    case 'J02':
      return { what: 'This solution version is not ACTIVE.', todo: 'Choose one that is, or train one.' };
    case 'J03':
      return {
        what: `${String(details.numResults)} is no possible number of results.`,
        todo: `Ask for 1 to ${count(max)}.`,
      };
    case 'J04':
      return { what: 'The file holds no line.', todo: 'Choose a file with one JSON object a line.' };
    case 'J05':
      return {
        what: `The file holds more than ${count(max)} lines, the most that such a job takes.`,
        todo: 'Cut it into several files.',
      };
    case 'J06':
      return {
        what: 'This filter does not fit the job.',
        todo:
          details.reason === 'interactions'
            ? 'Segments of attributes take a filter over users that does not speak of Interactions.'
            : 'Take a filter over items for lists, and one over users for segments.',
      };
    default:
      return null;
  }
}

function wrongValue(details: JsonObject): { readonly what: string; readonly todo: string } {
  const { line, key, found, length, max } = details;
  const where = `${String(key)} of line ${count(Number(line))}`;
  if (length !== undefined) {
    return {
      what: `The ${where} has ${count(Number(length))} characters; ids have at most ${count(Number(max))}.`,
      todo: 'Check whether something else got into the id.',
    };
  }
  return {
    what: `The ${where} is ${String(found)} instead of ${String(details.expected)}.`,
    todo: 'Write ids in quotation marks: "5", not 5.',
  };
}

function reason({ reason: code, parameter }: JsonObject): string {
  const parts = [code, parameter].filter((part) => typeof part === 'string');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
