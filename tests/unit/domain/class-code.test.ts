import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeLength, grouped, type Liking, readCode, writeCode } from '../../../src/domain/class-code';
import type { ClassSet } from '../../../src/domain/class-set';

const films: ClassSet = { ready: 'films' };
const ALPHABET = '23456789ACDEFHJKMPRTWXY';
const liking = fc.constantFrom<Liking>(0, 1, 2, 3, 4);
const likingsOf = (things: number) => fc.array(liking, { minLength: things, maxLength: things });
const ofFilms = likingsOf(20).filter((likings) => likings.some((one) => one > 0));
const titled = (things: number): ClassSet => ({
  titles: Array.from({ length: things }, (_, k) => `thing ${k}`),
});
const groupAt = (at: number, length: number) => {
  let seen = 0;
  return 1 + grouped('.'.repeat(length)).findIndex((group) => at < (seen += group.length));
};

describe('the code of somebody’s answers', () => {
  it('is read as it was written, for any number of things', () => {
    const any = fc
      .integer({ min: 5, max: 24 })
      .chain((things) => fc.tuple(fc.constant(things), likingsOf(things)));
    fc.assert(
      fc.property(any, ([things, likings]) => {
        fc.pre(likings.some((one) => one > 0));
        const code = writeCode(likings, titled(things));
        expect(code).toHaveLength(codeLength(things));
        expect(readCode(code, titled(things))).toEqual({ likings, code });
      }),
    );
  });

  it('has 14 letters for twenty things, in groups of at most four', () => {
    expect(codeLength(20)).toBe(14);
    expect(grouped('ABCDEFGHIJKLMN')).toEqual(['ABCD', 'EFGH', 'IJK', 'LMN']);
    expect(codeLength(5)).toBe(7);
    expect(codeLength(24)).toBe(16);
  });

  it('is read however it is written, look-alikes and all', () => {
    const likings = Array.from({ length: 20 }, (_, k) => ((k * 7) % 5) as Liking);
    const code = writeCode(likings, films);
    const typed = grouped(code)
      .join(' - ')
      .toLowerCase()
      .replaceAll('5', 's')
      .replaceAll('2', 'z')
      .replaceAll('8', 'b')
      .replaceAll('6', 'g')
      .replaceAll('m', 'n');
    expect(readCode(` ${typed}.`, films)).toEqual({ likings, code });
    const wide = Array.from(code, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)).join('');
    expect(readCode(wide, films)).toEqual({ likings, code });
  });

  it('tells every single wrong letter, and its group, by what must have been meant', () => {
    fc.assert(
      fc.property(ofFilms, (likings) => {
        const code = writeCode(likings, films);
        for (let at = 0; at < code.length; at++)
          for (const letter of ALPHABET) {
            if (letter === code[at]) continue;
            const wrong = code.slice(0, at) + letter + code.slice(at + 1);
            expect(readCode(wrong, films)).toEqual({
              kind: 'group',
              group: groupAt(at, code.length),
              meant: grouped(code).join(' '),
            });
          }
      }),
      { numRuns: 8 },
    );
  });

  it('never takes a code in which two neighbours have changed places', () => {
    let located = 0;
    let all = 0;
    fc.assert(
      fc.property(ofFilms, (likings) => {
        const code = writeCode(likings, films);
        for (let at = 0; at + 1 < code.length; at++) {
          if (code[at] === code[at + 1]) continue;
          const read = readCode(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2), films);
          all++;
          expect('kind' in read && ['swap', 'several'].includes(read.kind)).toBe(true);
          if ('kind' in read && read.kind === 'swap') {
            located++;
            expect(read.meant).toBe(grouped(code).join(' '));
          }
        }
      }),
      { seed: 1, numRuns: 20 },
    );
    expect(located / all).toBeGreaterThan(0.95);
  });

  it('takes about one in a hundred thousand of other texts of its length', () => {
    let taken = 0;
    for (let k = 0; k < 10_000; k++) {
      let rest = Math.imul(k + 1, 0x9e3779b1) >>> 0;
      const text = Array.from({ length: 14 }, () => {
        rest = (Math.imul(rest, 1_664_525) + 1_013_904_223) >>> 0;
        return ALPHABET[(rest >>> 8) % 23];
      }).join('');
      if (!('kind' in readCode(text, films))) taken++;
    }
    expect(taken).toBeLessThan(4);
  });

  it('knows a code of another list, and of no answers', () => {
    const likings = Array.from({ length: 20 }, () => 3 as Liking);
    expect(readCode(writeCode(likings, { ready: 'snacks' }), films)).toEqual({ kind: 'other-set' });
    expect(
      readCode(
        writeCode(
          likings.map(() => 0),
          films,
        ),
        films,
      ),
    ).toEqual({ kind: 'no-answers' });
  });

  it('says what a half or a foreign code lacks', () => {
    const code = writeCode(
      Array.from({ length: 20 }, () => 2 as Liking),
      films,
    );
    expect(readCode('', films)).toEqual({ kind: 'empty' });
    expect(readCode(code.slice(0, 8), films)).toEqual({ kind: 'short', letters: 8, needed: 14 });
    expect(readCode(`${code}22`, films)).toEqual({ kind: 'long', letters: 16, needed: 14 });
    expect(readCode(`${code.slice(0, 5)}O${code.slice(6)}`, films)).toEqual({
      kind: 'letter',
      letter: 'O',
      group: 2,
    });
  });
});
