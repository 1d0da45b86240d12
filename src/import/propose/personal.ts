import { legalFieldName } from '../../domain/field-name';
import type { PersonalKind } from '../../domain/personal';
import { holdsEvents, type DatasetType } from '../../domain/schema';
import { namesPerson } from '../../domain/title-field';
import { areAddresses, filledCells } from './evidence';
import type { SampledColumn } from './sampled-column';
import { namesNameOfPeople } from '../lexicon/header-words';
import { bareName, PHONE } from '../lexicon/names';
import {
  HALVES,
  LISTED_NAMES,
  ofEach,
  OWNERS_JA,
  OWNERS_KO,
  OWNERS_ZH,
  namesAddress,
  NAMES,
  namesSeller,
  OWNER,
  says,
  wordsOf,
  type Words,
} from '../lexicon/people';

/** Cells that are looked at. */
const MOST_CELLS = 1000;
/** Where only the cells speak, so many must hold something. */
const FEWEST_CELLS = 3;
/** Of the filled cells: of a column that says so by its name, and of one that does not. */
const SOME = 0.6;
const NEARLY_ALL = 0.9;
/** Of a column that may as well name groups: as many values, or half of the cells. */
const MANY_VALUES = 20;

const PLACE =
  '(home|work|office|private|personal|primary|secondary|main|default|emergency|mailing|postal|residential|full|day|evening)*';
const NUMBER = '(no|nr|num|number|nummer)?';

const MAIL = wordsOf(
  'mail(adresse|address)?|adresemail|eposta(adresi)?|correioeletronico|indirizzo(e?mail|dipostaelettronica)|postaelettronica|adressemail|adresseelectronique|emailadres|epost(adress)?',
  '이메일 이메일주소 메일주소 전자우편',
  ofEach(OWNERS_KO, '이메일 이메일주소 메일'),
  ofEach(OWNERS_JA, 'メール メールアドレス'),
  ofEach(OWNERS_ZH, '邮箱 電郵'),
  'メール メールアドレス 邮箱 电子邮件 電子郵件 почта электроннаяпочта',
);
const PHONES_KO =
  '전화번호 휴대폰 휴대폰번호 휴대전화 휴대전화번호 핸드폰 핸드폰번호 연락처 안심번호 안심연락처 안심전화 가상번호';
