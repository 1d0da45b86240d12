import { priceTable } from '../interop/pricing/price-table';
import * as say from '../words/cost';

/** When prices were asked for, as a person reads it: the list's own date in the language of the page. */
export function stampWords(stamp: string): string {
  return stamp.replace(priceTable.stamp, say.listStamp());
}
