import { expect, it } from 'vitest';
import type { ProjectId } from '../../../../src/domain/resources';
import { readExpected, writeExpected } from '../../../../src/page/state/linked-data';
import { Places } from '../../../../src/page/state/places';
import { parseRoute } from '../../../../src/page/state/route-table';

const films = { id: 'films' as ProjectId, versions: 1 };

function frame(stored: Record<string, string> = {}): Window {
  const localStorage = {
    getItem: (key: string) => stored[key] ?? null,
    setItem: (key: string, value: string) => void (stored[key] = value),
  };
  return { localStorage } as unknown as Window;
}
const at = (hash: string) => parseRoute(hash).route;

it('a project opens where it was left, with what was chosen there', () => {
  const places = new Places(frame());
  expect(places.enter(films)).toEqual({ view: 'recommendations', project: 'films' });
  expect(places.enter({ ...films, versions: 0 })).toMatchObject({ view: 'overview' });
  places.remember(at('view=recommendations&project=films&user=414&explore=0.3&why=12&expects=a|1|ff'));
  places.remember(at('view=train&project=gifts'));
  expect(places.enter(films)).toMatchObject({
    view: 'recommendations',
    project: 'films',
    user: '414',
    explore: 0.3,
    why: null,
    expects: null,
  });
  expect(places.enter({ ...films, id: 'constructor' as ProjectId })).not.toHaveProperty('user');
  places.forget(films.id);
  expect(places.enter(films)).not.toHaveProperty('user');
});

it('a student link leaves no place, and neither what is stored badly nor blocked storage stops anything', () => {
  const places = new Places(frame());
  places.remember(at('view=map&project=films&only=map'));
  expect(places.enter(films)).toMatchObject({ view: 'recommendations' });
  for (const text of ['{', '3', '{"films":4}'])
    expect(new Places(frame({ 'foretaste.places': text })).enter(films)).toMatchObject({
      view: 'recommendations',
    });
  const blocked = {
    get localStorage(): Storage {
      throw new DOMException('no', 'SecurityError');
    },
  } as unknown as Window;
  new Places(blocked).remember(at('view=map&project=films'));
  expect(new Places(blocked).enter(films)).toMatchObject({ view: 'recommendations' });
});

it('what a link says of its data survives the address, odd names included', () => {
  const expected = { name: 'a|b 3|x', rows: 100_836, checksum: '0badcafe' };
  expect(readExpected(writeExpected(expected))).toEqual(expected);
  for (const text of [null, '', 'name', 'name|x|ff', 'name|3|zz', `name|${'9'.repeat(400)}|ff`])
    expect(readExpected(text)).toBeNull();
});