const PHONES_JA = '電話番号 携帯 携帯電話 携帯番号 携帯電話番号';
const PHONES_ZH = '电话 電話 电话号码 手机号 手机号码 联系电话 联系方式 電話號碼 手機號碼 聯絡電話 聯絡方式';
const PHONES = wordsOf(
  `${OWNER}${PLACE}(contact)?(cell|mobile|tele)?(${PHONE}|rufnummer|mobilfunk|whatsapp)${NUMBER}|numerode(telefono|telephone|telefone)|(nde|no)?(telephone|telefono|telefone)|telephoneportable|telefonomovil|telefone|telemovel|cellulare|numero(de|di)?(telefono|telefone|cellulare|telemovel)|tlf|tlfnr|gsm|ceptelefonu|telefonnumarasi|telefoon(nummer)?|mobiel(nummer)?|mobilnummer|mobiltelefon|numertelefonu|komorka`,
  `전화 ${PHONES_KO} 집전화 자택전화 비상연락처 고객전화번호`,
  ofEach(OWNERS_KO, `전화 ${PHONES_KO}`),
  `電話 連絡先 ${PHONES_JA}`,
  ofEach(OWNERS_JA, `電話 連絡先 ${PHONES_JA}`),
  `手机 手機 ${PHONES_ZH} 行動電話 телефон номертелефона мобильныителефон`,
  ofEach(OWNERS_ZH, `手机 手機 ${PHONES_ZH}`),
);
const ADDRESSES = wordsOf(
  `${OWNER}${PLACE}(address|addr)?(street)?(address|addr|adresse|anschrift|street|streetname|strasse|strae|direccion|calle|rue|domicilio)(line)?` +
    '|adresse(postale|complete|de?livraison|de?facturation|domicile)|direccion(de)?(envio|facturacion|postal)|indirizzo|endereco|morada|logradouro|adres|adresi|teslimatadresi|enderecodeentrega|indirizzodi(spedizione|consegna)|woonadres|straat(naam)?|adress|postadress|gatuadress|ulica|lieferadresse|rechnungsadresse|wohnadresse',
  '주소 상세주소 기본주소 도로명주소 지번주소 배송지 배송주소 집주소',
  ofEach(OWNERS_KO, '주소 상세주소 기본주소 도로명주소'),
  '住所 自宅住所 地址 家庭住址 住址 详细地址 詳細地址 адрес адресдоставки улица',
  ofEach(OWNERS_JA, '住所'),
  ofEach(OWNERS_ZH, '地址'),
  '收货地址 收件地址 收貨地址',
);
const BIRTHS = wordsOf(
  `${OWNER}(birth|birthdate|dateofbirth|birthday|birthdt|bday|dob|geburtsdatum|geburtstag|fecha(de)?nacimiento|date(de)?naissance|data(di)?nascita|data(de)?nascimento|geboortedatum|fodelsedatum|fodselsdato|fodselsdag|fodelsedag|dataurodzenia|dogumtarihi)`,
  '생년월일 생일 출생일 출생일자',
  '生年月日 誕生日 出生日期 生日 датарождения',
);
const ACCOUNTS = wordsOf(
  `${OWNER}(iban|bankaccount${NUMBER}|(credit|debit|bank|payment)?card${NUMBER}|cc(no|num|number)|kreditkarte(nnummer)?|kartennummer|kontonummer|numerodetarjeta|numerodecuenta|cartebancaire|numerocarta|numeroconto|rekeningnummer)`,
  '카드번호 신용카드번호 계좌번호 은행계좌 환불계좌',
  '口座番号 クレジットカード番号 银行卡号 银行账号 銀行帳號',
);
const NATIONALS = wordsOf(
  `${OWNER}(ssn|socialsecurity${NUMBER}|nationalid${NUMBER}|nationalinsurance${NUMBER}|nino|passport${NUMBER}|driver(s)?licen[cs]e${NUMBER}|steuerid|sozialversicherungsnummer|(personal)?ausweis(nummer)?|reisepass(nummer)?|dni|nif|nie|curp|cedula|numero(de)?securitesociale|codicefiscale|cpf|bsn|burgerservicenummer|personnummer|fodselsnummer|cpr(nummer)?|pesel)`,
  '주민등록번호 주민번호 외국인등록번호 여권번호 운전면허번호 면허번호',
  'マイナンバー 個人番号 運転免許証番号 パスポート番号 旅券番号 身份证号 身份证号码 身份證號碼 身分證字號 护照号 护照号码 護照號碼 снилс паспорт номерпаспорта',
);
const DEVICES = wordsOf(
  `${OWNER}(remote|source|login|lastlogin|signup|listener|viewer|visitor)*ip(address|addr|adresse|v4|v6)?|(adresse|direccion|indirizzo|endereco)ip`,
  'ip주소 아이피',
  'ipアドレス ip地址',
);

type Test = (cell: string) => boolean;

/** By its name, and by cells that do not speak against it. */
const BY_NAME: readonly (readonly [PersonalKind, Words, Test])[] = [
  ['phone', PHONES, isPhoneLike],
  ['address', ADDRESSES, hasLetters],
  ['birth', BIRTHS, isDayLike],
  ['account', ACCOUNTS, (cell) => digitsOf(cell).length >= 4],
  ['national', NATIONALS, (cell) => digitsOf(cell).length >= 5],
  ['ip', DEVICES, (cell) => /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i.test(cell)],
];

