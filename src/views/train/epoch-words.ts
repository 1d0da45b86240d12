import { count, counted } from '../../domain/numbers';
import { sentence, type SentencePart } from '../../charts/summary';
import type { EpochChange } from '../../domain/learning';

/** What one epoch did to a person's first places. */
export function changeSentence(
  { items, comparedWith, left, epoch }: EpochChange,
  unit: string,
): readonly SentencePart[] {
  if (comparedWith === null)
    return sentence(
      epoch === 1
        ? `This is the list after the first ${unit}: there is nothing before it to compare with.`
        : `The ${unit} before is not kept any more, so there is nothing to compare with.`,
    );
  const moved = items.filter(({ rankBefore }, k) => rankBefore !== k + 1).length;
  if (moved === 0) return sentence(`All ${count(items.length)} *stand where they stood*.`);
  const fresh = left.length === 0 ? 'the same items' : `${counted(left.length, 'new item', 'new items')}`;
  return sentence(`*${count(moved)} of ${count(items.length)} places changed*, with ${fresh} among them.`);
}

/** What fell out of the first places, and how far. */
export function leftWords({ left, items }: EpochChange): string {
  const names = left.map(({ itemId, title, rank }) =>
    rank === null ? (title ?? itemId) : `${title ?? itemId} (now ${count(rank)})`,
  );
  return `Out of the first ${count(items.length)}: ${names.join(', ')}.`;
}
