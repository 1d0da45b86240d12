import { saysWho } from '../lexicon/people';
import { services } from './services';
import { columnOf, tells, type Form, type Head, type Service } from './service';

/** A file of a known service. */
export interface Recognised {
  readonly service: Service;
  readonly form: Form;
  /** The column beside those of the service that says whose each row is. */
  readonly who?: string;
}

/**
 * The service whose export a file is. What several people's exports became together has a column for who beside those
 * of the service: it says who it was, whatever the form says.
 */
export function recognise(head: Head, among: readonly Service[] = services): Recognised | null {
  for (const who of whoColumns(head)) {
    const found = recogniseBare(without(head, who), among);
    if (found?.form.told !== undefined && !isOwn(found.form, head, who)) return { ...found, who };
  }
  return recogniseBare(head, among);
}

function recogniseBare(head: Head, among: readonly Service[]): Recognised | null {
  for (const service of among) {
    const form = service.forms.find((one) => tells(one, head));
    if (form !== undefined) return { service, form };
  }
  return null;
}

/** Columns that may say who it was, the likeliest first; most of their cells are filled. */
function whoColumns(head: Head): readonly string[] {
  const ranked = head.headers.map((header) => ({ header, rank: saysWho(header) }));
  return ranked
    .filter(({ header, rank }) => rank > 0 && isFilled(columnOf(head, header)))
    .sort((a, b) => b.rank - a.rank)
    .map(({ header }) => header);
}

function isFilled(cells: readonly string[]): boolean {
  return cells.filter((cell) => cell !== '').length * 2 >= cells.length;
}

function without(head: Head, header: string): Head {
  const at = head.headers.indexOf(header);
  return {
    ...head,
    headers: head.headers.toSpliced(at, 1),
    rows: head.rows.map((row) => row.toSpliced(at, 1)),
  };
}

/** The form knows the column itself. */
function isOwn({ told, own = '' }: Form, head: Head, header: string): boolean {
  const { who = '' } = (typeof told === 'function' ? told(head, [head]) : told) ?? {};
  return `${own}|${typeof who === 'string' ? who : ''}`
    .toLowerCase()
    .split('|')
    .includes(header.toLowerCase());
}
