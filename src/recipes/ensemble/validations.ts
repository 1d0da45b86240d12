import type { TrainingData } from '../../domain/histories';
import type { Job, Pool, TaskArrays } from '../../domain/ports';
import { isOneVisit } from '../../domain/visits';
import { Validation } from './blend';
import { drawAnywhere, drawHeldOut, drawVisits, type HeldOutMoment } from './draw-held-out';
import type { FittedPart } from './ensemble-parts';
import type { Plan } from './ensemble-plan';
import { KnownRows } from './known-rows';
import type { Moments } from '../moments/moments';

/** Fewer visits than this teach nothing. */
const LEAST_VISITS = 40;
/** People whose newest visits are held out, at most, and where rows are so many that one fit is to do for all. */
const MOST_PEOPLE = 600;
const MOST_PEOPLE_OF_MANY = 300;
/** Where more of people's newest moments than this begin visits, these themselves tell how those who come back are asked. */
const MOST_ANEW = 0.9;

/**
 * Held-out rows of two kinds, each of which teaches weights of its own: what somebody did last, while all that they did
 * just before is known; and what people began their newest visits with, as they came back. In the middle of a visit
 * much is told by what it has brought so far, of which one who comes back has nothing: in a shop, weights of the first
 * kind find half as much of what people come back for as those of the second, and promise eight times what they keep.
 */
export class Validations {
  readonly newest: Validation;
  /** Null where people hardly ever come back, or do nothing but that. */
  readonly returns: Validation | null;

  constructor(data: TrainingData, plan: Plan, seed: number, pool: Pool) {
    const draw = plan.asksAnywhere ? drawAnywhere : drawHeldOut;
    const newest = draw(data, plan.validationUsers, seed);
    const visits = plan.asksReturns === false ? [] : drawReturns(data, newest, plan, seed);
    // Where one fit is to do for all, it lacks all.
    const known = new KnownRows(data, plan.fitsKnownOnly ? [...newest, ...visits] : newest, pool);
    this.newest = new Validation(data, newest, known, plan, seed, pool);
    if (visits.length === 0) this.returns = null;
    else {
      const before = plan.fitsKnownOnly ? known : new KnownRows(data, visits, pool);
      // The basket of the visit before is over.
      this.returns = new Validation(data, visits, before, { ...plan, basket: undefined }, seed, pool);
    }
  }

  /** Those that there are rows of. */
  private get all(): readonly Validation[] {
    return [this.newest, ...(this.returns === null ? [] : [this.returns])].filter(
      ({ moments }) => moments.length > 0,
    );
  }

  /** As `Validation.end`, of each. */
  end(): void {
    this.newest.end();
    this.returns?.end();
  }

  /** As `Validation.begin`, of each. */
  async begin(job: Job): Promise<void> {
    const { newest, returns } = this;
    if (returns?.isAskedAs(newest) === true) await newest.begin(job, [returns]);
    else for (const rows of this.all) await rows.begin(job);
  }

  /** Rows that a network may learn from, in memory that workers see: all that is not to be found, of either kind. */
  unseen(): TrainingData {
    const visits = this.returns?.moments ?? [];
    return this.newest.known.without(visits);
  }

  /** As `Validation.addNetwork`, of each. @param arrays of a network that was learned on `unseen`. @param fits as in `add`. */
  async addNetwork(
    arrays: TaskArrays,
    asked: readonly FittedPart[],
    fits: ReadonlyMap<Moments, TaskArrays>,
    job: Job,
  ): Promise<void> {
    for (const rows of this.all)
      await rows.addNetwork(arrays, asked, fits.get(rows.known.moments) ?? {}, job);
  }

  /** All that parts must be fitted on before these rows are asked; none twice. */
  get known(): readonly Moments[] {
    return [...new Set(this.all.map(({ known }) => known.moments))];
  }

  /** As `Validation.add`, of those before whom all this was known. @param fit of the parts, on these moments. */
  async add(parts: readonly FittedPart[], known: Moments, fit: TaskArrays, job: Job): Promise<void> {
    for (const rows of this.all) {
      if (rows.known.moments !== known) continue;
      for (const part of parts) await rows.add(part, fit, job);
    }
  }
}

function drawReturns(
  data: TrainingData,
  newest: readonly HeldOutMoment[],
  { validationUsers, fitsKnownOnly }: Plan,
  seed: number,
): readonly HeldOutMoment[] {
  const { timestampSec } = data;
  const anew = newest.filter(({ from }) => !isOneVisit(timestampSec[from - 1], timestampSec[from]));
  if (anew.length > MOST_ANEW * newest.length) return [];
  const most = fitsKnownOnly ? MOST_PEOPLE_OF_MANY : MOST_PEOPLE;
  const visits = drawVisits(data, validationUsers, seed);
  const people = (visits.at(-1)?.person ?? -1) + 1;
  if (people > most) return drawVisits(data, most, seed);
  return visits.length < LEAST_VISITS ? [] : visits;
}
