import { checkFilter, checkParsed, datasetOf, subjectNames } from './check';
import { readsEvents, type Subject } from './checked';
import { findField } from './fields';
import type { Schemas } from '../domain/schema';
import { Fault } from './errors';
import { isFixed, type Expected } from './expected';
import { parseFilter, type OpenCondition } from './parse';
import { tokenize, type Span } from './tokens';

/** A way to go on at the caret. Values of a field are not spelled out here: they are in the data. */
export type Continuation =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'dataset'; readonly text: string }
  | { readonly kind: 'field'; readonly text: string; readonly field: FieldPath }
  | { readonly kind: 'parameter'; readonly text: string }
  | { readonly kind: 'values'; readonly field: FieldPath; readonly listed: readonly string[] };

/** A field of a schema as data know it: CurrentUser is Users, CurrentItem is Items. */
export interface FieldPath {
  readonly dataset: Exclude<Subject, 'CurrentUser'>;
  readonly name: string;
  readonly isNumber: boolean;
}

export interface Continuations {
  /** What a chosen continuation takes the place of; empty where nothing is begun. */
  readonly span: Span;
  /** What is begun there up to the caret, without an opening quote. */
  readonly begun: string;
  readonly continuations: readonly Continuation[];
}

/**
 * What can be written at the caret so that some way to go on makes a filter without faults. The parser says what it
 * would take there, and the checker is asked about each: so there is no second list of what may follow what.
 *
 * @param fieldsOfGroup distinct fields of the group's other filters.
 * Costs a check of the text before the caret for each step that each continuation needs to its end, so
 * milliseconds. Empty where the text before the caret cannot be read.
 */
export function continuationsAt(
  text: string,
  caret: number,
  schemas: Schemas,
  fieldsOfGroup: readonly string[] = [],
): Continuations {
  const { span, begun } = begunAt(text, caret);
  const judge = new Judge(schemas, fieldsOfGroup);
  const whole = text.slice(0, span.start);
  const before = judge.isOpen(whole) ? whole : lastExpression(whole);
  if (!judge.isOpen(before)) return { span, begun, continuations: [] };
  const { expected, open } = parseFilter(before);
  const fits = (candidate: string): boolean => {
    const tried = `${before} ${candidate}`;
    const fault = judge.faultOf(tried);
    return fault === null || fault >= tried.length;
  };
  const continuations = expected.flatMap((each): Continuation[] => {
    if (isFixed(each)) return fits(each) ? [{ kind: 'word', text: each }] : [];
    const names = judge.candidates(each, open).filter(fits);
    switch (each) {
      case 'dataset':
        return names.map((name) => ({ kind: 'dataset', text: name }));
      case 'field':
        return names.flatMap((name): Continuation[] => {
          const field = judge.fieldPath((open?.operand ?? open?.subject)?.dataset.text, name);
          return field === null ? [] : [{ kind: 'field', text: name, field }];
        });
      case 'parameter':
        return names.length === 0 ? [] : parametersFor(text, open);
      case 'text':
      case 'number': {
        const field = judge.fieldPath(open?.subject.dataset.text, open?.subject.field?.text ?? '');
        const listed = (open?.listed ?? []).flatMap((one) => (one.kind === 'string' ? [one.value] : []));
        return names.length === 0 || field === null ? [] : [{ kind: 'values', field, listed }];
      }
      default:
        return [];
    }
  });
  return { span, begun, continuations };
}

/** Holds texts against the checker and finds out whether what is missing could be written. */
class Judge {
  constructor(
    readonly schemas: Schemas,
    readonly fieldsOfGroup: readonly string[],
  ) {}

  /** Whether the checker has nothing against the text but, at most, that it ends too early. */
  isOpen(text: string): boolean {
    if (text.trim() === '') return true;
    const [fault] = checkFilter(text, this.schemas, this.fieldsOfGroup).errors;
    return fault === undefined || fault.start >= text.length;
  }

