/** A structure as Thrift's compact protocol writes it: values by the numbers of their fields. */
export interface Fields {
  readonly [field: number]: number | Fields | undefined;
}

/** Structures within one another; those of a page have three. */
const MOST_DEPTH = 8;

/** Reads one after the other. Numbers and structures are kept, all else is passed over. @throws RangeError at the end. */
export class CompactReader {
  offset = 0;

  constructor(readonly view: DataView) {}

  struct(depth = 0): Fields {
    if (depth > MOST_DEPTH) throw new RangeError('too deep');
    const fields: { [field: number]: number | Fields } = {};
    let field = 0;
    for (;;) {
      const head = this.view.getUint8(this.offset++);
      const type = head & 15;
      if (type === 0) return fields;
      field = head >> 4 === 0 ? this.#zigzag() : field + (head >> 4);
      const value = this.#value(type, depth);
      if (value !== null) fields[field] = value;
    }
  }

  /** A number of any length; its upper bits may be lost. */
  varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.view.getUint8(this.offset++);
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      if (shift > 2 ** 56) throw new RangeError('no number');
    }
  }

  #zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #value(type: number, depth: number): number | Fields | null {
    switch (type) {
      case 1:
      case 2:
        return type === 1 ? 1 : 0;
      case 3:
        return this.view.getInt8(this.offset++);
      case 4:
      case 5:
      case 6:
        return this.#zigzag();
      case 7:
        this.offset += 8;
        return null;
      case 8:
        this.offset += this.varint();
        return null;
      case 12:
        return this.struct(depth + 1);
      default:
        throw new RangeError(`type ${type}`);
    }
  }
}
