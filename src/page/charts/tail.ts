import { fullName } from '../../domain/item-names';
import type { DatasetCard } from '../../domain/card';
import type { SelectedData } from '../../domain/data-selection';
import { count, ordinal, percent } from '../../domain/numbers';
import * as say from '../../words/messages/data-charts';
import { finding, withSelected, type ChartSummary, type Nouns } from './summary';

/** The long tail as ranks: what the rank–size line, its share bar and its sentence are made of. */
export interface Tail {
  readonly counts: Int32Array<ArrayBuffer>;
  /** Rank (from 1) of the last item of the top 1 % and of the top 10 %; at least 1. */
  readonly top1: number;
  readonly top10: number;
  /** Items with a single event; they are the last ranks. */
  readonly singletons: number;
  readonly first: string | null;
  /** Ranks (from 1) that the arrow keys stop at: 1, 2, 5, 10, 20 … and the ends of the parts. */
  readonly stops: readonly number[];
  readonly shares: readonly { readonly label: string; readonly share: number; readonly items: number }[];
}

export function tailOf(card: DatasetCard): Tail {
  const n = card.itemCounts.length;
  const top1 = Math.max(1, Math.round(n * 0.01));
  const top10 = Math.max(top1, Math.round(n * 0.1));
  const stops = new Set<number>([top1, top10, n]);
  for (let power = 1; power <= n; power *= 10) {
    for (const step of [1, 2, 5]) if (power * step <= n) stops.add(power * step);
  }
  if (card.tail.singletons > 0 && card.tail.singletons < n) stops.add(n - card.tail.singletons);
  const parts = [
    { label: say.topOne(), share: card.tail.top1, items: top1 },
    { label: say.nextNine(), share: card.tail.top10 - card.tail.top1, items: top10 - top1 },
    { label: say.otherNinety(), share: 1 - card.tail.top10, items: n - top10 },
  ];
  return {
    counts: card.itemCounts,
    top1,
    top10,
    singletons: card.tail.singletons,
    first: card.topItems[0] === undefined ? null : fullName(card.topItems[0]),
    stops: [...stops].filter((rank) => rank >= 1).sort((a, b) => a - b),
    shares: parts.filter((part) => part.items > 0),
  };
}

/** `selected`: what is selected is said too. */
export function summarizeTail(
  card: DatasetCard,
  tail: Tail,
  nouns: Nouns,
  selected: SelectedData | null = null,
): ChartSummary {
  const { thing } = nouns;
  const n = tail.counts.length;
  const once = n === 0 ? 0 : tail.singletons / n;
  const facts = {
    thing,
    top1: percent(card.tail.top1),
    top10: percent(card.tail.top10),
    ones: tail.singletons === 0 ? ('none' as const) : roundShare(once),
    share: percent(once),
  };
  const part = selected && { thing, selected: count(selected.items), items: n };
  const name = (rank: number): string =>
    rank === 1 && tail.first !== null
      ? say.firstPoint({ name: tail.first, rank: ordinal(1) })
      : ordinal(rank);
  return {
    sentence: withSelected(
      finding(card.tail.top10 < 0.2 ? say.tailEven(facts) : say.tailFew(facts)),
      part === null || selected === null
        ? null
        : selected.events > 0
          ? say.selectedItemsShare({ ...part, share: selected.ownTopShare })
          : say.selectedItems(part),
    ),
    label: say.tailLabel({
      ...facts,
      most: tail.counts[0] ?? 0,
      singletons: tail.singletons,
      items: n,
    }),
    table: {
      caption: say.itemsByEvents({ thing, items: n }),
      columns: [
        { label: say.rank(), numeric: true },
        { label: say.events(), numeric: true },
      ],
      rows: tail.stops.map((rank) => [count(rank), count(tail.counts[rank - 1])]),
    },
    points: tail.stops.map((rank) => say.rankPoint({ rank: name(rank), events: tail.counts[rank - 1] })),
  };
}

/** Shares that have a name. */
function roundShare(share: number): 'third' | 'half' | 'other' {
  if (share > 0.31 && share < 0.36) return 'third';
  return share > 0.47 && share < 0.53 ? 'half' : 'other';
}
