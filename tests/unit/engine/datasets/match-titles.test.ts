import { describe, expect, it } from 'vitest';
import { matchTitles, type Titled } from '../../../../src/engine/datasets/match-titles';
import { processorMs } from '../../../support/processor-time';

const item = (title: string, year: number | null = null, by: string | null = null, weight = 1): Titled => ({
  title,
  year,
  by,
  weight,
});

/** The title that one's own is matched with, and whether it is sure; null for none. */
function match(own: Titled, ...theirs: Titled[]): readonly [title: string, sure: boolean] | null {
  const { sure, doubtful } = matchTitles([own], theirs);
  const [found] = [...sure, ...doubtful];
  return found === undefined ? null : [theirs[found.theirs].title, sure.length === 1];
}

describe('without doubt', () => {
  const same: readonly (readonly [own: Titled, theirs: Titled])[] = [
    [item('The Matrix', 1999), item('Matrix, The (1999)')],
    [item('Amelie'), item("Amélie (Fabuleux destin d'Amélie Poulain, Le) (2001)")],
    [
      item("Le fabuleux destin d'Amélie Poulain", 2001),
      item("Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)"),
    ],
    [item('Rocky II'), item('Rocky 2 (1979)')],
    [item('Heat', 1996), item('Heat (1995)')],
    [item('Fast & Furious'), item('Fast and Furious (2009)')],
    [item('WALL·E'), item('Wall-E (2008)')],
    [item('기생충'), item('기생충 (2019)')],
    [item('Hurt', null, 'Johnny Cash'), item('Hurt', null, 'JOHNNY CASH')],
  ];
  for (const [own, theirs] of same)
    it(`${own.title} is ${theirs.title}`, () => expect(match(own, theirs)).toEqual([theirs.title, true]));
});

describe('for a person to say', () => {
  const near: readonly (readonly [own: Titled, theirs: Titled])[] = [
    [item('Star Wars'), item('Star Wars: Episode IV - A New Hope (1977)')],
    [item('Birdman: The Unexpected Virtue of Ignorance', 2014), item('Birdman (2014)')],
    [item('The Shawshenk Redemption', 1994), item('Shawshank Redemption, The (1994)')],
  ];
  for (const [own, theirs] of near)
    it(`${own.title} may be ${theirs.title}`, () =>
      expect(match(own, theirs)).toEqual([theirs.title, false]));

  it('which of two of one name is meant: the better known is shown', () => {
    const [old, young] = [item('Solaris (1972)', null, null, 3), item('Solaris (2002)', null, null, 9)];
    expect(match(item('Solaris'), old, young)).toEqual(['Solaris (2002)', false]);
    expect(match(item('Solaris', 1972), old, young)).toEqual(['Solaris (1972)', true]);
  });
});

describe('not the same', () => {
  const other: readonly (readonly [own: Titled, theirs: Titled])[] = [
    [item('Alien 3'), item('Alien 4')],
    [item('Dune', 2021), item('Dune (1984)')],
    [item('Hurt', null, 'Johnny Cash'), item('Hurt', null, 'Nine Inch Nails')],
    [item('Heat'), item('Body Heat (1981)')],
    [item('Up'), item('Us (2019)')],
  ];
  for (const [own, theirs] of other)
    it(`${own.title} is not ${theirs.title}`, () => expect(match(own, theirs)).toBeNull());
});

it('looks titles up instead of comparing each with each', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => item(`Tale ${i} of the river ${(i * 7919) % 1000}`));
  const own = many
    .slice(0, 4000)
    .map(({ title }, i) => item(i % 2 === 0 ? title : title.replace('river', 'rivr')));
  const before = processorMs();
  matchTitles(own, many);
  const ms = processorMs() - before;
  const { sure } = matchTitles(own.slice(0, 2), many);
  expect(sure.map(({ theirs }) => theirs)).toEqual([0]);
  // Forty million comparisons of this kind would take minutes, and a lookup far less than a second.
  expect(ms).toBeLessThan(20_000);
});
