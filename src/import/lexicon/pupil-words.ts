import { bareWord, bareWords } from './bare-word';

/** What a column of a table with a person in each row says of the person, before it comes to the things. */
export type OfPupil = 'given' | 'family' | 'name' | 'number' | 'class' | 'id' | 'mail' | 'trait' | 'record';

const WORDS: readonly (readonly [OfPupil, ...lines: string[]])[] = [
  [
    'given',
    'first first-name firstname given-name forename vorname prenom nombre nombres nome fornamn fornavn voornaam imie ad имя 名 名前(名)',
  ],
  [
    'family',
    'last last-name lastname surname family-name nachname familienname nom nom-de-famille apellido apellidos primer-apellido cognome sobrenome efternamn etternavn efternavn achternaam nazwisko soyad soyadi фамилия 성 姓 名字',
  ],
  [
    'name',
    'name full-name fullname student student-name student-name pupil pupil-name pupils students learner learner-name participant participant-name respondent attendee member member-name your-name nickname who child person names',
    '이름 성명 성함 학생 학생명 학생이름 학생-이름 이름을-입력하세요 이름을-입력해주세요 닉네임 회원명 참가자 참석자 응답자 아동',
    'schuler schulerin schuler-in schulername name-vorname vorname-name nachname-vorname name-des-schulers teilnehmer teilnehmerin kind',
    'nom-prenom prenom-nom nom-et-prenom eleve nom-de-l-eleve etudiant participant nombre-completo nombre-y-apellidos apellidos-y-nombres apellidos-y-nombre apellido-y-nombre nombre-y-apellido nombre-del-alumno alumno alumna alumnos estudiante participante',
    'cognome-e-nome nome-e-cognome alunno alunna studente nominativo nome-completo nome-do-aluno aluno aluna estudante naam leerling deelnemer namn elev navn student imie-i-nazwisko nazwisko-i-imie uczen ad-soyad adi-soyadi isim ogrenci ученик фио имя-фамилия фамилия-имя',
    '氏名 名前 お名前 姓名 生徒 生徒名 生徒氏名 学生 学生氏名 児童 児童名 ニックネーム 学生姓名',
  ],
  [
    'number',
    'no no. nr num number # n° nº seq index serial s-no sl-no sno roll-no roll-number seat seat-no row 번호 연번 순번 출석번호 번 lfd-nr laufende-nummer nummer numero num-ordre num-de-lista numero-de-lista n-lista lp sira sira-no номер п/п № 番号 出席番号 番 通し番号 座号 座號 序号 序號 编号',
  ],
  [
    'class',
    'class grade section homeroom year-group year team group period division cohort class-name school source',
    '학년 반 학급 분반 학년반 학과 전공 소속 조 모둠 팀 부서 학교 학교명 동아리 기수 차수 계열',
    'klasse jahrgang jahrgangsstufe stufe gruppe kurs schule classe niveau groupe ecole curso grupo clase grado seccion nivel escuela colegio turma ano sezione gruppo anno scuola klas groep leerjaar klass grupp klassetrinn klasa grupa rok sinif sube grup класс группа',
    '学年 年 組 クラス 班 学級 年組 学校 部活 班级 班級 年级 年級 小组 小組',
  ],
  [
    'id',
    'id student-id studentid pupil-id id-number idnumber sis-user-id sis-login-id sis-id integration-id login-id login username user-name user-id userid external-id respondent-id respondentid response-id responseid participant-id member-id code',
    '학번 학생번호 회원번호 아이디 응답자id 사번 matrikelnummer matrikel-nr matricula matricule numero-etudiant numero-de-matricula dni expediente matricola codigo student-nummer studentnummer ogrenci-no 学籍番号 会員番号 学号 學號 학적번호',
  ],
  [
    'mail',
    'email e-mail email-address e-mail-address mail username-email 이메일 이메일주소 이메일-주소 메일 e-mail-adresse mailadresse adresse-e-mail courriel correo correo-electronico direccion-de-correo-electronico indirizzo-email endereco-de-email e-mailadres e-post epost adres-e-mail eposta メールアドレス メール 邮箱 電子郵件 recipient-email recipientemail phone phone-number 전화번호 연락처 휴대폰 telefon telefono telephone 電話番号',
  ],
  [
    'trait',
    'gender sex age birthday birth-date date-of-birth 성별 나이 연령 생년월일 생일 geschlecht alter geburtsdatum sexe age date-de-naissance sexo genero edad fecha-de-nacimiento sesso eta data-di-nascita idade data-de-nascimento geslacht leeftijd kon alder plec wiek cinsiyet yas пол возраст 性別 性别 年齢 年龄 生年月日',
  ],
  [
    'record',
    'start-date startdate end-date enddate status response-type ip-address ipaddress progress duration duration-in-seconds durationinseconds finished recorded-date recordeddate recipient-last-name recipientlastname recipient-first-name recipientfirstname external-reference externalreference external-data-reference externaldatareference location-latitude locationlatitude location-longitude locationlongitude distribution-channel distributionchannel user-language userlanguage q-recaptchascore collector-id collectorid custom-data custom-data-1 custom-data1 language started submitted time-taken last-downloaded-from-this-course institution tracking-id comments comment notes note remarks memo feedback',
    '비고 메모 의견 특이사항 점수 시작시간 완료시간 시작-시간 완료-시간 bemerkung bemerkungen anmerkung kommentar remarque remarques commentaire observaciones comentarios notas osservazioni observacoes opmerkingen uwagi примечание 備考 コメント 備註 备注',
  ],
];

