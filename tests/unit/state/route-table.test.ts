import { describe, expect, it } from 'vitest';
import { changeRoute, parseRoute, serializeRoute, START } from '../../../src/state/route-table';

describe('the address after #', () => {
  it('is empty on the front page', () => {
    expect(serializeRoute(START)).toBe('');
    expect(parseRoute('').route).toEqual(START);
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
    const { route } = parseRoute('#view=train&lesson=3&lesson=4');
    expect(serializeRoute(route)).toBe('#view=train&lesson=3&lesson=4');
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
  });
});
