import { expect, it } from 'vitest';
import { freeName } from '../../../src/domain/free-name';

it('a taken name gets the first number that is free, a free one none', () => {
  const isTaken = (name: string) => ['interactions', 'interactions 2', 'home', 'home-2'].includes(name);
  expect(freeName('interactions', isTaken, ' ')).toBe('interactions 3');
  expect(freeName('home', isTaken)).toBe('home-3');
  expect(freeName('ratings', isTaken)).toBe('ratings');
});
