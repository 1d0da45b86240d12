import { describe, expect, it } from 'vitest';
import { readable, termOf, wordsOf } from '../../../../src/recipes/texts/terms';

describe('terms of a text', () => {
  it.each([
    ['Red FOXES, red berries!', ['red', 'foxe', 'red', 'berry']],
    ['glass bus this 4K', ['glass', 'bus', 'this', '4k']],
    ['<b>Éclair</b>&nbsp;au café', ['éclair', 'au', 'café']],
    ['따뜻한 침낭', ['따뜻', '뜻한', '침낭']],
    ['東京タワー', ['東京', '京タ', 'タワ', 'ワー']],
    ['红 狐狸', ['红', '狐狸']],
    ['iPhone용 케이스', ['용', 'iphone', '케이', '이스']],
    ['ＡＢＣ', ['abc']],
    ['', []],
  ])('%j', (text, terms) => expect(wordsOf(text).map(termOf)).toEqual(terms));

  it('are put together again where people read them', () => {
    expect(readable(['뜻한', 'fox', '따뜻', '침낭'])).toEqual(['따뜻한', 'fox', '침낭']);
    expect(readable(['ab', 'bc'])).toEqual(['ab', 'bc']);
  });
});
