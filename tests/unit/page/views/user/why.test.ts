import { describe, expect, it } from 'vitest';
import { plain } from '../../../../../src/page/charts/summary';
import type { ExplainedScore, Explanation } from '../../../../../src/domain/explanations';
import { speakingFor, whyScore } from '../../../../../src/page/views/user/why';
import { explanation } from '../../../../support/fake-explanation';

const films = { thing: 'film', item: 'film', items: 'films' } as const;
const strange = explanation({ solutionVersionArn: 'arn', userId: '408', about: '122904' });

function said(change: Partial<Explanation>, shares?: ExplainedScore['shares']): string {
  const { score } = strange;
  if (score === null) throw new RangeError('no score');
  return plain(
    whyScore({ ...strange, ...change }, { ...score, ...(shares && { shares }) }, films).summary.sentence,
  );
}

describe('why an item has its score', () => {
  it('ends at the logarithm of the multiple of an even share, digit by digit', () => {
    if (strange.score === null) throw new RangeError('no score');
    const { waterfall, summary } = whyScore(strange, strange.score, films);
    // ln 16.3 = 2.791.
    expect(waterfall.total.shown).toBe(2.79);
    const cents = waterfall.bars.reduce((sum, { shown }) => sum + Math.round(100 * shown), 0);
    expect(cents).toBe(279);
    expect(waterfall.bars.map(({ label }) => label)).toEqual([
      'Star Wars: Episode IV',
      'Back to the Future',
      'Matrix, The',
      'Lord of the Rings',
      'Braveheart',
      'How popular it is',
      'All films start at',
    ]);
    expect(summary.table.rows[0].slice(1)).toEqual(['17\u00a0Mar\u00a02017', '+1.46']);
    expect(summary.table.rows.at(-1)).toEqual(['Adds up to', '', '+2.79']);
  });

  it('says what speaks most for it', () => {
    expect(said({})).toBe(
      'Mostly because of Star Wars: Episode IV (+1.46) and Back to the Future (+0.62). Grey bars pull it down.',
    );
    expect(said({ personal: false })).toBe(
      'User 408 has no history here, so the list goes by how many people choose it.',
    );
    expect(said({}, [{ part: 'pattern', value: 2 }])).toBe('Mostly because it fits the history as a whole.');
    expect(
      said({}, [
        { part: 'popularity', value: -1 },
        { part: 'bias', value: 2 },
      ]),
    ).toBe('Nothing in the history speaks for it.');
  });

  it('takes past items together, where each says less than their sum', () => {
    const film = (itemId: string, value: number) => ({
      part: 'history' as const,
      value,
      past: { itemId, title: null, year: null, timestampSec: 0, events: 1 },
    });
    const lately = { part: 'fashion' as const, value: 1.7 };
    const [a, b, c, d] = [film('a', 1.1), film('b', 0.9), film('c', 0.5), film('d', -0.05)];
    expect(said({}, [lately, a, b, c, d])).toBe(
      'Mostly because of a (+1.10), b (+0.90) and 2\u00a0other films (+0.45). Grey bars pull it down.',
    );
    expect(said({}, [lately, a, film('e', 0.4), film('f', 0.4)])).toBe(
      'Mostly because of a (+1.10) and 2\u00a0other films (+0.80).',
    );
    expect(said({}, [{ ...lately, value: 2.5 }, a, b, c, d])).toBe(
      'Mostly because many people have chosen it lately. Grey bars pull it down.',
    );
  });

  it('names each value of the context that the request gave', () => {
    if (strange.score === null) throw new RangeError('no score');
    const shares = [
      { part: 'popularity', value: 0.25 },
      { part: 'context', value: 1.5, context: { field: 'DEVICE', value: 'mobile' } },
      { part: 'context', value: -0.5, context: { field: 'DEVICE', value: 'tv' } },
    ] as const;
    const { waterfall } = whyScore(strange, { ...strange.score, shares }, films);
    expect(waterfall.bars.map(({ label, value }) => [label, value]).slice(0, 3)).toEqual([
      ['How popular it is', 0.25],
      ['Context: DEVICE = mobile', 1.5],
      ['Context: DEVICE = tv', -0.5],
    ]);
    expect(new Set(waterfall.bars.map(({ key }) => key)).size).toBe(waterfall.bars.length);
    expect(said({}, shares)).toBe(
      'Mostly because it fits the context of the request. Grey bars pull it down.',
    );
    expect(said({ personal: false }, shares)).toBe(
      'User 408 has no history here, so the list goes by how many people choose it, shifted by the context of the request.',
    );
  });

  it('gives the strongest past items a row each and the others one', () => {
    if (strange.score === null) throw new RangeError('no score');
    const many = Array.from({ length: 9 }, (_, k) => ({
      part: 'history' as const,
      value: (k % 2 === 0 ? 1 : -1) * (k + 1),
      past: { itemId: `i${k}`, title: null, year: null, timestampSec: 0, events: k === 8 ? 3 : 1 },
    }));
    const { waterfall } = whyScore(strange, { ...strange.score, shares: many }, films);
    expect(waterfall.bars.map(({ label, value }) => [label, value]).slice(0, 7)).toEqual([
      ['i8', 9],
      ['i6', 7],
      ['i4', 5],
      ['i3', -4],
      ['i5', -6],
      ['i7', -8],
      ['3\u00a0other films', 2],
    ]);
    expect(waterfall.bars[0].detail).toBe('3×, last 1\u00a0Jan\u00a01970');
  });

  it('marks in the history what speaks loudest', () => {
    expect([...speakingFor(strange)]).toEqual(['260', '1270']);
    expect(speakingFor(null).size).toBe(0);
  });
});
