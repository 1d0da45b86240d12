import { legalFieldName } from '../../domain/field-name';
import { bareWords } from './bare-word';
import { namesNameOfPeople } from './header-words';
import { bareName, roleOfName } from './names';

/** Whom a column is about, before what it says of them. */
const WHOSE =
  'customer|cust|user|buyer|client|member|shopper|visitor|reviewer|reader|subscriber|account|contact|person|recipient|payer|billing|kunden?|cliente|usuario';
const ADDRESS = new RegExp(
  `^(${WHOSE})*e?mail(id|addr|address|adresse|hash)?$|^(correo(electronico)?|courriel|이메일(주소)?)$`,
);
/** Whoever sells or serves writes addresses too. */
const SELLER = /seller|vendor|supplier|merchant|retailer|agent|employee|staff|support/;

export const OWNER = `(${WHOSE}|guest|patron|student|pupil|learner|patient|owner|holder|cardholder|sender|bill|invoice|ship|shipping|shipto|billto|delivery|deliver)*`;
/** What a header says in words that are its own, and as they are spelled in a schema, where names hold Latin letters alone. */
export interface Words {
  readonly pattern: RegExp;
  readonly others: ReadonlySet<string>;
}
/** @param pattern of names in Latin letters. @param others words in other scripts, a line for each language. */
export function wordsOf(pattern: string, ...others: readonly string[]): Words {
  // Chinese characters become English words in a schema, which the pattern has.
  const letters = others
    .flatMap((line) => line.split(' '))
    .filter((word) => !/\p{sc=Han}|\p{sc=Kana}/u.test(word));
  const spelt = letters.map(legalFieldName).filter((name) => name !== 'COLUMN');
  return { pattern: new RegExp(`^(${pattern})$`), others: bareWords([...others, ...spelt]) };
}
export function says({ pattern, others }: Words, bare: string): boolean {
  return pattern.test(bare) || others.has(bare);
}

/** Compounds of whom a column is about with what it says of them, as languages write them in one word. */
export function ofEach(owners: string, words: string): string {
  return owners
    .split(' ')
    .flatMap((owner) => words.split(' ').map((word) => owner + word))
    .join(' ');
}
export const OWNERS_KO =
  '고객 회원 사용자 이용자 주문자 구매자 수령인 수령자 수취인 받는분 받는사람 받으시는분 보내는분 보내는사람 배송 배송지 예약자 신청자 수강생 학습자 학생 학부모 대출자 참가자 참여자 보호자 환자 직원 담당자 입금자 예금주';
export const OWNERS_JA =
  '会員 顧客 お客様 利用者 ユーザー ユーザ 生徒 学生 参加者 購入者 注文者 届け先 お届け先 配送先 送付先 受取人 患者 保護者';
export const OWNERS_ZH =
  '用户 用戶 客户 客戶 会员 會員 顾客 顧客 学生 學生 读者 讀者 买家 買家 收货人 收貨人 收件人 联系人 聯絡人 患者 家长 家長 使用者';

