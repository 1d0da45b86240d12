import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Picker, type Part, type Picking } from '../../../../src/page/charts/picking';

/** Ten steps of 10 px. */
let chosen: Part | null;
const choose = vi.fn((part: Part, _more: boolean) => {
  chosen = part;
});
const clear = vi.fn(() => {
  chosen = null;
});
const strip = (): Picking => ({
  at: (x) => Math.max(0, Math.min(9, Math.floor(x / 10))),
  ofPoint: (point) => point,
  chosen,
  edges: chosen && [chosen[0] * 10, (chosen[1] + 1) * 10],
  choose,
  clear,
});

describe('choosing a part of a chart', () => {
  let picker: Picker;
  beforeEach(() => {
    picker = new Picker();
    chosen = null;
    choose.mockClear();
    clear.mockClear();
  });
  const press = (x: number, extend = false) => picker.down(strip(), x, 0, extend);
  const drag = (x: number) => picker.move(strip(), x, 0);
  const lift = () => picker.up(strip());

  test('a drag goes by whole steps, backwards too, and is one step in the history', () => {
    press(55);
    drag(56);
    expect(choose).not.toHaveBeenCalled();
    drag(42);
    drag(41);
    drag(-50);
    lift();
    expect(choose.mock.calls).toEqual([
      [[4, 5], false],
      [[0, 5], true],
    ]);
  });

  test('a tap chooses one step and a second lets go of it', () => {
    press(35);
    lift();
    expect(chosen).toEqual([3, 3]);
    press(35);
    lift();
    expect(chosen).toBeNull();
  });

  test('an end that is taken hold of moves alone, and Shift moves the nearer one', () => {
    chosen = [2, 4];
    press(52);
    drag(75);
    lift();
    expect(chosen).toEqual([2, 7]);
    press(5, true);
    lift();
    expect(chosen).toEqual([0, 7]);
  });

  test('a press that becomes a scroll leaves what was chosen', () => {
    chosen = [2, 4];
    press(85);
    drag(65);
    expect(chosen).toEqual([6, 8]);
    expect(picker.cancel(strip())).toBe(true);
    expect(chosen).toEqual([2, 4]);
    lift();
    expect(chosen).toEqual([2, 4]);
    expect(picker.cancel(strip())).toBe(false);
  });

  test('keys go on from where they began until they are let go', () => {
    picker.extend(strip(), 3, 4);
    picker.extend(strip(), 4, 2);
    picker.release();
    picker.extend(strip(), null, 8);
    expect(choose.mock.calls).toEqual([
      [[3, 4], false],
      [[2, 3], true],
      [[8, 8], false],
    ]);
  });
});
