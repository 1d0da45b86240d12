import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { summarizeCurve } from '../../src/charts/curve';
import LearningCurve from '../../src/charts/LearningCurve.svelte';
import { learningCurve } from '../support/fake-data';

/** Two steps, both close above popularity. */
it('puts the words of popularity under a curve that lies close above its line', () => {
  const points = learningCurve(2).map((point) => ({ ...point, ndcgAt10: 0.346 }));
  const curve = { name: 'user-personalization', points, total: 2, baseline: 0.304, running: false };
  const { container } = render(LearningCurve, { curve, summary: summarizeCurve(curve) });
  const words = screen.getByText(/line to beat/);
  const line = container.querySelector('line.ref');
  expect(words).toHaveAttribute('text-anchor', 'start');
  expect(Number(words.getAttribute('y'))).toBeGreaterThan(Number(line?.getAttribute('y1')));
});