/** By cells that hardly anything else can be. */
const BY_CELLS: readonly (readonly [PersonalKind, Test])[] = [
  ['national', isNationalNumber],
  ['email', isMaskedAddress],
  ['name', isMaskedName],
  ['phone', isPhone],
  ['account', (cell) => isIban(cell) || isCard(cell)],
];

/**
 * What a column of Users or of events says of who somebody is; null where it says nothing of it, as ages, towns, jobs and
 * what things are called do not. Most of it is learned from its name and made sure of by its cells.
 *
 * @param name as a file or a schema has it. @param cells some of its cells, as text. @param beside names of the columns
 * of the same file: beside a first name, what is only called `Nom` is the last.
 */
export function personalKindOf(
  dataset: DatasetType,
  name: string,
  cells: readonly string[],
  beside: readonly string[] = [],
): PersonalKind | null {
  if (dataset !== 'USERS' && !holdsEvents(dataset)) return null;
  const filled = filledCells(cells).slice(0, MOST_CELLS);
  if (filled.length === 0 || namesSeller(name)) return null;
  const spelt = spellings(name);
  if (areAddresses(filled) || (spelt.some(isMail) && areHashes(filled))) return 'email';
  for (const [kind, words, test] of BY_NAME)
    if (spelt.some((bare) => says(words, bare)) && most(filled, SOME, test) && isSure(kind, name, filled))
      return kind;
  if (namesSomebody(dataset, name, filled, beside)) return 'name';
  if (filled.length < FEWEST_CELLS || new Set(filled).size < FEWEST_CELLS) return null;
  return BY_CELLS.find(([, test]) => most(filled, NEARLY_ALL, test))?.[0] ?? null;
}

/** The same of a column in a sample. */
export function personalIn(
  { header, cells, beside }: Pick<SampledColumn, 'header' | 'cells' | 'beside'>,
  dataset: DatasetType = 'INTERACTIONS',
): PersonalKind | null {
  return personalKindOf(dataset, header, cells, beside);
}

/** A name, and the ends of one that leads into records: `customer.address.street`. Numbers tell several apart. */
function spellings(name: string): readonly string[] {
  const steps = name.split('.');
  return steps.map((_, at) => bareName(steps.slice(at).join('.')).replace(/\d+$/, ''));
}

function isMail(bare: string): boolean {
  return namesAddress(bare) || says(MAIL, bare);
}

/** A channel may be called `email` too: its cells are words or flags. */
function areHashes(filled: readonly string[]): boolean {
  return most(filled, SOME, (cell) => /^[0-9a-f]{16,}$/i.test(cell));
}

function namesSomebody(
  dataset: DatasetType,
  name: string,
  filled: readonly string[],
  beside: readonly string[],
): boolean {
  const isWords = (cell: string): boolean => hasLetters(cell) && cell.length <= 80 && !/[@/\\|]/.test(cell);
  if (!most(filled, SOME, isWords)) return false;
  const spelt = spellings(name);
  // What a company keeps an account under is no person.
  if (spelt[0] === 'accountname') return false;
  if (spelt.some((bare) => says(NAMES, bare) || namesNameOfPeople(bare))) return true;
  const isListed = says(LISTED_NAMES, spelt[0]);
  if (isListed && beside.some((other) => says(HALVES, bareName(other)))) return true;
  if (dataset !== 'USERS') return false;
  return (isListed || namesPerson(legalFieldName(name))) && isVaried(filled);
}

/** A street has a number in it, where its name does not say that it is one; whole addresses and places differ. */
function isSure(kind: PersonalKind, name: string, filled: readonly string[]): boolean {
  if (kind !== 'address') return true;
  if (!isVaried(filled)) return false;
  return (
    /street|strasse|stra_?e|straat|calle|rue|ulica|улица/i.test(name) ||
    most(filled, 0.3, (cell) => /\d/.test(cell))
  );
}

function isVaried(filled: readonly string[]): boolean {
  return new Set(filled).size >= Math.max(2, Math.min(MANY_VALUES, filled.length / 2));
}

