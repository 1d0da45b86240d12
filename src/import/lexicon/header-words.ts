import { bareWord, bareWords } from './bare-word';

/** Words that head a column of people, beside the English and Korean ones, a line for each language. */
export const PEOPLE = bareWords([
  'who wer quien qui chi quem 누구 だれ 誰 谁 кто',
  'participant attendee cardholder enrollee librarycard rider passenger traveller traveler renter tenant donor household fan follower',
  'kunde kundin leser leserin mitglied teilnehmer teilnehmerin schuler schulerin studierende besucher besucherin gast kaufer matrikel leserausweis',
  'adherent adherente abonne abonnee lecteur lectrice emprunteur eleve etudiant etudiante membre visiteur acheteur client cliente usager stagiaire',
  'socio socia cliente alumno alumna estudiante lector visitante huesped comprador paciente matricula suscriptor participante carnet',
  'cliente utente studente alunno lettore visitatore acquirente paziente partecipante tessera',
  'cliente aluno aluna estudante leitor assinante utilizador hospede comprador participante',
  'klant gebruiker leerling lezer bezoeker deelnemer cursist kaarthouder',
  'kund medlem anvandare elev lantagare besokare bruger bruker laner',
  'klient czytelnik uzytkownik uczen czlonek musteri uye kullanici ogrenci',
  'клиент покупатель пользователь читатель абонент участник ученик студент посетитель гость',
  '会員 会員証 図書カード 顧客 お客様 利用者 学籍 学生 生徒 ユーザー ユーザ 読者 購入者 受講者 参加者 来館者',
  '用户 用戶 会员 會員 客户 客戶 顾客 顧客 学生 學生 学员 學員 学籍 学 學 读者 讀者 读者证 借书证 买家 買家',
]);

/** Words that head a column of things that people choose, in the same way. */
const THINGS = bareWords([
  'what was que quoi cosa 무엇 何 什么 что',
  'film movie dish meal episode exhibition exhibit workshop course eventcontext ereigniskontext contextodelevento contextedelevenement 이벤트문맥 이벤트컨텍스트',
  'buch medien exemplar kurs kursname speise gericht ausstellung lied spiel artikel produkt veranstaltung',
  'produit article livre cours plat exposition spectacle chanson morceau jeu atelier formation matiere',
  'producto articulo libro pelicula plato curso asignatura exposicion cancion juego episodio espectaculo taller',
  'prodotto articolo libro piatto corso mostra canzone gioco spettacolo episodio insegnamento',
  'produto artigo livro filme prato exposicao jogo disciplina',
  'artikel product boek cursus gerecht tentoonstelling liedje bok bog kursus utstallning',
  'ksiazka danie towar wystawa urun kitap ders yemek',
  'товар книга фильм курс блюдо выставка песня игра продукт артикул дисциплина предмет',
  '商品 品 品番 製品 作品 書籍 図書 映画 曲 楽曲 ゲーム 科目 講座 コース メニュー 料理 展示 展覧会 資料',
  '商品 产品 產品 图书 圖書 书 書 电影 電影 影片 课程 課程 歌曲 游戏 遊戲 菜品 菜 展览 展覽 货品 貨品 物品',
  '전시 강좌 과목 메뉴 공연 프로그램',
  'question statement frage aussage affirmation pregunta afirmacion domanda pergunta 문항 질문 設問 質問 题目 題目',
]);

/** What a person says of their own, before the word for it: of two that say the same, everybody's counts less. */
const OWN_WORDS = bareWords([
  'my your mine mein meine meiner dein deine ihre unsere mi mis tu tus ma mon mes ta ton votre mio mia il-mio la-mia meu minha seu sua mijn jouw min mitt din ditt moja moj moje twoja benim мой моя мои моё твоя ваша',
  '내 나의 제 저의 본인 나 自分 自分の 私の マイ 我的 您的 你的 个人 個人',
]);
const OWN_BEGINNING = /^(my|your)(?=[A-Z][a-z])|^(내|나의|본인의?|自分の?|私の|マイ|我的|您的|你的)\s*(?=.)/u;

