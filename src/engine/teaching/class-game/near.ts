import { LIKES_FROM, type Liking } from '../../../domain/class-code';
import type { ClassResult, Near } from '../../../domain/class-game';
import { Rng } from '../../../kernels/rng';

/** A row a person, a liking a thing. */
export type Answers = readonly (readonly Liking[])[];

/** Deals of the same answers at random: luck is known to within about a hundredth. */
const DEALS = 200;

/** Everybody else by how much they agree with each, the most alike first. O(people² · things). */
export function nearTo(answers: Answers): readonly (readonly Near[])[] {
  return answers.map((own, me) =>
    answers
      .flatMap((other, person) => (person === me ? [] : [{ person, ...agreement(own, other) }]))
      .sort((a, b) => likeness(b) - likeness(a) || a.apart - b.apart || a.person - b.person)
      .map(({ person, both, agree }) => ({ person, both, agree })),
  );
}

/** Towards 0.5 where both know little: two who agree on the one thing that both know are no twins. 0 … 1. */
export function likeness({ both, agree }: Pick<Near, 'both' | 'agree'>): number {
  return (agree + 1) / (both + 2);
}

/** Whether those who are nearest agree more than they would by luck. @param near as `nearTo` finds them. */
export function againstLuck(
  answers: Answers,
  near: readonly (readonly Near[])[],
  seed: number,
): ClassResult['nearest'] {
  const agree = meanNearest(near);
  const rng = new Rng(seed, 'class-deals');
  let sum = 0;
  let noLess = 0;
  for (let deal = 0; deal < DEALS; deal++) {
    const dealt = meanNearest(nearTo(dealtOut(answers, rng)));
    sum += dealt;
    if (dealt >= agree) noLess++;
  }
  return { agree, dealt: sum / DEALS, luck: (noLess + 1) / (DEALS + 1) };
}

/** How much two agree on the things that both know, but for one; `apart` sums the steps of liking between them. */
export function agreement(
  own: readonly Liking[],
  other: readonly Liking[],
  but = -1,
): { readonly both: number; readonly agree: number; readonly apart: number } {
  let both = 0;
  let agree = 0;
  let apart = 0;
  own.forEach((mine, thing) => {
    const theirs = other[thing];
    if (mine === 0 || theirs === 0 || thing === but) return;
    both++;
    if (mine >= LIKES_FROM === theirs >= LIKES_FROM) agree++;
    apart += Math.abs(mine - theirs);
  });
  return { both, agree, apart };
}

function meanNearest(near: readonly (readonly Near[])[]): number {
  const shares = near.flatMap(([nearest]) => (nearest.both === 0 ? [] : [nearest.agree / nearest.both]));
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

/** Every thing keeps its answers, and they go to other people. */
function dealtOut(answers: Answers, rng: Rng): Answers {
  const dealt = answers.map((likings) => [...likings]);
  for (let thing = 0; thing < answers[0].length; thing++)
    for (let last = dealt.length - 1; last > 0; last--) {
      const other = rng.below(last + 1);
      [dealt[last][thing], dealt[other][thing]] = [dealt[other][thing], dealt[last][thing]];
    }
  return dealt;
}
