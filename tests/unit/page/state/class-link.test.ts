import { describe, expect, it } from 'vitest';
import { readClassSet, writeClassSet } from '../../../../src/page/state/class-link';

const titles = ['라면', 'Ice cream', '떡볶이', 'Crème brûlée', 'Pizza+/='];

describe('the link of a phone', () => {
  it('names a ready list, or carries the titles of another', () => {
    expect(writeClassSet({ ready: 'films' }, 'ko')).toBe('set=films&lang=ko');
    const link = writeClassSet({ titles }, null);
    expect(link).toMatch(/^things=[\w-]+$/);
    expect(readClassSet(`#${link}`)).toEqual({ titles });
    expect(readClassSet('#set=snacks&lang=en')).toEqual({ ready: 'snacks' });
  });

  it('is nothing where the list is cut, unknown or too short', () => {
    for (const hash of ['', '#set=cars', '#things=!!', '#things=YQ', '#things=YWJjZ', '#set=constructor'])
      expect(readClassSet(hash)).toBeNull();
  });
});
