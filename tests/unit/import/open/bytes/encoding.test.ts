import { expect, it } from 'vitest';
import { guessEncoding } from '../../../../../src/import/open/bytes/encoding';

const READ_TO_THE_END = { stream: true } as const;

/** The bytes of each letter, by the encoding. */
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const bytesOf = new Map<string, readonly number[]>();
  const learn = (...bytes: readonly number[]): void => {
    const letter = new TextDecoder(encoding).decode(Uint8Array.from(bytes), READ_TO_THE_END);
    if (letter.length === 1 && letter !== '\ufffd' && !bytesOf.has(letter)) bytesOf.set(letter, bytes);
  };
  for (let byte = 0; byte < 256; byte++) learn(byte);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
  tables.set(encoding, bytesOf);
  return bytesOf;
}

/** The bytes of a text in an encoding that this platform reads and does not write. */
function encoded(text: string, encoding: string): Uint8Array {
  const bytesOf = tableOf(encoding);
  return Uint8Array.from(
    [...text].flatMap((letter) => {
      const bytes = bytesOf.get(letter);
      if (bytes === undefined) throw new RangeError(`${encoding} has no ${letter}`);
      return bytes;
    }),
  );
}

it.each([
  ['windows-1252', ['Kunde;Artikel;Größe\n4001;Möhren;groß\n4002;Öl;klein\n', 'a,b\nStraße,1\n']],
  ['windows-1252', ['Référence;Numéro;Quantité\n4001;Été à la plage, où ça;2 m³\n', 'user,item\nu1é,i1\n']],
  ['windows-1252', ['Cliente;¿Qué?;Año\n4001;Señor Núñez;2\n', 'avaliação,usuário\nMãe só há uma,José\n']],
  ['windows-1252', ['Viðskiptavinur;Vara;Verð\nÞórður;Mjólk í fernu á útsölu, æði;2\n']],
  ['windows-1252', ['Kunde;Vare;Størrelse\nSøren Ærø;Rød grød;2\n', 'Città,Perché\nCaffè,più\n']],
  ['windows-1252', ['Gläser für Tee, Zoë, François, Ñandú, España, Åse, Ærø\n', 'ÄÖÜ,ÉÈ,äöü\n']],
  ['windows-1252', ['it’s a “quoted” word, 5 €\n', '‘a’b “c”d –e—f\n', 'Lesernr;Gebühr\nZoë;2,50 £\n']],
  ['windows-1250', ['Klient;Produkt;Ilość\nMałgorzata;Żółty chłodnik;2\n']],
  [
    'windows-1250',
    ['Zákazník;Zboží;Množství\nJiří Dvořák;Tužka černá;2\n', 'Vásárló;Termék\nKovács Győző;Tűzőgép\n'],
  ],
  [
    'windows-1254',
    ['Müşteri No;Ürün;Adet\n4001;Çilek ağacı;2\n', `Müşteri No;Ürün\n${'4001;Ürün\n'.repeat(30)}`],
  ],
  ['windows-1251', ['Покупатель;Товар;Количество\nИванов;Хлеб;2\n', 'Користувач;Товар\nІваненко;Хліб їжа\n']],
  [
    'windows-1253',
    ['Πελάτης;Προϊόν;Ποσότητα\nΓιώργος;Ψωμί;2\n', 'user,τραγούδι\n1,Η ξενιτιά\n2,Αχ Ελλάδα\n'],
  ],
  ['windows-1255', ['לקוח,מוצר,תאריך\nדוד לוי,לחם שחור,2024-01-02\n', 'user,book\n1,מאה שנים של בדידות\n']],
  ['windows-1256', ['العميل,المنتج,التاريخ\nمحمد علي,خبز,2024-01-02\n', 'user,book\n1,ألف ليلة وليلة\n']],
  ['windows-874', ['ลูกค้า,สินค้า,วันที่\nสมชาย,ขนมปัง,2024-01-02\n', 'user,film\n1,ฉลาดเกมส์โกง\n2,พี่มาก พระโขนง\n']],
  ['koi8-r', ['Покупатель;Товар;Количество\nИванов;Хлеб;2\n']],
  ['iso-8859-2', ['Klient;Produkt;Ilość\nMałgorzata;Żółty śliwka ząb;2\n']],
  [
    'macintosh',
    [
      'Kunde;Artikel;Größe\n4001;Möhren;groß\n',
      'Cliente;Año\nSeñor Núñez;2\n',
      'user,Café\n1,Crème brûlée\n',
    ],
  ],
  [
    'euc-kr',
    [
      '회원번호,상품명,판매일자\n1,초코 우유 (대),2024-01-02\n',
      '고객,메뉴\n홍길동,떡볶이\n',
      'user,item\n1,T셔츠\n',
    ],
  ],
  ['shift_jis', ['会員番号,商品名,購入日\n1,りんごジュース,2024-01-02\n', 'userId,item\nu1映画,i1\n']],
  ['shift_jis', ['学籍番号,氏名,学年,科目名,登録日\n20230001,佐藤 健太,１,数学,2023年4月3日\n']],
  [
    'shift_jis',
    ['注文番号,会社,商品\n①,㈱山田商店,ノート\n②,㈱田中,鉛筆\n', '番号,状態\n1,①キャンセル\n2,②完了\n'],
  ],
  ['euc-jp', ['会員番号,商品名,購入日\n1,りんごジュース,2024-01-02\n']],
  [
    'gb18030',
    [
      '订单编号,用户ID,商品名称,数量,单价,下单时间\n1,2,苹果3号,1,10,2024-01-02\n',
      'user,movie\n1,霸王别姬\n',
    ],
  ],
  ['big5', ['訂單編號,會員,商品名稱,數量\n1,王小明,蘋果汁,2\n', 'user,movie\n1,悲情城市\n2,海角七號\n']],
] as const)('a text in %s is read as it was written: %j', (encoding, texts) => {
  for (const text of texts) {
    const bytes = encoded(text, encoding);
    expect(guessEncoding(bytes), text).toBe(encoding);
    expect(new TextDecoder(guessEncoding(bytes)).decode(bytes, READ_TO_THE_END)).toBe(text);
  }
});

it('letters of all Europe, of which each encoding has some, count by their words', () => {
  const long = `${'4001;Brot;2\n'.repeat(2000)}4002;Größe\n`;
  expect(guessEncoding(encoded(long, 'windows-1252'))).toBe('windows-1252');
});

it.each([
  ['windows-1251', '<html><head><meta charset="windows-1251"><title>Ы</title>'],
  ['shift_jis', '<!doctype html><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>①'],
  ['iso-8859-2', '<?xml version="1.0" encoding="ISO-8859-2"?><a>ą</a>'],
  ['windows-1252', '<?xml version="1.0" encoding="iso-8859-1"?><a>ã</a>'],
  ['gb18030', '<meta charset=gb2312><p>中'],
])('a page or a document that says it is in %s is believed', (encoding, text) => {
  expect(guessEncoding(encoded(text, encoding))).toBe(encoding);
});

it('is not believed where it is Unicode all the same, or names what nobody knows', () => {
  expect(guessEncoding(new TextEncoder().encode('<meta charset="euc-kr"><p>영화'))).toBe('utf-8');
  expect(guessEncoding(encoded('<meta charset="klingon"><p>영화를 봤어요', 'euc-kr'))).toBe('euc-kr');
});
