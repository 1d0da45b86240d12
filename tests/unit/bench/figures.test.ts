import { describe, expect, it } from 'vitest';
import { atLeast, atMost, verdict, type Figure } from '../../bench/figures/figure';
import { median, quantile } from '../../bench/figures/statistics';
import { line, number, summary } from '../../bench/figures/table';

const speed: Figure = { section: 'kernels', name: 'product', value: 4.2, unit: 'GFLOPS', target: atLeast(4) };
const wait: Figure = { section: 'latency', name: 'p99', value: 12.34, unit: 'ms', target: atMost(10) };

describe('statistics of a benchmark', () => {
  it('takes the middle, or the mean of the two in the middle', () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([4, 1, 9, 6])).toBe(5);
    expect(median([])).toBeNaN();
  });

  it('takes quantiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 1)).toBe(100);
    expect(quantile([7], 0.01)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('figures and their targets', () => {
  it('are reached from the right side', () => {
    expect(verdict(speed)).toBe('meets');
    expect(verdict({ ...speed, value: 3.99 })).toBe('misses');
    expect(verdict(wait)).toBe('misses');
    expect(verdict({ ...wait, value: 10 })).toBe('meets');
    expect(verdict({ ...wait, target: undefined })).toBeNull();
    expect(verdict({ ...wait, value: NaN })).toBe('misses');
  });

  it('are written with the digits that count', () => {
    expect([0.12345, 4.5678, 78.96, 1234.5, 2, 100, NaN].map(number)).toEqual([
      '0.123',
      '4.57',
      '79',
      '1235',
      '2',
      '100',
      '–',
    ]);
  });

  it('stand in a line with what was wanted, and the misses come last', () => {
    expect(line(speed)).toMatch(/^kernels +product +4\.2 GFLOPS +≥ 4 +meets$/);
    expect(line({ ...speed, target: undefined })).toMatch(/4\.2 GFLOPS$/);
    expect(summary([speed])).toBe('1 targets, all met');
    expect(summary([speed, wait]).split('\n')).toEqual(['2 targets, 1 missed:', line(wait)]);
  });
});
