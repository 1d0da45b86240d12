import { legalFieldName } from '../../domain/field-name';
import type { PersonalKind } from '../../domain/personal';
import { holdsEvents, type DatasetType } from '../../domain/schema';
import { namesPerson } from '../../domain/title-field';
import { areAddresses, filledCells } from './evidence';
import { bareWords } from '../lexicon/bare-word';
import { namesNameOfPeople } from '../lexicon/header-words';
import { bareName, PHONE } from '../lexicon/names';
import { namesAddress, namesSeller, WHOSE } from './person';

/** Cells that are looked at. */
const MOST_CELLS = 1000;
/** Where only the cells speak, so many must hold something. */
const FEWEST_CELLS = 3;
/** Of the filled cells: of a column that says so by its name, and of one that does not. */
const SOME = 0.6;
const NEARLY_ALL = 0.9;
/** Of a column that may as well name groups: as many values, or half of the cells. */
const MANY_VALUES = 20;

const OWNER = `(${WHOSE}|guest|patron|student|pupil|learner|patient|owner|holder|cardholder|sender|bill|invoice|ship|shipping|shipto|billto|delivery|deliver)*`;
const PLACE =
  '(home|work|office|private|personal|primary|secondary|main|default|emergency|mailing|postal|residential|full|day|evening)*';
const NUMBER = '(no|nr|num|number|nummer)?';

/** What a header says in words that are its own, and as they are spelled in a schema, where names hold Latin letters alone. */
interface Words {
  readonly pattern: RegExp;
  readonly others: ReadonlySet<string>;
}
/** @param pattern of names in Latin letters. @param others words in other scripts, a line for each language. */
function wordsOf(pattern: string, ...others: readonly string[]): Words {
  // Chinese characters become English words in a schema, which the pattern has.
  const letters = others
    .flatMap((line) => line.split(' '))
    .filter((word) => !/\p{sc=Han}|\p{sc=Kana}/u.test(word));
  const spelt = letters.map(legalFieldName).filter((name) => name !== 'COLUMN');
  return { pattern: new RegExp(`^(${pattern})$`), others: bareWords([...others, ...spelt]) };
}
function says({ pattern, others }: Words, bare: string): boolean {
  return pattern.test(bare) || others.has(bare);
}

