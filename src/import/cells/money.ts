const CODES =
  'USD|EUR|GBP|JPY|KRW|CNY|INR|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|TRY|BRL|MXN|ZAR|SGD|HKD|TWD|THB|RUB|ILS';
const SIGN = `(?:(?:US|CA|AU|NZ|HK|NT|[ACRS])?\\$|[€£¥￥₩₹₽₺₫₱฿₪]|${CODES}|kr\\.?|zł|Kč|Ft|Fr\\.|Rs\\.?|원|円|元)`;
const BLANK = '[\\u0020\\u00a0\\u202f]';
/** Groups of three, or none; what follows the last sign in one or two digits, or behind a zero, is a fraction. */
const AMOUNT = `(?:\\d{1,3}(?:[.,'’\\u0020\\u00a0\\u202f]\\d{3})+|\\d+)(?:[.,]\\d{1,2})?|0[.,]\\d+|\\d+\\.\\d{3}`;
const MONEY = new RegExp(`^(-?)(?:(${SIGN})${BLANK}?(-?)(${AMOUNT})|(${AMOUNT})${BLANK}?(${SIGN}))$`);
/** Where a point before three digits is a fraction all the same, as in the price of a gallon. */
const POINT_IS_FRACTION = /[$£¥￥₩]/;

/**
 * `40,67 €`, `$1,234.50`, `32,000원` as `parseNumber` reads them: the amount without its currency. Null for cells that
 * name no currency, or no amount.
 */
export function plainMoney(cell: string): string | null {
  const match = MONEY.exec(cell);
  if (match === null) return null;
  const [, minus, before = '', minusBehind = '', first = '', second = '', behind = ''] = match;
  const amount = first + second;
  const isPoint = /^\d+\.\d{3}$/.test(amount) && POINT_IS_FRACTION.test(before + behind);
  const fraction = (isPoint || /^0[.,]/.test(amount) ? /[.,](\d+)$/ : /[.,](\d{1,2})$/).exec(amount);
  const whole = (fraction === null ? amount : amount.slice(0, fraction.index)).replace(/\D/g, '');
  return `${minus || minusBehind}${whole}${fraction === null ? '' : `.${fraction[1]}`}`;
}
