import { lastPart } from '../../domain/arn';
import { isOnePersons, SOMEBODY, type FilePlan } from '../../domain/imports';

/**
 * Names the one person of each file that has one: `me` where a single file has, else each by their file, and by its
 * folder where files have the same name.
 */
export function namePersons(plans: readonly FilePlan[]): FilePlan[] {
  const own = plans.filter(isOnePersons);
  const stems = own.map(({ file }) => stemOf(lastPart(file)));
  const named = (plan: FilePlan): string => {
    if (own.length === 1) return SOMEBODY;
    const stem = stemOf(lastPart(plan.file));
    return stems.filter((other) => other === stem).length > 1 ? stemOf(plan.file) : stem;
  };
  return plans.map((plan) => (own.includes(plan) ? { ...plan, person: named(plan) } : plan));
}

const stemOf = (path: string): string => path.replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '');
