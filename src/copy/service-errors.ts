import type { AppError, ErrorCode, FilterErrorCode, Json, JsonObject } from '../domain/errors';
import { describeBatchError } from './batch-errors';
import { describeFilterFinding } from './filters';
import { describeRequestError } from './request-errors';
import { count, counted } from '../domain/numbers';

/** What happened and what to do, for the codes of training, settings, requests and filters; null for other codes. */
export interface ServiceWords {
  readonly what: string;
  readonly todo: string;
}

export function describeServiceError(error: AppError): ServiceWords | null {
  const { code, details } = error;
  switch (code) {
    case 'T01':
      return {
        what: `Only ${count(number(details.after))} of ${counted(number(details.before), 'event', 'events')} can be learned from${after(details)}; at least ${count(number(details.needed))} are needed.`,
        todo:
          isGiven(details.eventType) || isGiven(details.threshold)
            ? 'Take in more event types or a lower value, or import more data.'
            : RELAXED,
      };
    case 'T02':
      return {
        what: `Only ${counted(number(details.count), 'user has', 'users have')} at least 2 events; ${count(number(details.needed))} are needed.`,
        todo: number(details.needed) > 1 ? RELAXED : 'Import data in which somebody did at least two things.',
      };
    case 'T03':
      return {
        what: `The data have ${counted(list(details.types).length, 'event type', 'event types')} and ${counted(list(details.columns).length, 'optional column', 'optional columns')}, ${count(number(details.combined))} in all; the service allows ${count(number(details.limit))} event types and as many together. The types: ${list(details.types).join(', ')}.`,
        todo: 'Leave out columns or merge event types, and import again.',
      };
    case 'T04':
      return {
        what: `No event has the type “${text(details.eventType)}”.`,
        todo:
          list(details.present).length === 0
            ? 'The events have no type: train on all of them.'
            : `There are: ${list(details.present).join(', ')}.`,
      };
    case 'T05':
      return {
        what: `A least event value needs a column of numbers called ${text(details.column)}, and there is none.`,
        todo: 'Train without a least value, or import a file that has one.',
      };
    case 'T06':
      return {
        what: `The objective needs a column of the Items file with a number for every item; ${text(details.column)} is ${text(details.reason)}.`,
        todo: 'Choose a numeric column whose schema allows no empty cells.',
      };
    case 'T07':
      return {
        what: `${text(details.recipe)} learns from what is known about items, and nothing is.`,
        todo: 'Import an Items file with categories or numbers.',
      };
    case 'T08':
      return {
        what: 'All events have the same time, so nothing tells who took to what later.',
        todo: 'Import events with the times at which they happened.',
      };
    case 'T09':
      return details.status === 'missing'
        ? { what: 'There are no events to learn from.', todo: 'Import an Interactions file first.' }
        : { what: 'An import is under way.', todo: 'Train when it has ended.' };
    case 'P01':
      return {
        what: `There is no recipe “${text(details.recipe)}” here.`,
        todo: `There are: ${list(details.known).join(', ')}.`,
      };
    case 'P02':
      return {
        what: `${text(details.recipe)} has no setting “${text(details.name)}”.`,
        todo:
          list(details.known).length === 0
            ? 'It has none at all.'
            : `It has: ${list(details.known).join(', ')}.`,
      };
    case 'P03':
      return {
        what: `${text(details.name)} cannot be “${text(details.value)}”.`,
        todo: allowed(details),
      };
    case 'P04':
      return {
        what: `${text(details.name ?? details.recipe)} cannot be tuned.`,
        todo: 'Take it out of the ranges.',
      };
    case 'P05':
      return { what: `${text(details.min)} lies above ${text(details.max)}.`, todo: 'Swap the two values.' };
    case 'P06':
      return {
        what: 'After the cuts too little is left to learn from.',
        todo: 'A recipe needs at least two items and one user with two events: cut less or import more.',
      };
    case 'COLD_ITEMS':
      return {
        what: `${counted(number(details.count), 'item is', 'items are')} cold: with fewer than ${count(number(details.fewerThan))} events and younger than ${counted(number(details.days), 'day', 'days')}.`,
        todo: `This recipe needs ${count(number(details.min))} to ${count(number(details.max))} cold items. Change cold_start_max_duration or cold_start_max_interactions.`,
      };
    case 'P07':
      return { what: 'AutoML chooses the recipe itself.', todo: 'Leave the recipe out.' };
    case 'P08':
      return {
        what: `${text(details.recipe)} takes no objective.`,
        todo: `These recipes do: ${list(details.allowed).join(', ')}.`,
      };
    case 'P09':
      return details.reason === 'no-full-version'
        ? {
            what: 'There is no ACTIVE version trained on all data that an update could build on.',
            todo: 'Train the solution in full first.',
          }
        : {
            what: `${text(details.recipe)} cannot be trained in ${text(details.trainingMode ?? 'UPDATE')} mode.`,
            todo: 'Train it in full; only user-personalization and hrnn-coldstart take updates.',
          };
    case 'I01':
      return unservable(details);
    case 'I02':
      if (details.missing === 'userId') return { what: 'No user was named.', todo: 'Choose a user.' };
      if (details.missing === 'itemId') return { what: 'No item was named.', todo: 'Choose an item.' };
      if (details.missing === 'recipe')
        return {
          what: `${text(details.recipe)} makes lists of its own and puts no given one in order.`,
          todo: 'Ask a campaign of aws-personalized-ranking.',
        };
      return {
        what: `${text(details.recipe)} puts a given list in order and makes none of its own.`,
        todo: 'Name the items to put in order.',
      };
    case 'I03':
      return {
        what: `${text(details.numResults)} is no possible length of a list.`,
        todo: `Ask for 1 to ${count(number(details.max))} items.`,
      };
    default:
      if (isEventCode(code) || REQUEST_CODES.has(code)) return describeRequestError(error);
      return isFilterCode(code)
        ? { what: describeFilterFinding({ code, details }), todo: '' }
        : describeBatchError(error);
  }
}

