import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { summarizeCurve } from '../../src/page/charts/curve';
import LearningCurve from '../../src/page/charts/LearningCurve.svelte';
import { learningCurve } from '../support/fake-data';

/** Beside one another the words of the newest point and those of popularity would be written over each other. */
it('puts the words of popularity under the end of its line where the curve falls to it', () => {
  const points = learningCurve(2).map((point, i) => ({ ...point, ndcgAt10: [0.453, 0.435][i] }));
  const curve = { name: 'user-personalization', points, total: 2, baseline: 0.438, running: false };
  const { container } = render(LearningCurve, { curve, summary: summarizeCurve(curve) });
  const words = screen.getByText(/line to beat/);
  const line = Number(container.querySelector('line.ref')?.getAttribute('y1'));
  expect(words).toHaveAttribute('text-anchor', 'end');
  expect(Number(words.getAttribute('y'))).toBeGreaterThan(line + 15);
  expect(Number(screen.getByText(/since the last/).getAttribute('y'))).toBeLessThan(line);
});

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
