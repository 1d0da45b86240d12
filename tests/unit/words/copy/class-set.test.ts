import { afterEach, describe, expect, it } from 'vitest';
import { animalOf, calledBy, numberOf, thingNames } from '../../../../src/words/copy/class-set';
import { classSetFault, READY_SETS, type ReadySet } from '../../../../src/domain/class-set';
import { type Language, LANGUAGES, readLanguageFrom } from '../../../../src/domain/language';

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

  it('is an animal that nobody is yet while there are others, with the number on the phone', () => {
    const codes = Array.from({ length: 30 }, (_, k) => `CODE${k}`);
    const called = calledBy(codes.map((code) => ({ name: null, code })));
    const animals = called.map((name) => name.replace(/ .*/, ''));
    expect(new Set(animals.slice(0, 24)).size).toBe(24);
    expect(new Set(animals.slice(24)).size).toBe(6);
    expect(called[0]).toBe(animalOf(codes[0]));
    expect(called.map((name) => name.replace(/.* /, ''))).toEqual(codes.map(numberOf));
  });

  it('is told apart where two have one name', () => {
    const two = { name: 'Kim', code: 'A' };
    expect(calledBy([two, two, { name: 'Lee', code: 'A' }])).toEqual(['Kim', 'Kim (2)', 'Lee']);
  });
});
