import { freeName } from '../../domain/free-name';
import { legalFieldName } from '../../domain/field-name';
import type { ColumnRole } from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';
import { lastPart } from '../../domain/arn';
import { bareWord, bareWords } from './bare-word';
import { namesForeignNumber, namesPeople, namesThings, namesWeek, ownOf } from './header-words';

/** Header spellings by role, letters and digits only, lower case. The first list that holds a name wins. */
const SPELLINGS: ReadonlyMap<string, ColumnRole> = spelt([
  [
    'USER_ID',
    `userid user uid userno username customerid customer custid customerno clientid client memberid member visitorid
     visitor reviewerid reviewer accountid account buyerid buyer personid person shopperid shopper readerid reader
     listenerid listener subscriberid viewerid viewer playerid player profileid authorid patientid studentid student pupilid pupil learnerid learner distinctid
     actorid who userpseudoid pseudouserid effectiveuserid profilename borrower borrowerid patron patronid guest guestid
     utilisateur benutzer nutzer kunde kundennummer kundennr kundenid usuario cliente idusuario idcliente
     학생 학생번호 회원번호 회원id 회원아이디 회원코드 회원 고객번호 고객id 고객아이디 고객코드 고객 사용자id 사용자번호 사용자아이디 사용자 유저id 유저
     구매자id 구매자 주문자 이용자번호 이용자 대출자 독자 학번`,
  ],
  [
    'ITEM_ID',
    `itemid item iid movieid movie filmid film productid product prodid sku asin parentasin articleid article trackid
     track trackisrc trackuri isrc repoid repositoryid songid song artistid albumid bookid isbn isbn13 gameid game videoid video showid contentid content
     stockcode stockid businessid placeid poi poiid venueid locationid recipeid courseid jobid newsid postid listingid tweet tweetid
     book bookname booktitle appid animedbid seriesanimedbid mangaid pageid pagepath offerid dishid goodsid goods animeid
     what thing gametitle gamename clickarticleid viewedarticleid targetid
     artikel artikelnummer artikelnr artikelid produkt produktid producto articulo idproducto
     상품번호 상품코드 상품id 상품 제품번호 제품코드 제품id 제품 품목코드 품목 아이템id 아이템 항목id 항목 영화id 영화 도서번호 도서코드 도서
     책 작품 작품명 웹툰 웹툰명 만화 애니 소설 영상 영상명 프로그램명 공연명 강좌명 강의명 과목명 메뉴명 곡id 곡 노래 게임 콘텐츠id 콘텐츠 강의코드 강의`,
  ],
  ['ACTION_ID', 'actionid'],
  [
    'TIMESTAMP',
    `timestamp time ts date datetime unixtime unixtimestamp epoch eventtime eventtimestamp eventdate eventts createdat
     created invoicedate orderdate purchasedate purchasetime reviewtime unixreviewtime reviewdate ratedat ratingtime
     viewedat visittime clicktime clicktimestamp playedat listenedat checkintime occurredat when day datum zeit zeitpunkt zeitstempel
     fecha uhrzeit dateread datewatched watcheddate datefinished finishdate myfinishdate dateplayed lastplayed borrowedon
     loandate boughton watchedon readon ratedon daterated listenedon playedon
     주문일시 주문일자 주문일 주문날짜 주문시간 구매일시 구매일자 구매일 결제일시 결제일자 결제일 거래일시 거래일자 거래일 판매일시 판매일자 판매일
     대출일시 대출일자 대출일 시청일시 시청일 시청날짜 감상일 감상일시 감상날짜 관람일 관람일시 관람날짜 평가일 평가일시 평가날짜
     재생일 재생일시 청취일 청취일시 완독일 읽은날 읽은날짜 본날 본날짜 들은날 들은날짜 이용일시 이용일 방문일시 방문일 일시 날짜 시간 시각 타임스탬프`,
  ],
  [
    'EVENT_TYPE',
    `eventtype event action actiontype actionname behavior behaviour behaviortype behaviourtype behaviorname behaviourname
     activity interaction interactiontype eventname ereignisname nombreevento nombredelevento nomdelevenement reaction engagement engagementtype 이벤트 이벤트이름 이벤트유형 이벤트종류 이벤트명 행동 행동유형 행동종류 동작 반응
     aktion ereignis accion evento azione acao handeling handelse islem akcja zdarzenie действие событие реакция
     行動 操作 行为 行為 行为类型 用户行为 イベント アクション`,
  ],
  ['IMPRESSION', 'impression impressions shown displayed'],
]);