/** Names of people that no group, thing or shop has. */
const NAMES = wordsOf(
  `${OWNER}(first|last|given|family|middle|maiden|full|legal|fore|sur|nick|screen)names?|(${WHOSE}|guest|patron|student|pupil|patient|cardholder|shipping|delivery|sender|participant|attendee|borrower|member)+names?` +
    '|vornamen?|nachname|familienname|zuname|rufname|geburtsname|namevorname|nachnamevorname|vorname(und)?nachname|vorundnachname|vollstandigername' +
    '|prenoms?|nomdefamille|nomdenaissance|nomcomplet|nom(et)?prenoms?|prenoms?(et)?nom' +
    '|(primer|segundo)?apellidos?|apellidomaterno|apellidopaterno|nombres?(y)?apellidos?|apellidos?(y)?nombres?|nombrecompleto|primernombre|segundonombre' +
    '|cognome|(nome)(e)?cognome|cognome(e)?nome|nomecompleto|nominativo|sobrenome|primeironome|ultimonome|nomeesobrenome' +
    '|voornaam|voornamen|achternaam|familienaam|roepnaam|volledigenaam|tussenvoegsel|fornamn|efternamn|fornavn|etternavn|efternavn|etunimi|sukunimi' +
    '|imie|nazwisko|imieinazwisko|prijmeni|ad(i)?soyad(i)?|soyad(i)?|vezeteknev|keresztnev|prenume|numedefamilie',
  '성명 성함 고객명 고객이름 고객성명 회원명 회원이름 회원성명 사용자명 이용자명 이용자성명 주문자명 주문자성명 구매자명 구매자성명 수령인 수령인명 수령자 수취인 수취인명 받는사람 받는분 예금주 닉네임 예약자 예약자명 신청자 신청자명 수강생명 학생명 학생이름 대출자명 참가자명 보호자명',
  '氏名 お名前 姓名 姓 苗字 名字 フリガナ ふりがな 氏名カナ 氏名フリガナ 会員名 会員氏名 顧客名 顧客氏名 お客様名 お客様氏名 利用者名 利用者氏名 ユーザー名 生徒名 生徒氏名 学生氏名 参加者名 購入者名 購入者氏名 注文者氏名 届け先氏名 お届け先氏名 宛名 ニックネーム',
  '真实姓名 用户名 用户姓名 客户姓名 会员姓名 学生姓名 读者姓名 收货人 收货人姓名 收件人 收件人姓名 联系人 联系人姓名 昵称 真實姓名 用戶名 用戶姓名 客戶姓名 會員姓名 學生姓名 讀者姓名 收貨人 收貨人姓名 收件人姓名 聯絡人 聯絡人姓名 暱稱',
  'имя фамилия отчество фио имяифамилия фамилияиимя фамилияимяотчество',
);
/** The same of a list of people, and of other things elsewhere, if no other column says that they are people's. */
const LISTED_NAMES = wordsOf('name|names|nom|nombres?|nome|naam|namn|navn', '이름 名前 名 名字');
/** Names of one half of a person's name: beside them a bare name is the other. */
const HALVES = wordsOf(
  '(first|last|given|family|fore|sur)names?|vornamen?|nachname|prenoms?|apellidos?|primerapellido|cognome|sobrenome|voornaam|achternaam|fornamn|efternamn|fornavn|etternavn|efternavn|imie|nazwisko',
  '姓 фамилия',
);
const MAIL = wordsOf(
  'mail(adresse|address)?|adressemail|adresseelectronique|emailadres|epost(adress)?',
  '이메일 이메일주소 메일주소 전자우편',
  'メール メールアドレス 邮箱 电子邮件 電子郵件 почта электроннаяпочта',
);
const PHONES = wordsOf(
  `${OWNER}${PLACE}(contact)?(cell|mobile|tele)?(${PHONE}|rufnummer|mobilfunk|whatsapp)${NUMBER}|numerode(telefono|telephone|telefone)|(nde|no)?(telephone|telefono|telefone)|telephoneportable|telefonomovil|telefone|telemovel|cellulare|telefoon(nummer)?|mobiel(nummer)?|mobilnummer|mobiltelefon|numertelefonu|komorka`,
  '전화 전화번호 휴대폰 휴대폰번호 휴대전화 휴대전화번호 핸드폰 핸드폰번호 연락처 집전화 수령인연락처 고객전화번호',
  '電話 電話番号 携帯 携帯電話 携帯番号 携帯電話番号 連絡先',
  '电话 电话号码 手机 手机号 手机号码 联系电话 联系方式 電話號碼 手機 手機號碼 聯絡電話 聯絡方式 行動電話 телефон номертелефона мобильныителефон',
);
const ADDRESSES = wordsOf(
  `${OWNER}${PLACE}(address|addr)?(street)?(address|addr|adresse|anschrift|street|streetname|strasse|strae|direccion|calle|rue|domicilio)(line)?` +
    '|adresse(postale|complete|de?livraison|de?facturation|domicile)|direccion(de)?(envio|facturacion|postal)|indirizzo|endereco|morada|logradouro|adres|woonadres|straat(naam)?|adress|postadress|gatuadress|ulica|lieferadresse|rechnungsadresse|wohnadresse',
  '주소 상세주소 기본주소 도로명주소 지번주소 배송지 배송지주소 배송주소 집주소 고객주소 수령인주소',
  '住所 お届け先住所 届け先住所 配送先住所 自宅住所 地址 收货地址 家庭住址 住址 收件地址 详细地址 收貨地址 詳細地址 адрес улица',
);
const BIRTHS = wordsOf(
  `${OWNER}(birth|birthdate|dateofbirth|birthday|birthdt|bday|dob|geburtsdatum|geburtstag|fecha(de)?nacimiento|date(de)?naissance|data(di)?nascita|data(de)?nascimento|geboortedatum|fodelsedatum|fodselsdato|dataurodzenia)`,
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

/** A number of up to fifteen digits, as anybody may write it, with an extension behind it. */
function isPhoneLike(cell: string): boolean {
  const [number] = cell.split(/\s*(?:x|ext\.?)\s*(?=\d+$)/i);
  const { length } = digitsOf(number);
  return length >= 6 && length <= 16 && /^[+(]?[\d\s().\-/]+$/.test(number);
}

/** In a way in which nothing else is written: with the sign before it, or in the groups of a country. */
function isPhone(cell: string): boolean {
  const { length } = digitsOf(cell);
  if (/^\+\d[\d\s()./-]+$/.test(cell) && !/\.\d{1,2}$/.test(cell)) return length >= 8 && length <= 15;
  return (
    /^01[016789][-. ]\d{3,4}[-. ]\d{4}$/.test(cell) || /^(\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}$/.test(cell)
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