/** What is called so in one way counts before what is in another. */
const BY_WORD = new Map(
  WORDS.toReversed().flatMap(([of, ...lines]) => Array.from(bareWords(lines), (word) => [word, of] as const)),
);

/** What a header says of the person of a row; null where it may as well name a thing. */
export function ofPupil(header: string): OfPupil | null {
  if (header.trim() === '#') return 'number';
  const plain = header.replace(/[(（][^()（）]*[)）]\s*$/, '');
  const found = BY_WORD.get(bareWord(plain)) ?? null;
  return found === null && plain !== header ? (BY_WORD.get(bareWord(header)) ?? null) : found;
}

/** A question after what somebody is called, which a film may be called too: `What is your name?`. */
export function asksName(header: string): boolean {
  return /\bname\b|이름|성함|성명|氏名|名前|姓名|\bnombre\b|pr[ée]nom|\bnom\b|vorname|apellid|\bnome\b|\bnaam\b|\bnamn\b/i.test(
    header,
  );
}

const SURNAMES =
  '김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국은편용';
const KOREAN = new RegExp(`^(${SURNAMES.split('').join('|')})[가-힣]{1,2}$`);
const NUMBERED =
  /^(학생|회원|참가자|응답자|student|pupil|learner|schüler(in)?|kid|child|user|member|participant|respondent|person|alumn[oa]|élève|eleve|estudiante|生徒|学生|児童|s|p|u)\s*[-_#.]?\s*\d{1,4}$|^\d{1,3}\s*(번|번째|号|番)$|^\d{1,2}-\d{1,2}(-\d{1,2})?$|^[^\s@]+@[^\s@]+\.\w+$/i;

/** A head that nothing but a person has: a Korean name, a number of a pupil, an address. */
export const looksLikePerson = (header: string): boolean =>
  KOREAN.test(header.trim()) || NUMBERED.test(header.trim());
/** A head that may be what somebody is called: one to three words with capitals, or letters that know none. */
export const mayBePerson = (header: string): boolean =>
  /^(\p{Lu}[\p{L}'’.-]*)([ ,]+\p{Lu}[\p{L}'’.-]*){0,2}$/u.test(header.trim()) ||
  /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Kana}]{2,5}([ 　]\p{sc=Han}{1,3})?$/u.test(header.trim());