/** What a column of strengths is called, those that are preferred first: what somebody thinks, and how often or how long. */
const STRENGTHS = [
  `myrating myscore yourrating yourscore userrating userscore personalrating 내평점 내별점 내점수 나의평점 나의별점 meinebewertung manote minota`,
  `eventvalue bookrating movierating filmrating gamerating songrating rating ratings ratingvalue score stars star overall
   bewertung puntuacion voto nota valutazione punteggio valoracion calificacion avaliacao classificacao pontuacao betyg ocena puan degerlendirme beoordeling cijfer waardering wertung evaluation
   оценка рейтинг балл 評価 点数 評点 スコア 评分 評分 打分 得分 星级 評級 평점 별점 점수 평가 평가점수 만족도 선호도`,
  // How much of a thing says more than how long that was.
  `watchratio watchpercent watchpercentage completionrate 시청률 시청비율 진도율 진도 진행률 完成度`,
  `quantity qty units unitssold anzahl stuck cantidad quantite menge qte qtde qtd quantidade ilosc adet miktar quantita aantal antal
   количество 数量 個数 购买数量 數量 수량 구매수량 주문수량 판매수량 대출횟수 구매횟수 주문횟수
   plays playcount playscount numberofplays numplays timesplayed listens listencount listeningcount numberoflistens timeslistened viewcount watchcount timeswatched scrobbles
   재생횟수 재생수 청취횟수 시청횟수 감상횟수 이용횟수 조회횟수 횟수 再生回数 视聴回数 視聴回数 播放次数 播放量 播放數 收听次数 nombredecoutes ecoutes reproducciones riproduzioni wiedergaben прослушивания
   hoursplayed playtime playtimeforever playhours totalplaytime playinghours minutesplayed hourswatched minuteswatched secondswatched watchtime watchedtime watchseconds watchminutes
   watchduration viewtime viewingtime viewduration listeningtime listentime minuteslistened msplayed secondsplayed dwelltime dwell readingtime timespent playduration
   시청시간 시청분 시청초 감상시간 재생시간 청취시간 이용시간 플레이시간 학습시간 체류시간 사용시간 観看时长 观看时长 播放时长 視聴時間 再生時間 プレイ時間 游戏时长 spielzeit spielstunden tempsdejeu horasjugadas`,
].map((words) => new Set(words.split(/\s+/).map(bareWord)));

/** The same where the file does not tell another thing by them: many a product has a weight, and many a row a value. */
const VAGUE_STRENGTHS = bareWords([
  'weight hours minutes progress count value note preference confidence frequency freq times affinity strength percent percentage watched completed liked loved isliked isclick isclicked clicked recommended answer response opinion verdict reaction feedback',
  '시간수 값 비율 분 응답 답변 의견 반응 감상평 추천여부 좋아요여부 回答 反応 感想 态度 antwort urteil meinung avis reponse respuesta opinion gewicht stunden heures horas fortschritt avance avancement progreso progression',
]);

/** Of the crowd, and of nobody in it. */
const CROWD =
  /^(avg|average|mean|overall|imdb|critics?|community|public|global|metacritic|tomato|site)|(avg|average|mean)$|평균|전체|平均/;

const CREATION = bareWords([
  'creationtimestamp createdat created creationdate releasedate published publishedat publicationdate dateadded firstsale launchdate 등록일 등록일시 출시일 발매일 출간일 가입일 가입일시',
]);
const TITLES = bareWords([
  'title name productname itemname movietitle 등록상품명 노출상품명 productdisplayname titel bezeichnung label 제목 상품명 제품명 품명 품목명 도서명 영화제목 영화명 곡명',
]);
const TEXTS = bareWords([
  'description productdescription desc overview plot summary synopsis abstract text body longdescription beschreibung 설명 상품설명 줄거리',
]);
const MEASURES = bareWords([
  'price cost age year duration averagerating runtime length weight discount amount value episodes pages minutes',
  'seconds views likes votes watchedepisodes numberofepisodes 가격 단가 나이 연령 무게 쪽수 조회수',
]);

/** What may be a kind of event or of thing: numbers say which only where the things do not have them. */
const VAGUE_KINDS = bareWords([
  'type kind op operation act 구분 유형 종류 区分 種別 类型 類型 tipo typ art soort rodzaj tur тип вид',
]);

