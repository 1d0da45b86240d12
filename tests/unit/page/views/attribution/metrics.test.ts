import { expect, test } from 'vitest';
import { metricName } from '../../../../../src/page/views/attribution/metrics';

test('names of metrics differ even where they are cut to 63 characters', () => {
  const form = { eventType: 'x'.repeat(80), expression: 'SAMPLECOUNT()' };
  const taken: string[] = [];
  for (let n = 0; n < 12; n++) taken.push(metricName(form, taken));
  expect(new Set(taken).size).toBe(12);
  expect(taken.map(({ length }) => length)).toEqual(Array(12).fill(63));
  expect(taken[11]).toMatch(/x-12$/);
});
