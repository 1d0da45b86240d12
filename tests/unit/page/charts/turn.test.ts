import { describe, expect, test } from 'vitest';
import { summarizeCurve } from '../../../../src/page/charts/curve';
import type { Curve } from '../../../../src/page/charts/turn';
import { plain } from '../../../../src/page/charts/summary';
import { hasEpochs, turnOf } from '../../../../src/page/charts/turn';
import { Rng } from '../../../../src/kernels/rng';

const curve = (ndcg: readonly number[], change: Partial<Curve> = {}): Curve => ({
  points: ndcg.map((ndcgAt10, at) => ({
    epoch: at + 1,
    label: `epoch ${at + 1}`,
    loss: 7 - at / 2,
    ndcgAt10,
    elapsedMs: at,
  })),
  total: 8,
  baseline: 0.05,
  name: 'hrnn',
  running: false,
  ...change,
});

describe('the turn of a learning curve', () => {
  test('is the best epoch, and is said with what it lost since', () => {
    const bent = curve([0.08, 0.12, 0.11, 0.09]);
    expect(turnOf(bent)).toMatchObject({ best: { epoch: 2 }, kind: 'falls', lossFalls: true });
    const summary = summarizeCurve(bent);
    expect(plain(summary.sentence)).toBe(
      'It was best after epoch 2, at 0.120, and has fallen to 0.0900 since, while the loss went on falling: it learns its own rows by heart.',
    );
    expect(summary.label).toContain('best after epoch 2 at 0.120');
    expect(summary.table.rows[1]).toEqual(['2', 'epoch 2, the best', '0.120', '6.50']);
    expect(summary.points[1]).toBe('2 of 8, epoch 2: nDCG@10 0.120, loss 6.50, the best');
  });
  test('levels off where hardly anything is lost', () => {
    const flat = curve([0.08, 0.12, 0.119, 0.118]);
    expect(turnOf(flat)?.kind).toBe('levels');
    expect(plain(summarizeCurve(flat).sentence)).toBe(
      'It was best after epoch 2, at 0.120, and has not gained since.',
    );
  });
  test('names an epoch that no other surpasses, however the curve wavers', () => {
    const rng = new Rng(8, 'wavering');
    for (let trial = 0; trial < 200; trial++) {
      const wavering = curve(
        Array.from({ length: 8 }, (_, k) => 0.08 - 0.03 * 0.6 ** k + 0.01 * rng.normal()),
        { running: trial % 2 === 0, baseline: trial % 3 === 0 ? null : 0.05 },
      );
      const turn = turnOf(wavering);
      const { sentence, table } = summarizeCurve(wavering);
      const [, named] = /was best after epoch (\d+)/.exec(plain(sentence)) ?? [];
      const best = Math.max(...wavering.points.map(({ ndcgAt10 }) => ndcgAt10 ?? 0));
      if (named !== undefined) expect(wavering.points[Number(named) - 1].ndcgAt10).toBe(best);
      if (turn === null) continue;
      expect(Number(named)).toBe(turn.best.epoch);
      expect(table.rows[turn.best.epoch - 1][1]).toContain('the best');
    }
  });
  test('takes two epochs without gain while it runs, one when it has ended', () => {
    expect(turnOf(curve([0.08, 0.12, 0.11], { running: true }))).toBeNull();
    expect(turnOf(curve([0.08, 0.12, 0.11, 0.1], { running: true }))?.best.epoch).toBe(2);
    expect(turnOf(curve([0.08, 0.12, 0.11]))?.best.epoch).toBe(2);
    expect(turnOf(curve([0.08, 0.12]))).toBeNull();
  });
  test('is no matter of the parts of an ensemble, which differ in kind', () => {
    const parts = curve([0.12, 0.1, 0.09]);
    const named = { ...parts, points: parts.points.map((point) => ({ ...point, label: 'EASE' })) };
    expect([hasEpochs(parts), hasEpochs(named), turnOf(named)]).toEqual([true, false, null]);
  });
});