/** Names of people that no group, thing or shop has. */
export const NAMES = wordsOf(
  `${OWNER}(first|last|given|family|middle|maiden|full|legal|fore|sur|nick|screen)names?|(${WHOSE}|guest|patron|student|pupil|patient|cardholder|shipping|delivery|sender|participant|attendee|borrower|member)+names?` +
    '|vornamen?|nachname|familienname|zuname|rufname|geburtsname|namevorname|nachnamevorname|vorname(und)?nachname|vorundnachname|vollstandigername' +
    '|prenoms?|nomdefamille|nomdenaissance|nomcomplet|nom(et)?prenoms?|prenoms?(et)?nom' +
    '|(primer|segundo)?apellidos?|apellidomaterno|apellidopaterno|nombres?(y)?apellidos?|apellidos?(y)?nombres?|nombrecompleto|primernombre|segundonombre' +
    '|cognome|(nome)(e)?cognome|cognome(e)?nome|nomecompleto|nominativo|sobrenome|primeironome|ultimonome|nomeesobrenome' +
    '|voornaam|voornamen|achternaam|familienaam|roepnaam|volledigenaam|tussenvoegsel|fornamn|efternamn|fornavn|etternavn|efternavn|etunimi|sukunimi' +
    '|imie|nazwisko|imieinazwisko|prijmeni|ad(i)?soyad(i)?|soyad(i)?|vezeteknev|keresztnev|prenume|numedefamilie' +
    '|nombrecompletodelusuario|nomcompletdelutilisateur|nomecompletod(o|a)(utilizador|usuario|aluno)|nomecompletodellutente|volledigenaamgebruiker' +
    '|affecteduser|relateduser|betroffeneruserin|betroffenenutzerin|betroffenernutzerin|usuarioafectado|utilisateur(touche|affecte)',
  '성명 성함 예금주 닉네임 주문자 구매자 수령인 수령자 수취인 송하인 수하인 입금자 받는사람 받는분 받으시는분 보내는분 보내는사람 영향받은사용자 사용자전체이름',
  ofEach(OWNERS_KO, '명 이름 성명 성함 성함이름'),
  '氏名 お名前 姓名 姓 苗字 名字 フリガナ ふりがな 氏名カナ 氏名フリガナ 宛名 ニックネーム フルネーム ユーザのフルネーム ユーザーのフルネーム 受取人 送り主',
  ofEach(OWNERS_JA, '名 氏名 お名前 フルネーム'),
  '真实姓名 真實姓名 用户名 用戶名 收货人 收件人 联系人 聯絡人 昵称 暱稱 全名 订货人',
  ofEach(OWNERS_ZH, '姓名 名称 名字 全名'),
  'имя полноеимя полноеимяпользователя получатель имяполучателя фамилия отчество фио имяифамилия фамилияиимя фамилияимяотчество',
);
/** The same of a list of people, and of other things elsewhere, if no other column says that they are people's. */
export const LISTED_NAMES = wordsOf('name|names|nom|nombres?|nome|naam|namn|navn', '이름 名前 名 名字');
/** Names of one half of a person's name: beside them a bare name is the other. */
export const HALVES = wordsOf(
  '(first|last|given|family|fore|sur)names?|vornamen?|nachname|prenoms?|apellidos?|primerapellido|cognome|sobrenome|voornaam|achternaam|fornamn|efternamn|fornavn|etternavn|efternavn|imie|nazwisko',
  '姓 фамилия',
);
/** What a person is called among friends, and words that ask for one. */
const CALLED = wordsOf(
  'who|whose|person|people|profile(name)?|profil(name)?|nick|nickname|handle|friend|athlete|teammate|familymember|freund|freundin|nom|ami|amie|quien|amigo|amiga|chi|amico|wie|vem',
  '누구 사람 친구 멤버 프로필 가족 별명 아이디 동아리원 팀원 조원 반원',
  '誰 友達 ニックネーム メンバー 家族 谁 誰 朋友 成员 成員 家人 кто друг',
);

/** Whether it is about whoever sells, and nobody who buys. */
export const namesSeller = (header: string): boolean => SELLER.test(bareName(header));
export const namesAddress = (header: string): boolean => ADDRESS.test(bareName(header));

/**
 * How plainly a header says that its cells are people: 3 by a word for people or their numbers, 2 by one for their names
 * or e-mail addresses, 1 by one that things may have too, 0 not at all.
 */
export function saysWho(header: string): 0 | 1 | 2 | 3 {
  if (namesSeller(header)) return 0;
  if (roleOfName(header) === 'USER_ID') return 3;
  const bare = bareName(header);
  if (says(NAMES, bare) || namesNameOfPeople(bare) || namesAddress(header)) return 2;
  return says(CALLED, bare) || says(LISTED_NAMES, bare) || ASKED.test(bare) ? 1 : 0;
}

/** In a form that everybody in a class fills in. */
const ASKED = /your(first|full)?name$|sfirstname$|^이름[이을은]/;

/** What people are called, all of it, and not those to whom something is sent. */
export function namesWholeName(header: string): boolean {
  const bare = bareName(header);
  return (says(NAMES, bare) || namesNameOfPeople(bare)) && !says(HALVES, bare) && !RECEIVER.test(bare);
}
const RECEIVER =
  /recipient|receiver|^(ship|delivery)|affected|empfanger|destinat|수령|수취|받는|届け先|宛名|收货|收件|收貨/;

export const isHalfOfName = (header: string): boolean => says(HALVES, bareName(header));

/** What numbers a visitor, a visit or a device, of whom nothing else need be known. */
const VISITOR = wordsOf(
  '(anonymous|anon|guest|visitor|fullvisitor|user|client|browser|web|app)?(session|visit|device|cookie|client|visitor|browser|fingerprint|anonymous|anon|guest|distinct|installation|instance|appinstance|pseudo|userpseudo)(user)?(id|uuid|key|no|number|hash|token)?' +
    '|gaid|idfa|adid|advertisingid|uuid|sitzung(s)?(id|nummer)?|gerat(e)?(id|nummer)?|sesion(id)?|idsesion|iddispositivo|dispositivo|idsession|idappareil|appareil',
  '세션 세션id 세션번호 세션아이디 기기 기기id 디바이스 디바이스id 쿠키 쿠키id 비회원id 비회원번호 비회원키 익명id 익명키 방문자id 방문자번호 방문자키',
  'セッション セッションid 端末 端末id 端末番号 クッキー クッキーid デバイスid 匿名id 会话 会话id 會話id 设备id 設備id 设备号 匿名id 访客id сессия идсессии устройство',
);
export const namesVisitor = (header: string): boolean => says(VISITOR, bareName(header));
