import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Where the purchases lie, with the description of every article and the country of every customer. */
const FOLDER = new URL('../../../shared/data/online-retail/', import.meta.url);
/** A quarter of the rows has no customer. */
const EACH_NOBODY = 3;

/** Whether the purchases are there to be made raw again; the data are not part of this repository. */
export function hasOnlineRetail(): boolean {
  return existsSync(new URL('interactions.csv.gz', FOLDER));
}

/**
 * The purchases in the form in which UCI hands them out: month first, two-digit years, names beside codes, and every
 * fourth row without a customer.
 *
 * Chen, D. (2015). Online Retail. UCI Machine Learning Repository. https://doi.org/10.24432/C5BW33 (CC BY 4.0)
 */
export function onlineRetailRaw(): {
  readonly text: string;
  readonly named: number;
  readonly nobody: number;
} {
  const names = new Map(tableOf('items.csv').map((line) => splitAtFirst(line)));
  const countries = new Map(tableOf('users.csv').map((line) => splitAtFirst(line)));
  const rows = tableOf('interactions.csv.gz');
  const lines = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  let [invoice, nobody, before] = [536365, 0, ''];
  for (const [i, row] of rows.entries()) {
    const [user, item, sec, , quantity, price] = row.split(',');
    const bought = `${user} ${sec}`;
    if (bought !== before) invoice++;
    before = bought;
    const what = `${item},${descriptionOf(names.get(item) ?? '')},${quantity},${written(Number(sec))},${price}`;
    lines.push(`${invoice},${what},${user},${countries.get(user) ?? ''}`);
    if (i % EACH_NOBODY === 0) {
      lines.push(`${invoice + 100_000},${what},,United Kingdom`);
      nobody++;
    }
  }
  return { text: `${lines.join('\n')}\n`, named: rows.length, nobody };
}

/** `12/1/10 8:26` */
function written(sec: number): string {
  const at = new Date(sec * 1000);
  const minutes = String(at.getUTCMinutes()).padStart(2, '0');
  const year = String(at.getUTCFullYear()).slice(2);
  return `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${year} ${at.getUTCHours()}:${minutes}`;
}

/** The description among what an article's line says: all but the price and the day at its end. */
function descriptionOf(rest: string): string {
  return rest.replace(/,[^,]*,[^,]*$/, '');
}

function splitAtFirst(line: string): readonly [string, string] {
  const at = line.indexOf(',');
  return [line.slice(0, at), line.slice(at + 1)];
}

/** The lines below the header. */
function tableOf(file: string): string[] {
  const bytes = readFileSync(new URL(file, FOLDER));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.trimEnd().split(/\r?\n/).slice(1);
}
