import { expect, it } from 'vitest';
import { freeName } from '../../../../src/views/mapping/finish-import';

it('tells projects from files of one name apart', () => {
  const projects = [{ name: 'interactions' }, { name: 'interactions 2' }];
  expect(freeName('interactions', projects)).toBe('interactions 3');
  expect(freeName('ratings', projects)).toBe('ratings');
});
