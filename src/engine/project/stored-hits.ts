import type { StoredModel } from '../../domain/model';
import type { HeldOutHits } from '../../metrics/held-out-hits';

/** Names of the arrays that are kept beside a model's own: 16 bytes a test user. */
const NAMES = {
  users: 'heldOutUsers',
  hits: 'heldOutHits',
  relevant: 'heldOutRelevant',
  asked: 'heldOutAsked',
} as const;

/** The model with what its train part found for each test user, so that versions can be compared later. */
export function withHits(model: StoredModel, found: HeldOutHits | null): StoredModel {
  if (found === null) return model;
  const kept = Object.fromEntries(
    Object.entries(NAMES).map(([part, name]) => [name, found[part as keyof HeldOutHits]]),
  );
  return { header: model.header, arrays: { ...model.arrays, ...kept } };
}

/** What `withHits` put in; null where nobody was held out, or the version is older than this record. */
export function hitsOf({ arrays }: StoredModel): HeldOutHits | null {
  const users = arrays[NAMES.users];
  const hits = arrays[NAMES.hits];
  const relevant = arrays[NAMES.relevant];
  const asked = arrays[NAMES.asked];
  if (!(users instanceof Int32Array) || !(hits instanceof Uint32Array)) return null;
  if (!(relevant instanceof Uint32Array) || !(asked instanceof Uint32Array)) return null;
  return { users, hits, relevant, asked } as HeldOutHits;
}
