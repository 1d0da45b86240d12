import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import RankSizeLine from '../../src/page/charts/RankSizeLine.svelte';
import { summarizeTail, tailOf } from '../../src/page/charts/tail';
import { datasetCard } from '../support/fake-data';

it.each([
  ['that falls to one', (rank: number) => Math.max(1, Math.round(600 / (1 + rank / 20)))],
  ['that stays high and drops at its end', () => 60],
])('puts the words on single events above a line %s', (_, count) => {
  const itemCounts = Int32Array.from({ length: 1800 }, (_, k) => (k >= 1795 ? 1 : Math.max(2, count(k))));
  const card = { ...datasetCard(), itemCounts, tail: { top1: 0.1, top10: 0.5, singletons: 5 } };
  const nouns = { thing: 'film', item: 'film', items: 'films' } as const;
  const tail = tailOf(card);
  const { container } = render(RankSizeLine, {
    tail,
    nouns,
    scale: 'log',
    summary: summarizeTail(card, tail, nouns),
  });
  const words = screen.getByText('one event');
  const [baseline, right] = ['y', 'x'].map((name) => Number(words.getAttribute(name)));
  const left = right - 7 * '5 films:'.length;
  const line = container.querySelector('path.li')?.getAttribute('d') ?? '';
  const points = [...line.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const under = points.filter(([x]) => x >= left);
  expect(under.length).toBeGreaterThan(10);
  expect(Math.min(...under.map(([, y]) => y))).toBeGreaterThan(baseline + 4);
});