/** What a header says is somebody's own: `Rating` of `Your Rating`; null where it says of nobody that it is theirs. */
export function ownOf(header: string): string | null {
  const [first, ...rest] = header.trim().split(/[\s_-]+/);
  if (rest.length > 0 && OWN_WORDS.has(bareWord(first))) return rest.join(' ');
  const joined = /^(my|your)(?:rating|score|vote|stars|status|comment|finishdate|startdate)/i.test(
    header.trim(),
  );
  const begun = joined ? header.trim().replace(/^(my|your)/i, '') : header.trim().replace(OWN_BEGINNING, '');
  return begun === header.trim() ? null : begun;
}

const WEEKS = bareWords([
  'week weekno weeknumber weeknum weeknr woche semana semaine settimana 주차 第几周 周次 週次',
]);
const YEARS = bareWords(['year jahr ano annee anno jaar 연도 년도 년 年 年度']);
/** Counted from the beginning of a term or a year. */
export const namesWeek = (header: string): boolean => WEEKS.has(bareWord(header));
export const namesYear = (header: string): boolean => YEARS.has(bareWord(header));

/** What people have a number of, and a kind of: only the number says who they are. */
const CARDS = bareWords([
  'membership membershipcard loyaltycard 멤버십 멤버십카드 회원카드 적립카드 포인트카드 abonnement mitgliedschaft abbonamento suscripcion',
]);

/** Numbers of what is sold at once, as `namesSale` knows the English, German, Spanish and French ones. */
export const SALES = bareWords([
  '注文番号 注文id 受注番号 伝票番号 取引番号 レシート番号 予約番号',
  '订单号 订单编号 订单id 訂單編號 訂單號碼 小票号 交易号 流水号 номерзаказа заказ чек',
]);

/** What stands before or behind the word in the name of a number: `N° adhérent`, `código de producto`, `Mediennr.`. */
const BEFORE = /^(id|numero|num|nr|no|n|codigo|codice|code|cod|номер|код)/;
const OF = /^(de|del|della|du|do|da|d)/;
const BEHIND =
  /(id|no|nr|num|number|nummer|numero|code|kode|kod|番号|コード|编号|編號|编码|編碼|号码|號碼|号|號|번호|코드|아이디)$/;
const JOINT = /(s|en|n)$/;
/** What stands behind it where it is called by its name: `商品名`, `Buchtitel`. */
const NAME = /(bezeichnung|titel|naam|namn|navn|adi|名称|名稱|名|명)$/;

/** Whether a header says in other languages than English that it numbers people or things. */
export function namesForeignNumber(header: string): boolean {
  return numbered(bareWord(header)).some((word) => PEOPLE.has(word) || CARDS.has(word) || THINGS.has(word));
}

export function namesPeople(header: string): boolean {
  const bare = bareWord(header);
  const counted = numbered(bare);
  return PEOPLE.has(bare) || counted.some((word) => PEOPLE.has(word) || CARDS.has(word));
}

/** A thing, its number or what it is called. */
export function namesThings(header: string): boolean {
  const bare = bareWord(header);
  return [bare, ...numbered(bare), bare.replace(NAME, '')].some((word) => THINGS.has(word));
}

/** What a number may be of, by what stands before or behind the word for a number. */
function numbered(bare: string): readonly string[] {
  const behind = bare.replace(BEHIND, '');
  const before = bare.replace(BEFORE, '');
  return [
    ...(behind === bare ? [] : [behind, behind.replace(JOINT, '')]),
    ...(before === bare ? [] : thingsAfter(before)),
  ];
}

/** What a text that follows `number` or `name` may be of: `de l’adhérent` of an `adhérent`. */
function thingsAfter(rest: string): readonly string[] {
  const own = rest.replace(OF, '');
  return [rest, own, own.replace(/^la/, ''), own.replace(/^l/, '')];
}

/** Whether it is what one of the people is called: `nom du client`, `Kundenname`; of what is sold it is the thing's. */
export function namesNameOfPeople(header: string): boolean {
  const bare = bareWord(header);
  const before = bare.replace(/^(nombre|nome|nom)/, '');
  const behind = bare.replace(/(name|naam|namn|navn)$/, '');
  const whose = [
    ...(before === bare ? [] : thingsAfter(before)),
    ...(behind === bare ? [] : [behind, behind.replace(JOINT, '')]),
  ];
  return whose.some((word) => PEOPLE.has(word));
}
