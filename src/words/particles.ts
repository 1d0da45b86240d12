/**
 * Korean particles, which follow the sound at the end of the word before them. Digits and Latin letters sound as Koreans
 * read them one by one: 3 is 삼, L is 엘.
 */

type Ending = 'vowel' | 'consonant' | 'ㄹ';

const DIGITS: readonly Ending[] = [
  'consonant', // 영
  'ㄹ', // 일
  'vowel', // 이
  'consonant', // 삼
  'vowel', // 사
  'vowel', // 오
  'consonant', // 육
  'ㄹ', // 칠
  'ㄹ', // 팔
  'vowel', // 구
];
/** 엘, 엠, 엔, 알; the other letters' names end in a vowel. */
const LETTERS: { readonly [letter: string]: Ending } = { l: 'ㄹ', r: 'ㄹ', m: 'consonant', n: 'consonant' };
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const ENDINGS = 28;
const RIEUL = 8;

/** 퍼센트 and 달러 end in a vowel, and a word of any other script is taken to. */
function ending(word: string): Ending {
  const said = [...word.normalize('NFC')].findLast((sign) => /[\p{L}\p{N}%$]/u.test(sign)) ?? '';
  const code = said.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const final = (code - FIRST_SYLLABLE) % ENDINGS;
    return final === 0 ? 'vowel' : final === RIEUL ? 'ㄹ' : 'consonant';
  }
  // 십, 백, 천 and 만 end in a consonant, as 영 does: a last 0 is one case.
  if (/[0-9]/.test(said)) return DIGITS[Number(said)];
  // Words, unlike initials, are read as words: an r at their end is silent (메이어), and ng is one sound (킹).
  if (/[a-z]r[^\p{L}\p{N}]*$/u.test(word)) return 'vowel';
  if (/[a-z]ng[^\p{L}\p{N}]*$/u.test(word)) return 'consonant';
  return LETTERS[said.toLowerCase()] ?? 'vowel';
}

const pair = (afterConsonant: string, afterVowel: string) => (word: string) =>
  ending(word) === 'vowel' ? afterVowel : afterConsonant;

export const eul = pair('을', '를');
export const iga = pair('이', '가');
export const eun = pair('은', '는');
export const gwa = pair('과', '와');
export const ieyo = pair('이에요', '예요');
export const ira = pair('이라', '라');
export const ro = (word: string): string => (ending(word) === 'consonant' ? '으로' : '로');
