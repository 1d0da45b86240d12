import { describe, expect, test } from 'vitest';
import { eul, eun, gwa, ieyo, iga, ro } from '../../../../src/words/messages/particles';

describe('Korean particles follow the sound before them', () => {
  test.each([
    ['영화', '를', '가', '는', '와', '로', '예요'],
    ['추천', '을', '이', '은', '과', '으로', '이에요'],
    ['서울', '을', '이', '은', '과', '로', '이에요'],
    // 삼, 이, 일, 공 or 십
    ['user-3', '을', '이', '은', '과', '으로', '이에요'],
    ['u2', '를', '가', '는', '와', '로', '예요'],
    ['v1', '을', '이', '은', '과', '로', '이에요'],
    ['1,240', '을', '이', '은', '과', '으로', '이에요'],
    // 엠, 엘, 에스, 이
    ['ALBUM', '을', '이', '은', '과', '으로', '이에요'],
    ['Personal', '을', '이', '은', '과', '로', '이에요'],
    ['sims', '를', '가', '는', '와', '로', '예요'],
    ['Amazon Personalize', '를', '가', '는', '와', '로', '예요'],
    // A word is not spelt: 메이어, 킹
    ['Greta and the Mayor', '를', '가', '는', '와', '로', '예요'],
    ['The Reckoning”', '을', '이', '은', '과', '으로', '이에요'],
    // As a word is written in Hangul: 클럽, 뮤직, 맵, 로봇, 북, 게임, 타이틀
    ['Film club', '을', '이', '은', '과', '으로', '이에요'],
    ['my music', '을', '이', '은', '과', '으로', '이에요'],
    ['heat map', '을', '이', '은', '과', '으로', '이에요'],
    ['Robot', '을', '이', '은', '과', '으로', '이에요'],
    ['Facebook', '을', '이', '은', '과', '으로', '이에요'],
    ['Board game', '을', '이', '은', '과', '으로', '이에요'],
    ['No title', '을', '이', '은', '과', '로', '이에요'],
    // 카드, 리스트, 위크, 블로그, 뱅크, 스토어
    ['Card', '를', '가', '는', '와', '로', '예요'],
    ['wish list', '를', '가', '는', '와', '로', '예요'],
    ['last week', '를', '가', '는', '와', '로', '예요'],
    ['blog', '를', '가', '는', '와', '로', '예요'],
    ['Bank', '를', '가', '는', '와', '로', '예요'],
    ['store', '를', '가', '는', '와', '로', '예요'],
    // 비, 씨에스브이, 티엑스티: letter by letter
    ['B', '를', '가', '는', '와', '로', '예요'],
    ['my.txt', '를', '가', '는', '와', '로', '예요'],
    // What stands behind the last letter is not said.
    ['추천”', '을', '이', '은', '과', '으로', '이에요'],
    ['31\u00a0%', '를', '가', '는', '와', '로', '예요'],
    // 달러
    ['US$149.63', '를', '가', '는', '와', '로', '예요'],
    // As macOS writes file names: the letters of a syllable one by one.
    ['추천'.normalize('NFD'), '을', '이', '은', '과', '으로', '이에요'],
  ])('%s', (word, ...wanted) => {
    expect([eul, iga, eun, gwa, ro, ieyo].map((particle) => particle(word))).toEqual(wanted);
  });
});
