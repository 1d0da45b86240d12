import { comesAgain, hasManyValues, type CellFacts } from './evidence';
import { SALES } from '../lexicon/header-words';
import { bareName, roleOfName, withoutAside } from '../lexicon/names';
import { namesAddress, namesSeller, namesWholeName } from '../lexicon/people';

interface Named {
  readonly header: string;
  readonly facts: CellFacts;
}

const SALE =
  'order|invoice|transaction|trans|txn|receipt|ticket|basket|cart|checkout|bill|bestell|bestellung|auftrag|rechnung|beleg|bon|kassenbon|pedido|factura|comanda|recibo|tique|boleta|commande|facture|ordine|fattura|scontrino|ricevuta|bestelling|factuur|paragon|zamowienie';
const NUMBER = 'no|nr|num|nbr|number|nummer|id|code|ref|reference|key';
const SALE_NUMBER = new RegExp(
  `^(sales?|purchase|customer|shop|web)?(${SALE})(s|s?(${NUMBER})|s?(line|item|lineitem|detail)(${NUMBER}))?$` +
    `|^(no|nr|num|numero|id)(de)?(${SALE})$|^(상품|품목별?|묶음|통합|원)?(주문|결제|거래|영수증|배송|운?송장)(상세|상품)?(번호|id)$`,
);

/** What is told of a sale or a place: numbers and words of many values that stand for nobody. */
const FACT = new RegExp(
  'price|total|amount|discount|revenue|preis|betrag|precio|montant|importe|prezzo|가격|금액|단가|합계|요금|할인|주소|우편번호|지역|価格|金額|料金|単価|价格|價格|金额|单价|單價|цена|сумма' +
    '|^(ship|shipping|bill|billing|delivery|customer|store)?(city|country|region|state|province|zip|zipcode|postcode|postalcode)(name|code)?$' +
    '|^(order|payment|financial|fulfillment|shipping)?status$|^(shipping)?costs?$|^(age|year|tax|vat|value|currency|shipping|duration|length|weight|prix|preco|prijs|pris|cena|kwota)$',
);
const THING =
  /^(product|(line)?item|article|artikel|produkt)(name|title|label|description)$|^(movie|film|book|song|track|episode|show|video|course|game|podcast|program(me)?)?title$|^(movie|film|book|song|track|episode|show|video|course|game|class|dish|exhibition)name$|^(등록|노출|구매|판매|주문)?(상품|제품|품목?|도서|영화|곡)명$|제목$|^(what|which)\w*you(read|watch|see|play|hear|eat|buy|borrow|choose)$|^(무엇|어떤|무슨)\S*(읽|보았|봤|먹|들었|빌렸|골랐)/;

/** A number of an order, invoice, basket or the like: it stands for one visit, not for whoever came. */
export const namesSale = (header: string): boolean =>
  SALE_NUMBER.test(bareName(header)) || SALES.has(bareName(header));
export const namesFact = (header: string): boolean => FACT.test(bareName(header));
/** What a line of an order sold. Of a shop without article numbers it is all there is. */
export const namesSold = (header: string): boolean => /^lineitem(name|title)$/.test(bareName(header));
export const namesThing = (header: string): boolean => THING.test(bareName(withoutAside(header)));

/**
 * How well a column says who it was: 3 by a name for people's ids, 2 by a name for e-mail addresses, 1 by cells that
 * are addresses or by a name for what people are called, 0 not at all. Of several the best is taken.
 */
export function personRank({ header, facts }: Named): 0 | 1 | 2 | 3 {
  if (roleOfName(header) === 'USER_ID' || numbersPeople({ header, facts })) return 3;
  // A channel may be called `email` too; its cells are few words or flags.
  if (namesAddress(header) && (facts.addresses || facts.looksLike === 'ids')) return 2;
  if (namesSeller(header) || roleOfName(header) !== null) return 0;
  return facts.addresses || (namesWholeName(header) && comesAgain({ facts })) ? 1 : 0;
}

/** `Guest no`, `member code`: a word for people with one for numbers behind it. Where its values are few it counts them. */
function numbersPeople({ header, facts }: Named): boolean {
  const bare = bareName(header);
  const word = bare.replace(new RegExp(`(${NUMBER})$`), '').replace(/uniq(ue)?$/, '');
  if (word === bare || roleOfName(word) !== 'USER_ID' || roleOfName(header) !== null) return false;
  return hasManyValues(facts);
}
