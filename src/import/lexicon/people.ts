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
  '성명 성함 고객명 고객이름 고객성명 회원명 회원이름 회원성명 사용자명 이용자명 이용자성명 주문자명 주문자성명 구매자명 구매자성명 수령인 수령인명 수령자 수취인 수취인명 받는사람 받는분 예금주 닉네임 예약자 예약자명 신청자 신청자명 수강생명 학생명 학생이름 대출자명 참가자명 보호자명 사용자이름 사용자전체이름 사용자성명 이용자이름 학습자명 학습자이름 수강생이름 영향받은사용자 받는분성함 수취인이름 수취인성명 수령인이름 수령인성명 수령자명 수령자이름 받는분이름 받으시는분 보내는분 보내는사람 주문자이름 주문자 구매자이름 입금자 입금자명 송하인 수하인 보호자이름',
  '氏名 お名前 姓名 姓 苗字 名字 フリガナ ふりがな 氏名カナ 氏名フリガナ 会員名 会員氏名 顧客名 顧客氏名 お客様名 お客様氏名 利用者名 利用者氏名 ユーザー名 生徒名 生徒氏名 学生氏名 参加者名 購入者名 購入者氏名 注文者氏名 届け先氏名 お届け先氏名 宛名 ニックネーム フルネーム ユーザフルネーム ユーザーフルネーム ユーザのフルネーム ユーザーのフルネーム 受取人 受取人名 届け先名 お届け先名 送り主 注文者名',
  '真实姓名 用户名 用户姓名 客户姓名 会员姓名 学生姓名 读者姓名 收货人 收货人姓名 收件人 收件人姓名 联系人 联系人姓名 昵称 真實姓名 用戶名 用戶姓名 客戶姓名 會員姓名 學生姓名 讀者姓名 收貨人 收貨人姓名 收件人姓名 聯絡人 聯絡人姓名 暱稱 全名 用户全名 用戶全名 使用者全名 收货人名 收件人名 订货人 買家姓名 买家姓名',
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
  'who|whose|person|people|nick|nickname|handle|friend|athlete|teammate|familymember|freund|freundin|nom|ami|amie|quien|amigo|amiga|chi|amico|wie|vem',
  '누구 사람 친구 멤버 가족 별명 아이디 동아리원 팀원 조원 반원',
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
  return says(CALLED, bare) || says(LISTED_NAMES, bare) ? 1 : 0;
}

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
  '세션 세션id 세션번호 세션아이디 기기 기기id 디바이스 디바이스id 쿠키 쿠키id 비회원id 비회원번호 익명id 방문자id 방문자번호',
  'セッション セッションid 端末 端末id 端末番号 クッキー クッキーid デバイスid 匿名id 会话 会话id 會話id 设备id 設備id 设备号 匿名id 访客id сессия идсессии устройство',
);
export const namesVisitor = (header: string): boolean => says(VISITOR, bareName(header));
