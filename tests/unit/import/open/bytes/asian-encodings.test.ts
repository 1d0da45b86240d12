import { expect, it } from 'vitest';
import { guessEncoding } from '../../../../../src/import/open/bytes/encoding';

/** The bytes of a text in an encoding that this platform reads and does not write. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const pairs = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) {
      const letter = decoder.decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && !pairs.has(letter)) pairs.set(letter, [lead, trail]);
    }
  return Uint8Array.from(
    [...text].flatMap((letter) => (letter < '\u0080' ? [letter.charCodeAt(0)] : (pairs.get(letter) ?? [63]))),
  );
}

it.each([
  ['euc-kr', '회원번호,상품명,판매일자\n1,초코 우유 (대),2024-01-02\n'],
  ['gb18030', '订单编号,用户ID,商品名称,数量,单价,下单时间\n1,2,苹果3号,1,10,2024-01-02\n'],
  ['shift_jis', '会員番号,商品名,購入日\n1,りんごジュース,2024-01-02\n'],
  ['shift_jis', '学籍番号,氏名,学年,科目名,登録日\n20230001,佐藤 健太,１,数学,2023年4月3日\n'],
  ['gb18030', '会员编号,商品名称,购买日期\n1,苹果汁,2024-01-02\n'],
])('a text in %s is read as it was written', (encoding, text) => {
  const bytes = encoded(text, encoding);
  expect(guessEncoding(bytes)).toBe(encoding);
  expect(new TextDecoder(guessEncoding(bytes)).decode(bytes)).toBe(text);
});

it.each([
  'Gläser für Tee, Zoë, François, Ñandú, España, Åse, Ærø\n',
  'it\u0092s a \u0093quoted\u0094 word, 5 \u0080\n',
  'ÄÖÜ,ÉÈ,äöü\n',
  // Dashes and quotation marks alone, each before a letter.
  '\u0091a\u0092b \u0093c\u0094d \u0096e\u0097f\n',
])('letters with accents stay what they are: %s', (text) => {
  expect(guessEncoding(Uint8Array.from([...text], (letter) => letter.charCodeAt(0)))).toBe('windows-1252');
});

it('Cyrillic, whose letters stand side by side too, is no Japanese', () => {
  const cyrillic = [...'Покупатель,товар,дата\nИванов,Хлеб,01.02.2024\n'].map((letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : code - 0x410 + 0xc0;
  });
  expect(guessEncoding(Uint8Array.from(cyrillic))).not.toBe('shift_jis');
});
