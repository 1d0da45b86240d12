import type {
  CoOccurrenceReason,
  Contribution,
  Explanation,
  GivenContext,
  PopularityReason,
  Reason,
  SimilarityReason,
  TrendingReason,
} from '../domain/explanations';
import { count, counted, significant } from '../domain/numbers';

/**
 * What each share that is not a past item is called in the table of a logit. `bias` is named by `levelName`, `context` by
 * `contextName`.
 */
export const PART_NAMES: {
  readonly [part in Exclude<Contribution['part'], 'history' | 'context' | 'bias'>]: string;
} = {
  popularity: 'How popular it is',
  fashion: 'How popular lately',
  metadata: 'What is known about it',
  pattern: 'The history as a whole',
  exploration: 'Being new (exploration)',
  objective: 'The objective',
};

/** What the level that all items have in common is called. @param items their noun. */
export function levelName(items: string): string {
  return `All ${items} start at`;
}

/** One value of the context that the request gave. */
export function contextName({ field, value }: GivenContext): string {
  return `Context: ${field} = ${value}`;
}

/** The same, where it is what speaks most for an item: "Mostly because …". */
export const MOSTLY: { readonly [part in Exclude<Contribution['part'], 'history'>]: string } = {
  popularity: 'many people choose it',
  fashion: 'many people have chosen it lately',
  metadata: 'what is known about it fits',
  context: 'it fits the context of the request',
  pattern: 'it fits the history as a whole',
  exploration: 'it is new, and the list explores',
  objective: 'the list is led towards it',
  bias: 'every item starts there',
};

/** A run of text; the marked one carries the point. */
interface Run {
  readonly text: string;
  readonly marked?: true;
}

/** Why a recipe without scores lists an item, in words and its own numbers. @param name of an item, for people. */
export function reasonWords(
  { reason, asked }: Pick<Explanation, 'reason' | 'asked'>,
  name: (item: { readonly itemId: string; readonly title: string | null }) => string,
): readonly Run[] {
  if (reason === null) return [{ text: 'This recipe does not list it.' }];
  const about = asked === undefined ? 'the item asked about' : name(asked);
  const runs = wordsOf(reason, asked === undefined ? null : about, asked?.sharedCategories ?? []);
  return reason.weighed ? [...runs, { text: ' Each counts as much as its event weighs.' }] : runs;
}

function wordsOf(reason: Reason, asked: string | null, shared: readonly string[]): readonly Run[] {
  switch (reason.kind) {
    case 'popularity':
      return popularity(reason, asked);
    case 'trending':
      return trending(reason);
    case 'co-occurrence':
      return coOccurrence(reason, asked ?? 'the newest one');
    case 'similarity':
      return similarity(reason, asked ?? 'the newest one', shared);
  }
}

function popularity({ users }: PopularityReason, asked: string | null): readonly Run[] {
  const people = { text: counted(users, 'person', 'people'), marked: true } as const;
  if (asked === null) return [{ text: 'The same for everybody: ' }, people, { text: ' chose it.' }];
  return [
    { text: `Nothing is known to go with ${asked}, so popular ones stand in: ` },
    people,
    { text: ' chose it.' },
  ];
}

function trending({ last, before, intervalSec, rising }: TrendingReason): readonly Run[] {
  const hours = intervalSec / 3600;
  const span =
    hours >= 24 ? 'day' : hours === 1 ? 'hour' : hours < 1 ? `${intervalSec / 60} minutes` : `${hours} hours`;
  const events = `${counted(last, 'event', 'events')} in the newest ${span}`;
  if (!rising)
    return [{ text: 'Nothing grew lately, so the newest rank: ' }, { text: `${events}.`, marked: true }];
  return [
    { text: `${events}, ${count(before)} in the ${span} before: ` },
    { text: `${significant((last - before) / hours)} more per hour`, marked: true },
    { text: '.' },
  ];
}

function coOccurrence(reason: CoOccurrenceReason, asked: string): readonly Run[] {
  const { shared, users, itemUsers, discount, value } = reason;
  return [
    { text: `${count(shared)} of ${counted(users, 'person', 'people')}`, marked: true },
    { text: ` who chose ${asked} also chose this. ` },
    {
      text: `${count(itemUsers)} chose it in all; ${count(shared)} ÷ ${count(itemUsers)} to the power ${significant(discount)} is ${significant(value)}, and that ranks.`,
    },
  ];
}

function similarity(reason: SimilarityReason, asked: string, shared: readonly string[]): readonly Run[] {
  const { users, people, metadata, value } = reason;
  const alike = shared.length === 0 ? '' : ` Both are ${shared.join(', ')}.`;
  return [
    { text: `${count(reason.shared)} of ${counted(users, 'person', 'people')}`, marked: true },
    { text: ` who chose ${asked} also chose this.${alike} ` },
    {
      text: `Likeness ${significant(value)}: ${significant(people)} from people, ${significant(metadata)} from what is known about both.`,
    },
  ];
}
