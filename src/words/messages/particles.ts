/**
 * Korean particles, which follow the sound at the end of the word before them. Digits and the letters of initials sound as
 * Koreans read them one by one, 3 is 삼, L is 엘; a word in Latin letters as it is written in Hangul, club is 클럽.
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
/** How a word ends in Hangul, by its last letters; any other ends in a vowel, if need be in one added: 카드, 리스트. */
const WORD_ENDS: readonly (readonly [RegExp, Ending])[] = [
  [/le?$/, 'ㄹ'], // 파이널, 타이틀
  [/(ng|[mn]|[aeiouy][mn]e)$/, 'consonant'], // 킹, 앨범, 게임
  [/[aeiouy](b|c|ck|p+)$/, 'consonant'], // 클럽, 뮤직, 블랙, 맵
  [/(^|[^aeiouy])[aeiouy](k|t+)$|ook$/, 'consonant'], // 트렉, 로봇, 북; but 위크, 라이트
];
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const ENDINGS = 28;
const RIEUL = 8;

/** 퍼센트 and 달러 end in a vowel, and a word of any other script is taken to. */
function ending(word: string): Ending {
  // The sign stands before an amount and is said behind it: $149.63 is 149.63달러.
  if (/\$[\d.,]+$/.test(word)) return 'vowel';
  const said = [...word.normalize('NFC')].findLast((sign) => /[\p{L}\p{N}%$]/u.test(sign)) ?? '';
  const code = said.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const final = (code - FIRST_SYLLABLE) % ENDINGS;
    return final === 0 ? 'vowel' : final === RIEUL ? 'ㄹ' : 'consonant';
  }
  // 십, 백, 천 and 만 end in a consonant, as 영 does: a last 0 is one case.
  if (/[0-9]/.test(said)) return DIGITS[Number(said)];
  const latin = /[A-Za-z]*[a-z](?=[^\p{L}\p{N}]*$)/u.exec(word)?.[0].toLowerCase() ?? '';
  if (latin.length > 1 && /[aeiouy]/.test(latin))
    return WORD_ENDS.find(([end]) => end.test(latin))?.[1] ?? 'vowel';
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
