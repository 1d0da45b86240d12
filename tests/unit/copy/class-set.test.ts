import { afterEach, describe, expect, it } from 'vitest';
import { animalOf, calledBy, thingNames } from '../../../src/copy/class-set';
import { classSetFault, READY_SETS, type ReadySet } from '../../../src/domain/class-set';
import { type Language, LANGUAGES, readLanguageFrom } from '../../../src/domain/language';

afterEach(() => readLanguageFrom(() => 'en'));

describe('lists that are ready', () => {
  it.each(Object.keys(LANGUAGES) as Language[])('can be asked about as they are, in %s', (language) => {
    readLanguageFrom(() => language);
    for (const ready of Object.keys(READY_SETS) as ReadySet[]) {
      const names = thingNames({ ready });
      expect(names).toHaveLength(READY_SETS[ready]);
      expect(classSetFault(names)).toBeNull();
    }
  });
});

describe('what pupils are called', () => {
  it('follows from the code, in the same place of each language', () => {
    const english = animalOf('K7M2PX9R4TCHAE');
    expect(english).toMatch(/^\p{Lu}\p{Ll}+ \d{1,2}$/u);
    readLanguageFrom(() => 'ko');
    expect(animalOf('K7M2PX9R4TCHAE')).toMatch(/^[가-힣]+ \d{1,2}$/);
    expect(animalOf('K7M2PX9R4TCHAE').split(' ')[1]).toBe(english.split(' ')[1]);
  });

  it('is told apart where two have one name', () => {
    const two = { name: 'Kim', code: 'A' };
    expect(calledBy([two, two, { name: 'Lee', code: 'A' }])).toEqual(['Kim', 'Kim (2)', 'Lee']);
  });
});