function most(filled: readonly string[], share: number, test: Test): boolean {
  return filled.filter(test).length >= filled.length * share;
}

function hasLetters(cell: string): boolean {
  return /\p{L}/u.test(cell);
}

function digitsOf(cell: string): string {
  return cell.replace(/\D/g, '');
}

/** What stands for a letter or a digit that is not shown. */
const MASK = /[*＊●○•]/g;

/** A number of up to fifteen digits, as anybody may write it, some of them hidden, with an extension behind it. */
function isPhoneLike(cell: string): boolean {
  const [number] = cell.split(/\s*(?:x|ext\.?)\s*(?=\d+$)/i);
  const { length } = digitsOf(number.replace(MASK, '0'));
  return length >= 6 && length <= 16 && /\d/.test(number) && /^[+(]?[\d\s().\-/*＊●○•]+$/.test(number);
}

/** `김*수`, `J*** D**`: somebody's name that is half hidden. Of letters for grades one may have a star. */
function isMaskedName(cell: string): boolean {
  return (
    /^[\p{sc=Hangul}\p{sc=Han}\p{sc=Kana}][*＊●○•]+[\p{sc=Hangul}\p{sc=Han}\p{sc=Kana}]*$/u.test(cell) ||
    /^\p{L}{1,3}[*＊●○•]{2,}\p{L}*([ .]\p{L}{1,3}[*＊●○•.]+\p{L}*)*$/u.test(cell)
  );
}

function isMaskedAddress(cell: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(cell) && /[*＊●○•]/.test(cell);
}

/** Some of the groups of a number are hidden: `010-****-1234`. */
const MASKED_PHONE = /^\+?\d{2,4}[-. )]+(?=[\d*＊●○•]*[*＊●○•])[\d*＊●○•]{3,4}[-. ]+[\d*＊●○•]{3,4}$/;

/** In a way in which nothing else is written: with the sign before it, or in the groups of a country. */
function isPhone(cell: string): boolean {
  const { length } = digitsOf(cell);
  if (MASKED_PHONE.test(cell)) return true;
  if (/^\+\d[\d\s()./-]+$/.test(cell) && !/\.\d{1,2}$/.test(cell)) return length >= 8 && length <= 15;
  return (
    /^(01[016789]|05\d{1,2}|070)[-. ]?\d{3,4}[-. ]\d{4}$|^050\d{8,9}$/.test(cell) ||
    /^(\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}$/.test(cell)
  );
}

/** A whole day: a year says how old somebody is. */
function isDayLike(cell: string): boolean {
  return (
    /^\d{4}[-./]\d{1,2}[-./]\d{1,2}/.test(cell) ||
    /^\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}/.test(cell) ||
    /^-?\d{6,13}(\.\d+)?$/.test(cell) ||
    /^\d{2,4}년/.test(cell) ||
    (/[a-z]{3}/i.test(cell) && /\b\d{1,2}\b/.test(cell) && /\b\d{4}\b/.test(cell))
  );
}

/** A resident's number of Korea, of a day that there is, or a social security number of the United States. */
function isNationalNumber(cell: string): boolean {
  const [, month, day] = /^\d\d(\d\d)(\d\d)-[1-8]\d{6}$/.exec(cell) ?? [];
  if (month !== undefined) return +month >= 1 && +month <= 12 && +day >= 1 && +day <= 31;
  return /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(cell);
}

/** By its check digits: all of it, as one number, leaves 1 when it is divided by 97. */
function isIban(cell: string): boolean {
  const plain = cell.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4))
    rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97;
  return rest === 1;
}

/** By its check digit: every other digit counts twice. */
function isCard(cell: string): boolean {
  if (!/^[2-6][\d -]{12,22}$/.test(cell)) return false;
  const digits = digitsOf(cell);
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (const [at, digit] of [...digits].reverse().entries()) {
    const counted = at % 2 === 0 ? Number(digit) : Number(digit) * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}