/** What a request asks is not there, or not ready. */
function unservable({ what, status }: JsonObject): ServiceWords {
  if (status === 'both' || status === 'none')
    return {
      what: `A request names a campaign or a recommender; this one names ${status === 'both' ? 'both' : 'neither'}.`,
      todo: 'Name exactly one of the two.',
    };
  const named = what === 'campaign' || what === 'recommender' ? what : 'version';
  return {
    what: isGiven(status)
      ? `This ${named} is ${text(status)} and cannot answer.`
      : `This ${named} is no longer there.`,
    todo:
      status === 'INACTIVE'
        ? 'Start it first.'
        : named === 'version'
          ? 'Choose an ACTIVE version, or train one.'
          : `Choose an ACTIVE ${named}, or make one.`,
  };
}

const REQUEST_CODES: ReadonlySet<string> = new Set(['I04', 'I05', 'I06', 'I07', 'M01', 'M02']);

function isEventCode(code: ErrorCode): boolean {
  return /^E\d\d$/.test(code);
}

function isFilterCode(code: ErrorCode): code is FilterErrorCode {
  return /^[FR]\d\d$/.test(code);
}

const RELAXED =
  'Import more data, or choose the relaxed profile when importing: it turns the service’s minimum into advice.';

function after(details: JsonObject): string {
  const parts: string[] = [];
  if (isGiven(details.eventType)) parts.push(`of type “${text(details.eventType)}”`);
  if (isGiven(details.threshold)) parts.push(`with a value of at least ${text(details.threshold)}`);
  return parts.length === 0 ? '' : `, ${parts.join(' ')}`;
}

function allowed(details: JsonObject): string {
  const values = list(details.allowed);
  if (values.length > 0) return `Allowed are: ${values.join(', ')}.`;
  if (isGiven(details.min) && isGiven(details.max)) {
    return `Allowed is ${details.kind === 'int' ? 'a whole number' : 'a number'} from ${text(details.min)} to ${text(details.max)}.`;
  }
  return 'It must be a number.';
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
function number(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
function text(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
function list(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((each) => text(each)) : [];
}
