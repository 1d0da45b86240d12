import { describe, expect, it } from 'vitest';
import { changeRoute, parseRoute, serializeRoute } from '../../../../src/page/state/route-table';

const START = parseRoute('').route;

it('a weight of exploration is a number from 0 to 1, and nothing else', () => {
  expect(parseRoute('#explore=0.3').route.explore).toBe(0.3);
  expect(parseRoute('#explore=1').route.explore).toBe(1);
  for (const bad of ['1.5', '-1', 'x', '', '1e-1']) {
    expect(parseRoute(`#explore=${bad}`).refused).toEqual([`explore=${bad}`]);
  }
});

describe('the address after #', () => {
  it('is empty on the front page', () => {
    expect(serializeRoute(START)).toBe('');
  });

  it('comes back as it was written, whatever the values hold', () => {
    const route = {
      ...START,
      view: 'recommendations' as const,
      project: 'p 1&=#%',
      user: 'Zoë/7+',
      filter: 'EXCLUDE ItemID WHERE Items.GENRES IN ("Sci-Fi & more")',
      seed: 0,
    };
    expect(parseRoute(serializeRoute(route))).toEqual({ route, refused: [] });
  });

  it('keeps keys it does not know', () => {
    const { route } = parseRoute('#view=train&later=3&later=4');
    expect(serializeRoute(route)).toBe('#view=train&later=3&later=4');
  });

  it('keeps them where they are called as what every object has', () => {
    const address = '#view=train&__proto__=1&constructor=2&toString=3';
    expect(serializeRoute(parseRoute(address).route)).toBe(address);
  });

  it('falls back where a value cannot be meant, and names it', () => {
    const { route, refused } = parseRoute('#view=trian&seed=4294967296&user=');
    expect(route).toEqual(START);
    expect(refused).toEqual(['view=trian', 'user=', 'seed=4294967296']);
  });

  it('takes nothing of one project along to another', () => {
    const { route } = parseRoute(
      '#view=recommendations&project=a&user=1&version=v&filter=f&category=c&seed=7',
    );
    expect(changeRoute(route, { project: 'b' })).toMatchObject({
      view: 'recommendations',
      project: 'b',
      user: null,
      version: null,
      filter: null,
      category: null,
      seed: 7,
    });
    expect(changeRoute(route, { project: 'a', view: 'train' }).user).toBe('1');
    const there = changeRoute(route, { view: 'versions', part: 'segments' });
    expect(changeRoute(there, { version: 'v' }).part).toBe('segments');
    expect(changeRoute(there, { view: 'train' }).part).toBeNull();
  });

  it('leaves the step of a class behind with the class, unless it goes to one', () => {
    const { route } = parseRoute('#view=class&step=3');
    expect(changeRoute(route, { view: 'overview' }).step).toBeNull();
    expect(changeRoute(route, { view: 'lesson', lesson: 'order', step: 2 }).step).toBe(2);
    expect(changeRoute(route, { user: 'a' }).step).toBe(3);
  });
});
