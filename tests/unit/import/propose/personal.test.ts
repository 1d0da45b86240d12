import { describe, expect, it } from 'vitest';
import { personalKindOf } from '../../../../src/import/propose/personal';
import { legalFieldName } from '../../../../src/domain/field-name';

const FIRST = ['Ann', 'Bo', 'Çelik', 'Dana', '은지', 'Eva'];
const LAST = ['Lee', 'Müller', 'Rossi', '김', "O'Hara", 'Silva', 'Novák'];
const some = (cell: (i: number) => string, rows = 60): string[] =>
  Array.from({ length: rows }, (_, i) => cell(i));
const CELLS = {
  first: some((i) => FIRST[i % 6]),
  full: some((i) => `${FIRST[i % 6]} ${LAST[i % 7]}`),
  mail: some((i) => `p${i}@example.com`),
  phone: some((i) => `0170${1_000_000 + i * 77}`),
  phoneSigned: some((i) => `+49 (170) ${100 + i}-${2000 + i}`),
  phoneKorean: some((i) => `010-${1000 + i}-${2000 + i}`),
  street: some((i) => `${i} Main Street`),
  streetKorean: some((i) => `서울시 강남구 테헤란로 ${i}`),
  day: some((i) => `19${60 + (i % 40)}-0${1 + (i % 9)}-1${i % 9}`),
  dayWritten: some((i) => `Mar ${1 + (i % 28)}, ${1960 + (i % 40)}`),
  year: some((i) => `${1960 + (i % 40)}`),
  number: some((i) => `80${1 + (i % 9)}${10 + (i % 18)}-1${100000 + i}`.replace(/^80(\d)/, '800$1')),
  ip: some((i) => `10.0.${i}.7`),
  town: some((i) => ['Berlin', '서울', 'Paris'][i % 3]),
  yes: some((i) => (i % 3 === 0 ? 'yes' : 'no')),
  whole: some((i) => `${20 + (i % 50)}`),
  id: some((i) => `c${i}`),
  zip: some((i) => `${10000 + i * 13}`),
};
// The Netherlands' published example, and its like with other check digits.
const IBANS = [
  'NL91ABNA0417164300',
  'DE89370400440532013000',
  'GB29 NWBK 6016 1331 9268 19',
  'FR1420041010050500013M02606',
];
const CARDS = ['4111 1111 1111 1111', '5500000000000004', '340000000000009', '6011-0000-0000-0004'];

