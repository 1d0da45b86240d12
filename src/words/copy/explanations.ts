import type {
  CoOccurrenceReason,
  Contribution,
  Explanation,
  GivenContext,
  PopularityReason,
  Reason,
  SimilarityReason,
  TextReason,
  TrendingReason,
} from '../../domain/explanations';
import { count, hundredths, significant } from '../../domain/numbers';
import * as say from '../messages/explanations';
import { piecesOf, type RichText } from '../messages/rich';
import { saidWhenRead } from '../messages/said-when-read';

/**
 * What each share that is not a past item is called in the table of a logit. `bias` is named by `levelName`, `context` by
 * `contextName`.
 */
export const PART_NAMES: {
  readonly [part in Exclude<Contribution['part'], 'history' | 'context' | 'bias'>]: string;
} = saidWhenRead({
  popularity: say.popularity,
  fashion: say.fashion,
  metadata: say.metadata,
  pattern: say.pattern,
  exploration: say.exploration,
  objective: say.objective,
});

/** What the level that all items have in common is called. @param items their noun. */
export function levelName(items: string): string {
  return say.level({ items });
}

/** One value of the context that the request gave. */
export function contextName({ field, value }: GivenContext): string {
  return say.context({ field, value });
}

/** The same, where it is what speaks most for an item: "Mostly because …". */
export const MOSTLY: { readonly [part in Exclude<Contribution['part'], 'history'>]: string } = saidWhenRead({
  popularity: say.mostlyPopularity,
  fashion: say.mostlyFashion,
  metadata: say.mostlyMetadata,
  context: say.mostlyContext,
  pattern: say.mostlyPattern,
  exploration: say.mostlyExploration,
  objective: say.mostlyObjective,
  bias: say.mostlyBias,
});

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
  if (reason === null) return [{ text: say.notListed() }];
  const about = asked === undefined ? null : name(asked);
  const runs = piecesOf(wordsOf(reason, about, asked?.sharedCategories ?? [])).map(({ tag, text }): Run =>
    tag === null ? { text } : { text, marked: true },
  );
  if (reason.kind === 'texts' && reason.value !== reason.likeness)
    return [...runs, { text: ` ${led(reason)}` }];
  return reason.weighed ? [...runs, { text: ` ${say.weighed()}` }] : runs;
}

function wordsOf(reason: Reason, asked: string | null, shared: readonly string[]): RichText {
  switch (reason.kind) {
    case 'popularity':
      return popularity(reason, asked);
    case 'trending':
      return trending(reason);
    case 'co-occurrence':
      return coOccurrence(reason, asked ?? say.newestOne());
    case 'similarity':
      return similarity(reason, asked ?? say.newestOne(), shared);
    case 'texts':
      return texts(reason, asked ?? say.newestOne());
  }
}

function popularity({ users }: PopularityReason, asked: string | null): RichText {
  return asked === null ? say.sameForAll({ count: users }) : say.standIn({ asked, count: users });
}

function trending({ last, before, intervalSec, rising }: TrendingReason): RichText {
  const hours = intervalSec / 3600;
  const span = intervalWords(hours);
  if (!rising) return say.nothingGrew({ count: last, span });
  return say.rising({
    count: last,
    span,
    before,
    more: significant((last - before) / hours),
  });
}

function intervalWords(hours: number): string {
  if (hours >= 24) return say.day();
  if (hours === 1) return say.hour();
  return hours < 1 ? say.minutes({ minutes: 60 * hours }) : say.hours({ hours: hundredths(hours) });
}

function coOccurrence(reason: CoOccurrenceReason, asked: string): RichText {
  const { shared, users, itemUsers, discount, value } = reason;
  return say.together({
    shared,
    count: users,
    asked,
    all: itemUsers,
    discount: significant(discount),
    value: significant(value),
  });
}

function similarity(reason: SimilarityReason, asked: string, categories: readonly string[]): RichText {
  const { shared, users, people, metadata, value } = reason;
  const facts = {
    shared: count(shared),
    count: users,
    asked,
    value: significant(value),
    people: significant(people),
    metadata: significant(metadata),
  };
  return categories.length === 0
    ? say.alike(facts)
    : say.alikeBoth({ ...facts, categories: categories.join(', ') });
}

function texts({ words, likeness }: TextReason, asked: string): RichText {
  const facts = { asked, likeness: significant(likeness) };
  return words.length === 0 ? say.textsAlike(facts) : say.textsShare({ ...facts, words: words.join(', ') });
}

function led({ value, popularity, freshness }: TextReason): string {
  return say.textsLed({
    value: significant(value),
    popularity,
    freshness,
  });
}
