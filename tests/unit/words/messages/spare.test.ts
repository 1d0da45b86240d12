import { expect, test } from 'vitest';
import { OPENING, openingIn, spareIn } from '../../../../words.config.mjs';

test('each message of the first screen finds its Korean at its place', () => {
  const forms = spareIn('ko')
    .split('export default [\n')[1]
    .replace(/\n\];\n$/, '')
    .split(',\n(');
  const places = OPENING.flatMap((room) => [
    ...openingIn(room).matchAll(/const \$(\w+) = [^]*?\n\}, (\d+)\);/g),
  ]).map(([, key, place]) => [key, Number(place)] as const);
  expect(places.map(([, place]) => place)).toEqual(forms.map((_, at) => at));
  const korean = (key: string) => forms[places.find(([name]) => name === key)?.[1] ?? -1];
  expect(korean('skip')).toContain('본문으로');
  expect(korean('explore')).toContain('살펴보기');
});
