import { legalFieldName } from '../../domain/field-name';
import type { ColumnRole } from '../../domain/imports';
import type { DatasetType } from '../../domain/schema';

/** Header spellings by role, letters and digits only, lower case. The first list that holds a name wins. */
const SPELLINGS: readonly (readonly [ColumnRole, readonly string[]])[] = [
  [
    'USER_ID',
    `userid user uid userno username customerid customer custid customerno clientid client memberid member visitorid
     visitor reviewerid reviewer accountid account buyerid buyer personid person shopperid shopper readerid reader
     listenerid listener subscriberid viewerid viewer playerid player profileid authorid patientid studentid student
     actorid userpseudoid pseudouserid effectiveuserid profilename borrower borrowerid patron patronid guest guestid
     utilisateur benutzer nutzer kunde kundennummer kundennr kundenid usuario cliente idusuario idcliente`,
  ],
  [
    'ITEM_ID',
    `itemid item iid movieid movie filmid film productid product prodid sku asin parentasin articleid article trackid
     track trackisrc isrc repoid repositoryid songid song artistid albumid bookid isbn isbn13 gameid game videoid video showid contentid content
     stockcode stockid businessid placeid poi poiid venueid locationid recipeid courseid jobid newsid postid listingid
     book bookname booktitle animedbid seriesanimedbid mangaid pageid pagepath offerid dishid goodsid goods animeid
     artikel artikelnummer artikelnr artikelid produkt produktid producto articulo idproducto`.replaceAll(
      '\n',
      ' ',
    ),
  ],
  ['ACTION_ID', 'actionid'],
  [
    'TIMESTAMP',
    `timestamp time ts date datetime unixtime unixtimestamp epoch eventtime eventtimestamp eventdate eventts createdat
     created invoicedate orderdate purchasedate purchasetime reviewtime unixreviewtime reviewdate ratedat ratingtime
     viewedat visittime clicktime playedat listenedat checkintime occurredat when day datum zeit zeitpunkt zeitstempel
     fecha uhrzeit dateread datewatched watcheddate datefinished finishdate myfinishdate dateplayed lastplayed borrowedon
     loandate boughton watchedon readon`,
  ],
  [
    'EVENT_TYPE',
    'eventtype event action actiontype behavior behaviour behaviortype activity interactiontype eventname',
  ],
  [
    'EVENT_VALUE',
    `eventvalue myrating myscore yourrating userrating bookrating movierating filmrating rating ratings score stars star overall quantity qty plays playcount listencount watchtime dwelltime
     bewertung menge puntuacion`,
  ],
  ['IMPRESSION', 'impression impressions shown displayed'],
].map(([role, words]) => [role as ColumnRole, words.split(/\s+/)]);

const CREATION = new Set(
  'creationtimestamp createdat created creationdate releasedate published publishedat publicationdate dateadded firstsale launchdate'.split(
    ' ',
  ),
);
const TITLES = new Set(
  'title name productname itemname movietitle productdisplayname titel bezeichnung label'.split(' '),
);
const TEXTS = new Set(
  'description productdescription desc overview plot summary synopsis abstract text body longdescription beschreibung'.split(
    ' ',
  ),
);
const MEASURES = new Set(
  `price cost age year duration averagerating runtime length weight discount amount value episodes pages minutes
  seconds views likes votes watchedepisodes numberofepisodes`.split(/\s+/),
);

/** A header without the type that RecBole writes behind each name (`user_id:token`). */
function untyped(header: string): string {
  return header.replace(/:(token|float)(_seq)?$/, '');
}

export function bareName(header: string): string {
  return untyped(header)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
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
  const bare = ownName(header);
  const id = bare.replace(/[ug]uid$/, 'id');
  return SPELLINGS.find(([, words]) => words.includes(bare) || words.includes(id))?.[0] ?? null;
}

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
  /(id|no|nr|nbr|num|number|nummer|code|key|sku|isbn|isbn13|asin|ean|upc|isrc|ref)$/.test(bareName(header));
/** Numbers that name something or call somebody: of ten digits often enough, and never a time. */
export const namesNumber = (header: string): boolean =>
  namesId(header) || /(phone|telefon|tel|mobile|handy|fax|konto)$/.test(bareName(header));
/** Told by whoever keeps the list, of their own: `My Rating`, `my_finish_date`. */
export const namesOwn = (header: string): boolean => /^(my|your)[a-z]/.test(bareName(header));
/** What is to come of it, or came of it: not when somebody chose. */
export const namesLater = (header: string): boolean =>
  /limit|due|deadline|deliver|ship|dispatch|fulfil|estimat|approv|expir|updat|modif|return|ended|endtime|enddate/.test(
    bareName(header),
  );
export const namesCreation = (header: string): boolean => CREATION.has(bareName(header));
export const namesTitle = (header: string): boolean => TITLES.has(ownName(header));
export const namesText = (header: string): boolean => TEXTS.has(bareName(header));
export const namesMeasure = (header: string): boolean => MEASURES.has(bareName(header));

/** What a file name says about its dataset. */
export function datasetOfFileName(path: string): DatasetType | null {
  const name = (path.split('/').pop() ?? path).toLowerCase();
  if (/rating|interaction|event|review|purchase|order|click|view|log|transaction|listen|checkin/.test(name))
    return 'INTERACTIONS';
  if (/user|customer|member|client|visitor|people|person/.test(name)) return 'USERS';
  if (/item|product|movie|film|track|song|book|game|catalog|article|artist/.test(name)) return 'ITEMS';
  return null;
}

/** A legal schema field name for a header, different from those `taken` (bare names). */
export function fieldName(header: string, taken: Set<string>): string {
  const stem = legalFieldName(untyped(header));
  let name = stem;
  for (let i = 2; taken.has(bareName(name)); i++) name = `${stem}_${i}`;
  taken.add(bareName(name));
  return name;
}

/** What people call a file: its name without folders and endings. */
export function stemOf(path: string): string {
  const name = path.split('/').pop() ?? path;
  return name.replace(/(\.(csv|tsv|txt|dat|data|json|jsonl|ndjson|xlsx|parquet|html?|gz|zip))+$/i, '');
}
