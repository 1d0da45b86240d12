import type { Contribution } from '../../domain/explanations';
import type { RequestContext } from '../../domain/histories';
import { isObject, type JsonObject } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import { LEARNED32, LEARNED64, readArray, unreadable } from '../stored-arrays';

/** A column of the Interactions by its name in the schema, and the values that training met. */
export interface ContextField {
  readonly name: string;
  readonly values: readonly string[];
  /** Whether a text may hold several values, joined by `|`. */
  readonly splits: boolean;
}

/** What training has learned of contexts, by the names it is stored under. */
export interface LearnedContext {
  readonly fields: readonly ContextField[];
  readonly arrays: {
    /** [values of all fields, items] row-major: logarithm of what a value has of an item over what was to be expected. */
    readonly contextLift: Float32Array;
    /** How much of it is added to the popular order, and to the logits of somebody with a history. */
    readonly contextWeights: Float64Array;
  };
}

/** One value of a context that the model knows. */
interface Given {
  readonly field: string;
  readonly value: string;
  /** Among all values of all fields. */
  readonly row: number;
  /** 1, or 1 / k where a text holds k values. */
  readonly share: number;
}

/**
 * What is taken more or less than usual in a context, such as on one device: told with a request, it counts the same
 * however long the history is.
 */
export class ContextTilt {
  private readonly rowOf: ReadonlyMap<string, { readonly field: ContextField; readonly first: number }>;
  private readonly lift: Float32Array;
  private readonly weights: Float64Array;

  constructor(
    { fields, arrays }: LearnedContext,
    private readonly nItems: number,
  ) {
    this.lift = arrays.contextLift;
    this.weights = arrays.contextWeights;
    const rowOf = new Map<string, { readonly field: ContextField; readonly first: number }>();
    let first = 0;
    for (const field of fields) {
      rowOf.set(field.name.toLowerCase(), { field, first });
      first += field.values.length;
    }
    this.rowOf = rowOf;
  }

  /** Adds what the context says of every item. */
  addTo(context: RequestContext | undefined, personal: boolean, out: Float64Array): void {
    const { lift, nItems } = this;
    if (this.weight(personal) === 0) return;
    for (const { row, share } of this.given(context)) {
      const weight = share * this.weight(personal);
      const from = row * nItems;
      for (let i = 0; i < nItems; i++) out[i] += weight * lift[from + i];
    }
  }

  /** The same for one item, a share for each value. */
  sharesOf(context: RequestContext | undefined, personal: boolean, item: number): Contribution[] {
    const weight = this.weight(personal);
    if (weight === 0) return [];
    return this.given(context).map(({ field, value, row, share }) => ({
      part: 'context',
      context: { field, value },
      value: share * weight * this.lift[row * this.nItems + item],
    }));
  }

  private weight(personal: boolean): number {
    return this.weights[personal ? 1 : 0];
  }

  /** Of several values in one text each counts its part, those that training never met too: they shift nothing. */
  private given(context: RequestContext | undefined): Given[] {
    return Object.entries(context ?? {}).flatMap(([key, text]) => {
      const known = this.rowOf.get(key.toLowerCase());
      if (known === undefined) return [];
      const { name, values, splits } = known.field;
      // An event that was put later can have a joined value as one of its own.
      const given = splits && !values.includes(text) ? partsOf(text) : [text];
      return given.flatMap((value) => {
        const at = values.indexOf(value);
        return at < 0 ? [] : [{ field: name, value, row: known.first + at, share: 1 / given.length }];
      });
    });
  }
}

/** As cells of categorical columns are read. */
function partsOf(text: string): string[] {
  const parts = new Set(text.split('|').map((part) => part.trim()));
  parts.delete('');
  return [...parts];
}

/** The fields as they stand in the header of a model; nothing where there are none. */
export function contextFacts(context: LearnedContext | null): JsonObject {
  if (context === null) return {};
  const fields = context.fields.map(({ name, values, splits }) => ({ name, values: [...values], splits }));
  return { contextFields: fields };
}

/** @returns null for a model that has none. @throws AppError MODEL_UNREADABLE. */
export function readContext(stored: StoredModel): LearnedContext | null {
  const { header, arrays } = stored;
  if (arrays.contextLift === undefined && header.config.contextFields === undefined) return null;
  const fields = fieldsIn(header.config);
  if (fields === null) throw unreadable(stored, { config: 'contextFields' });
  const cells = fields.reduce((n, { values }) => n + values.length, 0) * header.nItems;
  return {
    fields,
    arrays: {
      contextLift: readArray(stored, 'contextLift', LEARNED32, cells),
      contextWeights: readArray(stored, 'contextWeights', LEARNED64, 2),
    },
  };
}

function fieldsIn({ contextFields }: JsonObject): readonly ContextField[] | null {
  if (!Array.isArray(contextFields)) return null;
  const fields: ContextField[] = [];
  for (const one of contextFields) {
    if (!isObject(one)) return null;
    const { name, values, splits } = one;
    if (typeof name !== 'string' || typeof splits !== 'boolean' || !Array.isArray(values)) return null;
    const texts = values.filter((value) => typeof value === 'string');
    if (texts.length < values.length) return null;
    fields.push({ name, values: texts, splits });
  }
  return fields;
}
