import { namesSums } from '../lexicon/sum-words';
import { asksName, ofPupil } from '../lexicon/pupil-words';
import { freeName } from '../../domain/free-name';
import {
  partsOfMade,
  type ColumnEvidence,
  type FilePlan,
  type ImportPlan,
  type MadeTable,
  type MadeTurned,
} from '../../domain/imports';
import { madeName } from '../../domain/made-name';
import { stemOf } from '../lexicon/names';
import { withRole } from './edit-plan';

/** How the table of a file was made, or null where it is a file of its own. */
export function madeOf(plan: ImportPlan, file: string): MadeTable | null {
  return plan.made?.find((made) => made.file === file) ?? null;
}

/** The files of whose rows a table was made that stands for them; none where it tells of something else. */
export function standsFor(made: MadeTable): readonly string[] {
  if (made.kind === 'entities') return [];
  return made.kind === 'gathered' ? made.parts : partsOfMade(made).slice(0, 1);
}

/** The table that has this file's rows, joined or turned. */
export function madeFrom(plan: ImportPlan, file: string): MadeTable | null {
  return plan.made?.find((made) => made.kind !== 'entities' && partsOfMade(made).includes(file)) ?? null;
}

/** How a file, or the one from which it was made, was turned; null where it was not. */
export function turnedOf(plan: ImportPlan, file: string): MadeTurned | null {
  const made = madeOf(plan, file) ?? madeFrom(plan, file);
  return made?.kind === 'turned' ? made : null;
}

/**
 * The plan without a table that was made, and without those made from it. A joined or turned file is what happened again, and
 * columns that had become a table of their own are back with the events.
 */
export function withoutMade(plan: ImportPlan, file: string): ImportPlan {
  const gone = new Set([file]);
  for (const made of plan.made ?? []) {
    if (partsOfMade(made).some((name) => gone.has(name))) gone.add(made.file);
  }
  const removed = plan.made?.filter((made) => gone.has(made.file)) ?? [];
  const files = plan.files
    .filter((each) => !gone.has(each.file))
    .map((each) => removed.reduce((before, made) => restored(before, made), each));
  const made = plan.made?.filter((each) => !gone.has(each.file));
  return { ...plan, files, made };
}

function restored(plan: FilePlan, made: MadeTable): FilePlan {
  if (made.kind !== 'entities')
    return standsFor(made).includes(plan.file) ? { ...plan, dataset: plan.dataset ?? 'INTERACTIONS' } : plan;
  if (made.of !== plan.file) return plan;
  const columns = plan.columns.map((column) =>
    column.movedTo === made.dataset ? { ...column, role: 'KEEP' as const, movedTo: undefined } : column,
  );
  return { ...plan, columns };
}

/**
 * The plan in which a file is a table with a person in each row and a thing in each column, whatever it was taken for; one
 * that is turned already has its people in the columns and its things in the rows, or back. The turned table has to be
 * looked at before it is read.
 *
 * @param evidence facts by place in the file.
 */
export function withTurned(plan: ImportPlan, file: string, evidence: readonly ColumnEvidence[]): ImportPlan {
  const turned = turnedOf(plan, file);
  if (turned !== null) return withMadeTurned(plan, flipped(turned));
  const own = plan.files.find((each) => each.file === file);
  if (own === undefined) throw new RangeError(`no plan for ${file}`);
  const alone = (plan.made ?? [])
    .filter((made) => partsOfMade(made).includes(file))
    .reduce((before, made) => withoutMade(before, made.file), plan);
  const name = freeMade(alone, madeName('answers', stemOf(file)));
  const made: MadeTurned = { kind: 'turned', file: name, of: file, ...columnsToTurn(own, evidence) };
  const files = alone.files.map((each) => (each.file === file ? { ...each, dataset: null } : each));
  return {
    ...alone,
    profile: 'relaxed',
    files: [...files, unseenEvents(name)],
    made: [...(alone.made ?? []), made],
  };
}

