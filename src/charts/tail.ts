import type { DatasetCard } from '../domain/card';
import type { SelectedData } from '../domain/data-selection';
import { count, counted, ordinal, percent } from '../domain/numbers';
import { sentence, withSelected, type ChartSummary, type Nouns } from './summary';

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
    { label: 'top 1 %', share: card.tail.top1, items: top1 },
    { label: 'next 9 %', share: card.tail.top10 - card.tail.top1, items: top10 - top1 },
    { label: 'other 90 %', share: 1 - card.tail.top10, items: n - top10 },
  ];
  return {
    counts: card.itemCounts,
    top1,
    top10,
    singletons: card.tail.singletons,
    first: card.topItems[0]?.title ?? card.topItems[0]?.itemId ?? null,
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
  const n = tail.counts.length;
  const once = n === 0 ? 0 : tail.singletons / n;
  const even = card.tail.top10 < 0.2;
  const opening = even ? 'The events are spread evenly' : `A few ${nouns.items} carry the data`;
  const ones =
    tail.singletons === 0 ? `None has a single event only.` : `${percentOfItems(once)} have a single event.`;
  const text = `${opening}: the top 1 % hold *${percent(card.tail.top1)} of the events*, the top tenth ${percent(card.tail.top10)}. ${ones}`;
  const part =
    selected &&
    `${count(selected.items)} of ${counted(n, nouns.item, nouns.items)}${selected.events > 0 ? `, whose own top 1 % hold ${percent(selected.ownTopShare)} of the selected events` : ''}`;
  const name = (rank: number): string =>
    rank === 1 && tail.first !== null ? `${tail.first}, 1st` : ordinal(rank);
  return {
    sentence: withSelected(sentence(text), part),
    label: `Long tail: ${nouns.items} by number of events. The most chosen has ${count(tail.counts[0] ?? 0)}; ${count(tail.singletons)} of ${count(n)} have one. The top 1 percent hold ${percent(card.tail.top1)} of the events, the top tenth ${percent(card.tail.top10)}.`,
    table: {
      caption: `${counted(n, nouns.item, nouns.items)} by number of events`,
      columns: [
        { label: 'Rank', numeric: true },
        { label: 'Events', numeric: true },
      ],
      rows: tail.stops.map((rank) => [count(rank), count(tail.counts[rank - 1])]),
    },
    points: tail.stops.map((rank) => `${name(rank)}: ${counted(tail.counts[rank - 1], 'event', 'events')}`),
  };
}

function percentOfItems(share: number): string {
  if (share > 0.31 && share < 0.36) return 'A third';
  if (share > 0.47 && share < 0.53) return 'Half';
  return percent(share);
}
