import { LIKINGS, type Liking } from '../../domain/class-code';
import type { Survey } from '../../domain/class-game';
import type { MadeTable, MadeTurned } from '../../domain/imports';
import type { Job } from '../../domain/ports';
import { sourceOf, type SourceFile } from '../../import/open/bytes/source';
import { inspect } from '../../import/propose/inspect';
import { withMade } from '../../import/gather/with-made';

/** From words of liking come numbers up to this. */
const WORDS_UP_TO = 5;
const [MOST] = LIKINGS;
/** A mark or a yes says no more than that: its thing is liked. */
const CHOSEN = Infinity;
const LIKED = 3;

/**
 * The answers of a survey: a table with a person in each row and a thing in each column, as an import would turn it into
 * rows. Scales of any length become one of four levels; what an import leaves out is not known.
 *
 * @returns null where the files hold no such table. @throws AppError FILE_UNREADABLE, CANCELLED through the job …
 */
export async function readSurvey(files: readonly SourceFile[], job: Job): Promise<Survey | null> {
  const { proposal, sources } = await inspect(files, null, job);
  const { plan } = proposal;
  const isTurned = (made: MadeTable): made is MadeTurned => made.kind === 'turned';
  const made = plan.made?.find(isTurned);
  if (made === undefined) return null;
  const { table } = sourceOf(withMade(sources, plan, job).sources, made.file);
  if (table === undefined) return null;
  const things: string[] = [];
  const people = new Map<string, Map<string, number>>();
  for await (const batch of table.rows(() => undefined))
    for (const row of batch.rows) {
      const [name, thing] = row;
      const cell = row[row.length - 1];
      const said = cell === '' ? CHOSEN : Number(cell.replace(',', '.'));
      if (!things.includes(thing)) things.push(thing);
      const own = people.get(name) ?? new Map<string, number>();
      people.set(name, own.set(thing, said));
    }
  const highest = Math.max(
    0,
    ...Array.from(people.values()).flatMap((own) => [...own.values()].filter(Number.isFinite)),
  );
  const top = highest <= MOST ? MOST : Math.max(WORDS_UP_TO, highest);
  return {
    things,
    people: Array.from(people, ([name, own]) => ({
      // Rows without a name are told apart by their lines alone.
      name: made.who === null ? null : name,
      likings: things.map((thing) => likingOf(own.get(thing) ?? 0, top)),
    })),
  };
}

/** A number of a scale from 1 to `top` as one of four levels: the highest is the highest, and the middle is not liked yet. */
function likingOf(said: number, top: number): Liking {
  if (!(said > 0)) return 0;
  if (said === CHOSEN) return LIKED;
  const steps = Math.floor(((MOST - 1) * (said - 1)) / (top - 1));
  return (1 + Math.max(0, Math.min(MOST - 1, steps))) as Liking;
}