/** What a column of people is called where another one says what they chose. */
const SOMEBODY_NAMED = bareWords([
  'name fullname person people friend roommate family who 이름 사람 친구 누구 가족 이용인 본 사람 名前 誰 姓名 人 имя кто wer person nom qui prenom nombre quien nome chi naam wie imie kto isim kim namn vem',
]);

/** One visit, or the machine that somebody came by: it stands for whoever it was where nothing says more. */
const VISITS = bareWords([
  'session sessionid sid usersession usersessionid sessionkey sessionuuid visit visitid device deviceid cookie cookieid anonymousid anonid enrollmentid',
  '세션 세션id 세션아이디 기기id 쿠키id sitzung sitzungsid sesion idsesion seance セッション セッションid 会话 会话id 设备id сессия',
]);

function spelt(lists: readonly (readonly [ColumnRole, string])[]): ReadonlyMap<string, ColumnRole> {
  const all = lists.flatMap(([role, words]) =>
    words.split(/\s+/).map((word) => [bareWord(word), role] as const),
  );
  return new Map(all.toReversed());
}

/** What a telephone is called, as the end of a name. */
export const PHONE =
  'phone|telefon|telephone|tel|mobile|mobil|handy|fax|cell|cellular|telefono|movil|celular|portable';

/** What was done to a thing, before its number. */
const CHOSEN =
  /^(?:click(?:ed)?|view(?:ed)?|visit(?:ed)?|bought|purchased?|order(?:ed)?|watch(?:ed)?|read|play(?:ed)?|selected|chosen|target|rated|노출|등록|구매|판매|조회)(\w+(?:id|sku|code)|(?:상품|제품)(?:id|번호|코드))$/;

/** A header without the type that RecBole writes behind each name (`user_id:token`). */
function untyped(header: string): string {
  return header.replace(/:(token|float)(_seq)?$/, '');
}

export function bareName(header: string): string {
  return bareWord(untyped(header));
}

/** A name without what it is of: Shopify's orders say `Lineitem sku` for what was sold, `Lineitem quantity` for how many. */
function ownName(header: string): string {
  return bareName(header).replace(/^lineitem/, '');
}

/** What the header alone says; null when it says nothing. */
export function roleOfName(header: string): ColumnRole | null {
  return roleOfWord(header) ?? roleOfPath(header);
}

function roleOfWord(header: string): ColumnRole | null {
  const own = ownOf(header);
  return (
    roleOfBare(ownName(header)) ??
    roleOfBare(ownName(withoutAside(header))) ??
    (own === null ? null : roleOfBare(bareName(own)))
  );
}

/** `Rating (1-5)` is a rating, and `Price (€)` a price. */
export function withoutAside(header: string): string {
  return header.replace(/\s*[(（][^()（）]*[)）]\s*$/, '');
}

function roleOfBare(bare: string): ColumnRole | null {
  const role = SPELLINGS.get(bare) ?? SPELLINGS.get(bare.replace(/[ug]uid$/, 'id'));
  if (role !== undefined) return role;
  // `id_student` is a `student_id`.
  const numbered = /^id(.{3,})$/.exec(bare)?.[1];
  const first = numbered && (SPELLINGS.get(`${numbered}id`) ?? SPELLINGS.get(numbered));
  if (first === 'USER_ID' || first === 'ITEM_ID') return first;
  // `click_article_id` is an `article_id`.
  const chosen = CHOSEN.exec(bare)?.[1];
  if (chosen !== undefined && roleOfBare(chosen) === 'ITEM_ID') return 'ITEM_ID';
  if (namesWeek(bare)) return 'TIMESTAMP';
  if (STRENGTHS.some((words) => words.has(bare))) return 'EVENT_VALUE';
  return namesPeople(bare) ? 'USER_ID' : namesThings(bare) ? 'ITEM_ID' : null;
}

/** How surely a header is of a strength, the smaller the surer: somebody's own, any, an amount, perhaps; null: of none. */
export function strengthRank(header: string): number | null {
  const bare = ownName(withoutAside(header));
  const own = ownOf(header);
  if (own !== null && STRENGTHS[1].has(bareName(own))) return 0;
  const rank = STRENGTHS.findIndex((words) => words.has(bare));
  return rank !== -1 ? rank : VAGUE_STRENGTHS.has(bare) ? STRENGTHS.length : null;
}
export const namesCrowd = (header: string): boolean =>
  CROWD.test(bareName(header)) && bareName(header) !== 'overall';
