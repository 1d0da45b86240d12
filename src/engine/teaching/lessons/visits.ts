import type { LackingFact, VisitsFact } from '../../../domain/lesson-facts';
import type { Job } from '../../../domain/ports';
import { isOneVisit } from '../../../domain/visits';
import { Rng } from '../../../kernels/rng';
import { shown, someUsers } from './asked-lists';
import type { HalfSeen } from './half-seen';

const ASKED = 1000;
/** Of either sort, so that the share of one person says something. */
const LEAST = 5;
const LEAST_PEOPLE = 20;

/** Of how many pairs of items how many have a category in common. */
class Tally {
  pairs = 0;
  #alike = 0;

  add(alike: boolean): void {
    this.pairs++;
    if (alike) this.#alike++;
  }
  get share(): number {
    return this.#alike / this.pairs;
  }
}

/** Whether people go on with what they have begun, and whether they still do when they come back. */
export async function visits(data: HalfSeen, job: Job): Promise<VisitsFact | LackingFact> {
  const { words } = data.index;
  const kinds = Array.from({ length: data.nItems }, (_, item) => words.categoriesOf(item));
  if (kinds.every((own) => own.length === 0)) return { kind: 'lacking', reason: 'kinds' };
  const within: number[] = [];
  const back: number[] = [];
  const any: number[] = [];
  const people = someUsers(data, ASKED, 'visits');
  for (const [k, user] of people.entries()) {
    await job.checkpoint('lesson', k, people.length);
    const own = ofPerson(data, user, kinds);
    if (own.within.pairs < LEAST || own.back.pairs < LEAST || own.any.pairs < LEAST) continue;
    within.push(own.within.share);
    back.push(own.back.share);
    any.push(own.any.share);
  }
  if (within.length < LEAST_PEOPLE) return { kind: 'lacking', reason: 'visits' };
  return {
    kind: 'visits',
    people: within.length,
    within: mean(within),
    back: mean(back),
    any: mean(any),
    more: await shown(
      within.map((share, k) => share - back[k]),
      job,
    ),
  };
}

/** What has no category says nothing, and neither does the same item once more. */
function ofPerson(
  { index }: HalfSeen,
  user: number,
  kinds: readonly (readonly string[])[],
): { readonly within: Tally; readonly back: Tally; readonly any: Tally } {
  const { interactions, userIds } = index.tables;
  const rows = index.rowsOf(user);
  const rng = new Rng(42, `visits|${userIds[user]}`);
  const counted = { within: new Tally(), back: new Tally(), any: new Tally() };
  const compare = (to: Tally, row: number, other: number): void => {
    const [item, before] = [interactions.itemIdx[row], interactions.itemIdx[other]];
    if (item === before || kinds[item].length === 0 || kinds[before].length === 0) return;
    to.add(kinds[item].some((kind) => kinds[before].includes(kind)));
  };
  for (let k = 1; k < rows.length; k++) {
    const isOne = isOneVisit(interactions.timestampSec[rows[k - 1]], interactions.timestampSec[rows[k]]);
    compare(isOne ? counted.within : counted.back, rows[k], rows[k - 1]);
    compare(counted.any, rows[k], rows[rng.below(rows.length)]);
  }
  return counted;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
