import { describe, expect, it } from 'vitest';
import { Eta } from '../../../src/state/eta';

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
});