export const namesVagueKind = (header: string): boolean => VAGUE_KINDS.has(bareName(header));
export const namesSomebody = (header: string): boolean => SOMEBODY_NAMED.has(bareName(header));
export const namesVisit = (header: string): boolean => VISITS.has(bareName(header));

/**
 * Deep in records an id says whose it is by the end of its path: `payload.user.id`, `object.track.isrc`. The first of
 * a list (`lines.0.sku`) says nothing of the others.
 */
function roleOfPath(header: string): ColumnRole | null {
  const steps = header.split('.');
  if (steps.length < 2 || !namesId(header) || steps.includes('0')) return null;
  const ends = steps.slice(1).map((_, i) => roleOfWord(steps.slice(i + 1).join('.')));
  return ends.find((role) => role === 'USER_ID' || role === 'ITEM_ID') ?? null;
}

/** The name says that it is the key of something: `movieId`, `sku`. */
export const namesId = (header: string): boolean =>
  /(id|no|nr|nbr|num|number|nummer|code|key|sku|isbn|isbn13|asin|ean|upc|isrc|ref|번호|코드|아이디)$/.test(
    bareName(header),
  ) ||
  /^id[ _.-]/i.test(header) ||
  namesForeignNumber(header);
/** Numbers that name something or call somebody: of ten digits often enough, and never a time. */
export const namesNumber = (header: string): boolean =>
  namesId(header) || new RegExp(`(${PHONE}|konto)$`).test(bareName(header));
/** Told by whoever keeps the list, of their own: `My Rating`, `my_finish_date`. */
export const namesOwn = (header: string): boolean => ownOf(header) !== null;
/** What is to come of it, or came of it: not when somebody chose. */
export const namesLater = (header: string): boolean =>
  /limit|due|deadline|deliver|ship|dispatch|fulfil|estimat|approv|expir|updat|modif|return|ended|endtime|enddate|ruckgabe|fallig|retour|echeance|devolu|vencim|restitu|scadenz|inlever|返却|期限|归还|歸還|到期|возврат|반납|배송|출고|예정|만료|수정|취소|환불|종료/.test(
    bareName(header),
  );
export const namesCreation = (header: string): boolean => CREATION.has(bareName(header));
export const namesTitle = (header: string): boolean => TITLES.has(ownName(withoutAside(header)));
/** What opens an account, and nobody should see again: least of all in a list of people. */
export const namesSecret = (header: string): boolean =>
  /^(user|login)?(password|passwd|passwort|pass|pwd|kennwort|motdepasse|contrasena|비밀번호|암호)(hash|digest|salt)?$|^(encrypted|hashed)password$|^(remember|api|access|refresh|auth|session|reset(password)?|csrf)(token|key)$|^(client|api)?secret$/.test(
    bareName(header),
  );
export const namesText = (header: string): boolean => TEXTS.has(bareName(header));
export const namesMeasure = (header: string): boolean =>
  MEASURES.has(bareName(header)) || /^(how(many|much|long|often)|combien|몇)/.test(bareName(header));

/** What a file name says about its dataset. */
export function datasetOfFileName(path: string): DatasetType | null {
  const name = lastPart(path).toLowerCase();
  if (
    /rating|interaction|event|review|purchase|order|click|view|log|transaction|listen|plays|histor|behavio|activit|checkin|booking|reservation|enrol|rental|loan|평점|평가|주문|구매|대출|기록|이력|로그/.test(
      name,
    )
  )
    return 'INTERACTIONS';
  if (/user|customer|member|client|visitor|people|person/.test(name)) return 'USERS';
  if (/item|product|movie|film|track|song|book|game|catalog|article|artist/.test(name)) return 'ITEMS';
  return null;
}

/** A legal schema field name for a header, different from those `taken` (bare names). */
export function fieldName(header: string, taken: Set<string>): string {
  const name = freeName(legalFieldName(untyped(header)), (one) => taken.has(bareName(one)), '_');
  taken.add(bareName(name));
  return name;
}

/** What people call a file: its name without folders and endings. */
export function stemOf(path: string): string {
  return lastPart(path).replace(
    /(\.(csv|tsv|txt|dat|data|json|jsonl|ndjson|xlsx|ods|parquet|html?|sql|dump|sqlite3?|db3?|gz|zip))+$/i,
    '',
  );
}
