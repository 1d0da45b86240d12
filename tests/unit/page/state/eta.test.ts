import { describe, expect, it } from 'vitest';
import { Eta } from '../../../../src/page/state/eta';

describe('the time left', () => {
  it('is not told in the first two seconds', () => {
    const eta = new Eta();
    expect(eta.update('read', 0, 100, 0)).toBeNull();
    expect(eta.update('read', 10, 100, 1000)).toBeNull();
    // 20 in 2 s: 10 a second, 80 to go.
    expect(eta.update('read', 20, 100, 2000)).toBeCloseTo(8, 9);
  });

  it('follows a change of pace without jumping to it', () => {
    const eta = new Eta();
    for (let second = 0; second <= 10; second++) eta.update('read', second * 10, 1000, second * 1000);
    const steady = eta.update('read', 110, 1000, 11_000) ?? NaN;
    expect(steady).toBeCloseTo(89, 6);
    // One second at a tenth of the speed: speed 10 + 1/5 · (1 − 10) = 8.2 a second.
    expect(eta.update('read', 111, 1000, 12_000)).toBeCloseTo(889 / 8.2, 6);
  });

  it('starts anew with each phase', () => {
    const eta = new Eta();
    eta.update('read', 0, 100, 0);
    expect(eta.update('read', 50, 100, 3000)).not.toBeNull();
    expect(eta.update('store', 0, 10, 3100)).toBeNull();
    expect(eta.update('store', 1, 10, 4000)).toBeNull();
    expect(eta.update('store', 2, 10, 5200)).not.toBeNull();
  });

  it('says nothing while nothing moves, and nothing when done', () => {
    const eta = new Eta();
    eta.update('read', 0, 100, 0);
    expect(eta.update('read', 0, 100, 5000)).toBeNull();
    expect(eta.update('read', 100, 100, 6000)).toBeNull();
  });

  it('is not stretched by reports that come while a step goes on', () => {
    const eta = new Eta();
    eta.update('fit', 0, 3, 0);
    eta.update('fit', 1, 3, 10_000);
    const told = Array.from({ length: 19 }, (_, i) => eta.update('fit', 1, 3, 10_500 + i * 500));
    // Two steps of 10 s are left, less what has gone by.
    expect(told[0]).toBeCloseTo(19.5, 9);
    expect(told[18]).toBeCloseTo(10.5, 9);
  });

  it('is not told where a step takes much longer than those before', () => {
    const eta = new Eta();
    eta.update('fit', 0, 9, 0);
    eta.update('fit', 1, 9, 3000);
    expect(eta.update('fit', 1, 9, 8900)).toBeCloseTo(18.1, 9);
    expect(eta.update('fit', 1, 9, 9100)).toBeNull();
    expect(eta.update('fit', 1, 9, 600_000)).toBeNull();
    eta.update('last', 0, 2, 0);
    eta.update('last', 1, 2, 3000);
    expect(eta.update('last', 1, 2, 5900)).toBeCloseTo(0.1, 9);
    expect(eta.update('last', 1, 2, 6100)).toBeNull();
  });
});