export function freeMade({ files }: ImportPlan, wanted: string): string {
  return freeName(wanted, (name) => files.some(({ file }) => file === name), ' ');
}

/** The plan of a table of events that is made and has to be looked at before it is read. */
export function unseenEvents(file: string): FilePlan {
  const format = { encoding: 'utf-8', delimiter: ',', headerLine: null, escape: '"', gzip: false } as const;
  return { file, dataset: 'INTERACTIONS', door: 'mapping', format: { ...format, form: 'made' }, columns: [] };
}

function flipped({ across, ...turned }: MadeTurned): MadeTurned {
  return across ? turned : { ...turned, when: null, across: true };
}

function withMadeTurned(plan: ImportPlan, turned: MadeTurned): ImportPlan {
  return { ...plan, made: plan.made?.map((made) => (made.file === turned.file ? turned : made)) };
}

/** By their names alone: who, when, and all else a thing. */
function columnsToTurn(
  { columns }: FilePlan,
  evidence: readonly ColumnEvidence[],
): Omit<MadeTurned, 'kind' | 'file' | 'of'> {
  const all = columns.filter(({ derived }) => derived === undefined);
  const sums = all.filter(({ header }) => namesSums(header));
  const isTime = ({ index }: (typeof all)[number]): boolean => evidence.at(index)?.looksLike === 'dates';
  const times = all.filter(isTime);
  const beside = all.filter((column) => !sums.includes(column) && !isTime(column));
  const said = beside.filter(({ header }) => ofPupil(header) !== null);
  const names = said.filter(({ header }) => ['name', 'given', 'family'].includes(ofPupil(header) ?? ''));
  const asked = beside.filter(({ header }) => asksName(header)).slice(0, 1);
  const [first] = beside;
  const isNamed = ['ids', 'text', 'categories'].includes(evidence.at(first?.index)?.looksLike ?? '');
  const people =
    [names, asked, said.slice(0, 1), isNamed ? [first] : []].find(({ length }) => length > 0) ?? [];
  const rest = new Set([...sums, ...times, ...said, ...people]);
  return {
    who: people.at(0)?.index ?? null,
    when: times.at(0)?.index ?? null,
    things: all.filter((column) => !rest.has(column)).map(({ index }) => index),
    ...(people.length > 1 ? { people: people.map(({ index }) => index) } : {}),
    ...(sums.length > 0 ? { sums: sums.map(({ index }) => index) } : {}),
  };
}

/**
 * The plan in which these columns of a file, by their places, name the person of a row together, or the thing of one whose
 * people are its columns. A turned table has to be looked at again before it is read.
 */
export function withNamedBy(
  plan: ImportPlan,
  file: string,
  named: readonly number[],
  evidence: readonly ColumnEvidence[],
): ImportPlan {
  const turned = turnedOf(plan, file);
  if (turned !== null) {
    const { things, people: before = [], ...rest } = turned;
    // What no longer names somebody may be a thing, as what stands among the things is.
    const free = [...before, ...(rest.who === null ? [] : [rest.who])].filter(
      (index) => index > Math.min(...things),
    );
    const all = [...new Set([...things, ...free])].sort((a, b) => a - b);
    return withMadeTurned(plan, {
      ...rest,
      who: named.at(0) ?? null,
      things: all.filter((index) => !named.includes(index)),
      ...(named.length > 1 ? { people: named } : {}),
    });
  }
  const files = plan.files.map((each) => (each.file === file ? namedBy(each, named, evidence) : each));
  return { ...plan, files };
}

function namedBy(plan: FilePlan, named: readonly number[], evidence: readonly ColumnEvidence[]): FilePlan {
  const [first, ...others] = named;
  const position = plan.columns.findIndex(({ index, derived }) => index === first && derived === undefined);
  if (position < 0) return plan;
  const given = withRole(plan, position, 'USER_ID', evidence);
  const together = others.length > 0 ? others : undefined;
  const columns = given.columns.map((column, at) => (at === position ? { ...column, together } : column));
  return { ...given, door: 'mapping', columns };
}
