import { AppError } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import { joined } from '../../domain/joined-bytes';
import { chunksFrom } from '../../domain/stream-chunks';

/** What the unpacked file begins with; the number counts its forms. */
export const SHOP_MAGIC = 'foretaste real shop 1\n';

export interface RealShop {
  readonly interactionsCsv: string;
  readonly itemsCsv: string;
  readonly usersCsv: string;
}

const ROWS_PER_CHECKPOINT = 5000;
/** Of the fifth byte of a number: what it brings still fits 32 bits in a whole file. */
const MOST_SCALE = 268_435_456;

/**
 * The tables of UCI's Online Retail, as the service names their columns.
 *
 * The file is gzipped. Behind the magic stand two texts, items.csv and users.csv, and eight columns of whole numbers:
 * of each invoice the user's row, the minutes since the one before and how many lines it has; of each line the item's
 * row, the quantity and which of the item's prices was paid; of each item how many prices it ever had; and these,
 * item by item, in thousandths of a pound. Each text has its bytes before it and each column its length; numbers are
 * written with seven bits a byte, the low ones first.
 *
 * @throws AppError SAMPLE_UNAVAILABLE for any other bytes, or too few or too many of them; CANCELLED through the job.
 */
export async function unpackRealShop(packed: Uint8Array<ArrayBuffer>, job?: Job): Promise<RealShop> {
  const file = new PackedShop(await unzipped(packed));
  const itemsCsv = file.text();
  const usersCsv = file.text();
  const [invoiceUser, invoiceMinutes, invoiceLines] = [file.column(), file.column(), file.column()];
  const [saleItem, saleQuantity, salePrice] = [file.column(), file.column(), file.column()];
  const [itemPrices, prices] = [file.column(), file.column()];
  file.end();

  const itemIds = idsOf(itemsCsv);
  const userIds = idsOf(usersCsv);
  const firstPrice = startsOf(itemPrices);
  mustHold(
    invoiceUser.length === invoiceMinutes.length &&
      startsOf(invoiceLines).at(-1) === saleItem.length &&
      saleItem.length === saleQuantity.length &&
      saleItem.length === salePrice.length &&
      itemPrices.length === itemIds.length &&
      firstPrice.at(-1) === prices.length,
  );

  const lines = ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,UNIT_PRICE'];
  let minute = 0;
  let sale = 0;
  for (const [invoice, user] of invoiceUser.entries()) {
    minute += invoiceMinutes[invoice];
    mustHold(user < userIds.length);
    for (const end = sale + invoiceLines[invoice]; sale < end; sale++) {
      if (sale % ROWS_PER_CHECKPOINT === 0) await job?.checkpoint('unpack', sale, saleItem.length);
      const item = saleItem[sale];
      mustHold(item < itemIds.length && salePrice[sale] < itemPrices[item]);
      const price = prices[firstPrice[item] + salePrice[sale]] / 1000;
      lines.push(`${userIds[user]},${itemIds[item]},${minute * 60},Purchase,${saleQuantity[sale]},${price}`);
    }
  }
  return { interactionsCsv: lines.join('\n') + '\n', itemsCsv, usersCsv };
}

async function unzipped(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of chunksFrom(stream.getReader())) chunks.push(chunk);
  } catch (error) {
    throw damaged(error);
  }
  return joined(
    chunks,
    chunks.reduce((sum, { length }) => sum + length, 0),
  );
}

/** The unpacked bytes, read from their beginning. */
class PackedShop {
  #at = SHOP_MAGIC.length;

  constructor(private readonly bytes: Uint8Array) {
    mustHold(new TextDecoder().decode(bytes.subarray(0, this.#at)) === SHOP_MAGIC);
  }

  text(): string {
    const length = this.#number();
    const part = this.bytes.subarray(this.#at, (this.#at += length));
    mustHold(part.length === length);
    return new TextDecoder().decode(part);
  }

  column(): Uint32Array {
    const length = this.#number();
    // Each number takes a byte or more.
    mustHold(length <= this.bytes.length - this.#at);
    const column = new Uint32Array(length);
    for (let k = 0; k < length; k++) column[k] = this.#number();
    return column;
  }

  end(): void {
    mustHold(this.#at === this.bytes.length);
  }

  #number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      mustHold(this.#at < this.bytes.length && scale <= MOST_SCALE);
      const byte = this.bytes[this.#at++];
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }
}

/** The first cell of each row below the header; no id needs quotes. */
function idsOf(csv: string): string[] {
  return csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(',')));
}

/** Where each run begins among all, one after the other, and at last where all end. */
function startsOf(lengths: Uint32Array): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  for (const [at, length] of lengths.entries()) starts[at + 1] = starts[at] + length;
  return starts;
}

function mustHold(holds: boolean): void {
  if (!holds) throw damaged();
}

function damaged(cause?: unknown): AppError {
  return new AppError('SAMPLE_UNAVAILABLE', { sample: 'real-shop', reason: 'damaged' }, { cause });
}