describe('a column that says who people are', () => {
  it.each([
    ['first_name', CELLS.first, 'name'],
    ['Last Name', CELLS.first, 'name'],
    ['customer_name', CELLS.full, 'name'],
    ['Billing Name', CELLS.full, 'name'],
    ['name', CELLS.full, 'name'],
    ['Vorname', CELLS.first, 'name'],
    ['Prénom', CELLS.first, 'name'],
    ['apellidos', CELLS.first, 'name'],
    ['이름', CELLS.full, 'name'],
    ['Nom de famille', CELLS.first, 'name'],
    ['Nom complet', CELLS.full, 'name'],
    ['Nom du client', CELLS.full, 'name'],
    ["Nom de l'adhérent", CELLS.full, 'name'],
    ['Vor- und Nachname', CELLS.full, 'name'],
    ['Kundenname', CELLS.full, 'name'],
    ['Teilnehmername', CELLS.full, 'name'],
    ['Nombre completo', CELLS.full, 'name'],
    ['Nombre y apellidos', CELLS.full, 'name'],
    ['nombre_del_cliente', CELLS.full, 'name'],
    ['Cognome', CELLS.first, 'name'],
    ['Nome e cognome', CELLS.full, 'name'],
    ['Sobrenome', CELLS.first, 'name'],
    ['Nome do cliente', CELLS.full, 'name'],
    ['Achternaam', CELLS.first, 'name'],
    ['Klantnaam', CELLS.full, 'name'],
    ['Förnamn', CELLS.first, 'name'],
    ['Imię', CELLS.first, 'name'],
    ['Soyadı', CELLS.first, 'name'],
    ['Фамилия', CELLS.first, 'name'],
    ['ФИО', CELLS.full, 'name'],
    ['氏名', CELLS.full, 'name'],
    ['姓', CELLS.first, 'name'],
    ['会員名', CELLS.full, 'name'],
    ['お客様氏名', CELLS.full, 'name'],
    ['姓名', CELLS.full, 'name'],
    ['客户姓名', CELLS.full, 'name'],
    ['收货人', CELLS.full, 'name'],
    ['성함', CELLS.full, 'name'],
    ['電話番号', CELLS.phone, 'phone'],
    ['手机号', CELLS.phone, 'phone'],
    ['Cellulare', CELLS.phone, 'phone'],
    ['Telefoonnummer', CELLS.phone, 'phone'],
    ['Телефон', CELLS.phone, 'phone'],
    ['Indirizzo', CELLS.street, 'address'],
    ['住所', some((i) => `東京都港区芝公園${i}丁目`), 'address'],
    ['地址', some((i) => `北京市朝阳区建国路${i}号`), 'address'],
    ['Data di nascita', CELLS.day, 'birth'],
    ['Geboortedatum', CELLS.day, 'birth'],
    ['Fødselsdato', CELLS.day, 'birth'],
    ['生年月日', CELLS.day, 'birth'],
    ['出生日期', CELLS.day, 'birth'],
    ['マイナンバー', CELLS.number, 'national'],
    ['身份证号', CELLS.number, 'national'],
    ['고객명', CELLS.full, 'name'],
    ['email', CELLS.mail, 'email'],
    ['column 4', CELLS.mail, 'email'],
    ['이메일', CELLS.mail, 'email'],
    ['email_hash', some((i) => (1e9 + i).toString(16).padStart(32, 'a')), 'email'],
    ['phone', CELLS.phone, 'phone'],
    ['Home Phone', CELLS.phoneSigned, 'phone'],
    ['mobile_number', CELLS.phone, 'phone'],
    ['Telefonnummer', CELLS.phone, 'phone'],
    ['téléphone', CELLS.phone, 'phone'],
    ['teléfono', CELLS.phone, 'phone'],
    ['휴대폰번호', CELLS.phoneKorean, 'phone'],
    ['연락처', CELLS.phoneKorean, 'phone'],
    ['column 5', CELLS.phoneSigned, 'phone'],
    ['contact', CELLS.phoneKorean, 'phone'],
    ['address', CELLS.street, 'address'],
    ['Shipping Address1', CELLS.street, 'address'],
    ['customer.address.street', CELLS.street, 'address'],
    ['Straße', CELLS.street, 'address'],
    ['주소', CELLS.streetKorean, 'address'],
    ['birth_date', CELLS.day, 'birth'],
    ['Geburtsdatum', CELLS.day, 'birth'],
    ['DOB', CELLS.dayWritten, 'birth'],
    ['생년월일', some((i) => `${800101 + i}`), 'birth'],
    ['iban', IBANS, 'account'],
    ['column 7', IBANS, 'account'],
    ['column 8', CARDS, 'account'],
    ['Card Number', some((i) => `**** **** **** ${1000 + i}`), 'account'],
    ['계좌번호', CELLS.phone, 'account'],
    ['ssn', CELLS.phone, 'national'],
    ['column 9', CELLS.number, 'national'],
    ['주민등록번호', CELLS.number, 'national'],
    ['ip_address', CELLS.ip, 'ip'],
  ] as const)('%s', (header, cells, kind) => {
    expect(personalKindOf('USERS', header, cells)).toBe(kind);
    // And when nothing of the file is left but what a schema calls it.
    expect(personalKindOf('USERS', legalFieldName(header), cells)).toBe(kind);
  });

  it.each([
    ['billing_email', CELLS.mail, 'email'],
    ['Billing Name', CELLS.full, 'name'],
    ['Shipping Street', CELLS.street, 'address'],
    ['수령인', CELLS.full, 'name'],
    ['氏名', CELLS.full, 'name'],
    ['Kundenname', CELLS.full, 'name'],
    ['Nom du client', CELLS.full, 'name'],
    ['Listener IP', CELLS.ip, 'ip'],
  ] as const)('of events: %s', (header, cells, kind) => {
    expect(personalKindOf('INTERACTIONS', header, cells)).toBe(kind);
  });

  it.each([
    ['age', CELLS.whole],
    ['AGE_GROUP', some((i) => `${20 + 10 * (i % 5)}-${29 + 10 * (i % 5)}`)],
    ['gender', some((i) => (i % 2 === 0 ? 'female' : 'male'))],
    ['occupation', some((i) => ['artist', 'doctor', 'writer'][i % 3])],
    ['zip', CELLS.zip],
    ['zip_code', some((i) => `${55000 + i}-${1000 + i}`)],
    ['City', CELLS.town],
    ['country', CELLS.town],
    ['Location', some((i) => `nyc, new york ${i}, usa`)],
    ['address', CELLS.town],
    ['birth_year', CELLS.year],
    ['birthday', CELLS.year],
    ['company', CELLS.full],
    ['company_name', CELLS.full],
    ['Account Name', CELLS.full],
    ['segment_name', CELLS.town],
    ['name', CELLS.town],
    ['member', CELLS.yes],
    ['email', CELLS.yes],
    ['email_opt_in', CELLS.yes],
    ['phone', CELLS.yes],
    ['mobile', some((i) => ['iPhone', 'Android'][i % 2])],
    ['card_type', some((i) => ['visa', 'amex'][i % 2])],
    ['support_email', CELLS.mail],
    ['loyalty_points', some((i) => `${1_000_000_000 + i * 7919}`)],
    ['last_order', some((i) => `123-${1_000_000 + i}-${2_000_000 + i}`)],
    ['isbn', some((i) => `978-3-16-1484${10 + i}-0`)],
    ['version', CELLS.ip],
    ['signup_date', CELLS.day],
    ['title', CELLS.full],
    ['id', CELLS.id],
    ['empty', some(() => '')],
  ] as const)('is not %s', (header, cells) => {
    expect(personalKindOf('USERS', header, cells)).toBeNull();
  });

  it.each([
    ['받는분', some((i) => `김*${'수지호'[i % 3]}`), 'name'],
    ['수취인이름', some((i) => `홍${'길동서'[i % 3]}동`), 'name'],
    ['수령인', some((i) => `이${'영훈민'[i % 3]}수`), 'name'],
    ['주문자명', CELLS.full, 'name'],
    ['비고', some((i) => `박*${'준희연'[i % 3]}`), 'name'],
    ['note', some((i) => `J*** ${'DKL'[i % 3]}**`), 'name'],
    ['届け先氏名', some((i) => `山*${'郎子美'[i % 3]}`), 'name'],
    ['연락처', some((i) => `010-****-${1000 + i}`), 'phone'],
    ['수취인 안심번호', some((i) => `0502-${1000 + i}-${2000 + i}`), 'phone'],
    ['수령인전화번호', some((i) => `050-${71000 + i}-${2000 + i}`), 'phone'],
    ['ref', some((i) => `0503-${1000 + i}-${2000 + i}`), 'phone'],
    ['ref', some((i) => `010-****-${1000 + i}`), 'phone'],
    ['cep telefonu', CELLS.phone, 'phone'],
    ['Numero di telefono', CELLS.phone, 'phone'],
    ['買家電話', CELLS.phone, 'phone'],
    ['お届け先電話番号', CELLS.phone, 'phone'],
    ['ref', some((i) => `an***${i}@example.com`), 'email'],
    ['ref', some((i) => `ann${i}@*****`), 'email'],
    ['수취인주소', CELLS.streetKorean, 'address'],
    ['配送先住所', CELLS.streetKorean, 'address'],
  ] as const)('is %s with what is half hidden, or who receives: %#', (header, cells, kind) => {
    expect(personalKindOf('INTERACTIONS', header, cells)).toBe(kind);
  });

  it('is no grade with a star, and no note of many', () => {
    for (const cells of [some((i) => ['A*', 'A', 'B', 'A*'][i % 4]), some((i) => '*'.repeat(1 + (i % 5)))])
      expect(personalKindOf('INTERACTIONS', 'grade', cells)).toBeNull();
  });

  it('is none of Items: what a thing is called names nobody', () => {
    for (const [header, cells] of [
      ['name', CELLS.full],
      ['author_name', CELLS.full],
      ['email', CELLS.mail],
    ] as const)
      expect(personalKindOf('ITEMS', header, cells)).toBeNull();
  });

  it('is no name of a thing among events, nor the number of an order', () => {
    for (const [header, cells] of [
      ['name', CELLS.full],
      ['Name', some((i) => `#${1000 + i}`)],
      ['Lineitem name', CELLS.full],
      ['item_name', CELLS.full],
      ['full_name', some((i) => `owner${i}/repository${i}`)],
      ['Vendor', CELLS.full],
      ['device', some((i) => ['phone', 'tablet'][i % 2])],
    ] as const)
      expect(personalKindOf('INTERACTIONS', header, cells)).toBeNull();
  });

  it.each([
    'nom',
    'Nom du produit',
    'nom_produit',
    'Nombre',
    'nombre del producto',
    'Nombre de la película',
    'Nome',
    'Nome do produto',
    'Nome del corso',
    'Produktname',
    'Kursname',
    'Filmnaam',
    'Name',
    '名前',
    '商品名',
    '作品名',
    '科目名',
    '名称',
    '产品名称',
    '课程名称',
    '書名',
    'Имя файла',
    '전시명',
  ])('is no name of a thing among events: %s', (header) => {
    expect(personalKindOf('INTERACTIONS', header, CELLS.full)).toBeNull();
    expect(personalKindOf('INTERACTIONS', legalFieldName(header), CELLS.full)).toBeNull();
  });

  it.each([
    ['Nom', 'Prénom'],
    ['Nombre', 'Apellidos'],
    ['Name', 'Vorname'],
    ['Nome', 'Cognome'],
    ['Naam', 'Achternaam'],
    ['名', '姓'],
    ['NOM', 'PRENOM'],
  ])('takes %s for half of a person’s name beside %s, and for a thing’s beside its price', (header, half) => {
    expect(personalKindOf('INTERACTIONS', header, CELLS.first, ['Date', half])).toBe('name');
    expect(personalKindOf('INTERACTIONS', header, CELLS.first, ['Date', 'Prix'])).toBeNull();
  });

  it('takes a number for a card or an account only by its check digits', () => {
    const ids = some((i) => `${4_000_000_000_000_000 + i * 10}`);
    expect(personalKindOf('USERS', 'number', ids)).toBeNull();
    expect(
      personalKindOf('USERS', 'number', IBANS.map((iban) => iban.replace(/\d$/, '0')).slice(1)),
    ).toBeNull();
  });
});
