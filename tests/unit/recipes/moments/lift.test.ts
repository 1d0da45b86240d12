import { describe, expect, it } from 'vitest';
import { liftOf, shareLift } from '../../../../src/recipes/moments/lift';

const FLOOR = 0.01;

function shared(shares: readonly (readonly [number, number])[]): Map<number, number> {
  const lifts = new Map<number, number>();
  shareLift(new Map(shares), FLOOR, (held, lift) => lifts.set(held, lift));
  return lifts;
}

describe('the lift of evidence, shared out over past items', () => {
  it('goes in proportion where all speak for the item', () => {
    const lifts = shared([
      [4, 0.3],
      [9, 0.1],
    ]);
    expect(lifts.get(4)).toBeCloseTo(0.75 * Math.log(41), 12);
    expect(lifts.get(9)).toBeCloseTo(0.25 * Math.log(41), 12);
  });

  it('is the Shapley value of pros and cons where some speak against it', () => {
    // Pros 0.3 alone lift by ln 31, with the con by ln 21: (ln 31 + ln 21) / 2. The con alone takes nothing.
    const lifts = shared([
      [4, 0.3],
      [9, -0.1],
    ]);
    expect(lifts.get(4)).toBeCloseTo((Math.log(31) + Math.log(21)) / 2, 12);
    expect(lifts.get(9)).toBeCloseTo((Math.log(21) - Math.log(31)) / 2, 12);
  });

  it('stays within what the pros alone would lift, however nearly they are undone', () => {
    for (const con of [-0.4999, -0.5, -0.5001, -3]) {
      const lifts = shared([
        [1, 0.5],
        [2, con],
      ]);
      const [pro = NaN, against = NaN] = [lifts.get(1), lifts.get(2)];
      expect(pro + against).toBeCloseTo(liftOf(0.5 + con, FLOOR), 12);
      expect(pro).toBeLessThanOrEqual(Math.log(51));
      expect(against).toBeLessThan(0);
    }
    expect(shared([[2, -1]]).get(2)).toBeCloseTo(0, 12);
  });
});