  /**
   * Where the first fault of a text stands that nothing written behind it can mend; null when there is a way to go on
   * to a filter. What is tried next goes by what the parser looks for; a fault before it rules out all its brothers too.
   */
  faultOf(text: string): number | null {
    const parsed = parseFilter(text);
    const [fault] = checkParsed(text, parsed, this.schemas, this.fieldsOfGroup).errors;
    if (fault === undefined) return null;
    if (fault.start < text.length) return fault.start;
    const { expected, open } = parsed;
    // What ends a thing is looked for after what goes on with it, so backwards is the short way.
    for (const each of expected.toReversed()) {
      for (const candidate of isFixed(each) ? [each] : this.candidates(each, open)) {
        const found = this.faultOf(`${text} ${candidate}`);
        if (found === null) return null;
        if (found < text.length) return found;
      }
    }
    return tokenize(text).at(-2)?.start ?? 0;
  }

  /** What a kind of thing can be: names where they are few, one example where any would do. */
  candidates(expected: Expected, open: OpenCondition | null): readonly string[] {
    switch (expected) {
      case 'dataset':
        return subjectNames;
      case 'field': {
        const dataset = this.#datasetOf((open?.operand ?? open?.subject)?.dataset.text);
        // `*` can be asked of event types also where no column holds any.
        const always = dataset !== null && readsEvents(dataset) ? ['EVENT_TYPE'] : [];
        const fields = dataset === null ? [] : (this.schemas[datasetOf[dataset]]?.fields ?? []);
        return [...new Set([...always, ...fields.map(({ name }) => name)])];
      }
      case 'text':
        return ['"…"'];
      case 'number':
        return ['0'];
      case 'parameter':
        return ['$P'];
      default:
        return [];
    }
  }

  fieldPath(subject: string | undefined, name: string): FieldPath | null {
    const dataset = this.#datasetOf(subject);
    if (dataset === null) return null;
    if (readsEvents(dataset)) return { dataset, name: 'EVENT_TYPE', isNumber: false };
    const schema = this.schemas[datasetOf[dataset]];
    if (schema === undefined) return null;
    try {
      const field = findField(schema, { text: name, span: { start: 0, end: 0 } });
      return { dataset, name: field.name, isNumber: field.kind === 'number' };
    } catch (fault) {
      if (fault instanceof Fault) return null;
      throw fault;
    }
  }

  #datasetOf(subject: string | undefined): FieldPath['dataset'] | null {
    const name = subjectNames.find((known) => known.toLowerCase() === subject?.toLowerCase());
    if (name === undefined) return null;
    return name === 'CurrentUser' ? 'Users' : name === 'CurrentItem' ? 'Items' : name;
  }
}

/** The piece of a token that the caret stands in or right behind, and the span that the whole token takes. */
function begunAt(text: string, caret: number): { span: Span; begun: string } {
  const before = text.slice(0, caret);
  const last = tokenize(before).at(-2);
  const isBegun =
    last?.end === caret &&
    (last.kind === 'word' || last.kind === 'number' || last.kind === 'parameter' || last.kind === 'bad');
  if (!isBegun) return { span: { start: caret, end: caret }, begun: '' };
  const behind = text.slice(caret);
  if (/^["']/.test(last.text)) {
    // Up to its closing quote, if that comes before anything that ends a list.
    const rest = new RegExp(`^[^(),|${last.text[0]}\\n]*${last.text[0]}`).exec(behind)?.[0] ?? '';
    return { span: { start: last.start, end: caret + rest.length }, begun: last.value };
  }
  const rest = /^[A-Za-z0-9_]*/.exec(behind)?.[0] ?? '';
  return { span: { start: last.start, end: caret + rest.length }, begun: last.text };
}

/** What stands behind the last bar: where an earlier expression is faulty, this one can still be gone on with. */
function lastExpression(text: string): string {
  const bar = tokenize(text).findLast(({ kind, text: sign }) => kind === 'symbol' && sign === '|');
  return text.slice(bar?.end ?? 0);
}

/** Parameters that the filter has already, and one named after the field. */
function parametersFor(text: string, open: OpenCondition | null): Continuation[] {
  const used = tokenize(text).flatMap(({ kind, text: name }) => (kind === 'parameter' ? [name] : []));
  const own = open?.subject.field ? [`$${open.subject.field.text.toUpperCase().slice(0, 50)}`] : [];
  return [...new Set([...own, ...used])].map((name) => ({ kind: 'parameter', text: name }));
}
