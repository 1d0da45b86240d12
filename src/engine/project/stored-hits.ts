import type { StoredModel } from '../../domain/model';
import { LIST_LENGTH, type HeldOutHits } from '../../kernels/metrics/held-out-hits';
import { indicesBelow, type Kind, readArray } from '../../recipes/stored-arrays';

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

/**
 * What `withHits` put in; null where nobody was held out, or the version is older than this record.
 *
 * @throws AppError MODEL_UNREADABLE.
 */
export function hitsOf(stored: StoredModel): HeldOutHits | null {
  if (stored.arrays[NAMES.users] === undefined) return null;
  const { nUsers, nItems } = stored.header;
  const users = readArray(stored, NAMES.users, indicesBelow(nUsers));
  const upTo = (greatest: number, least = 0): Kind<Uint32Array> => ({ type: Uint32Array, least, greatest });
  return {
    users,
    hits: readArray(stored, NAMES.hits, upTo(2 ** LIST_LENGTH - 1), users.length),
    relevant: readArray(stored, NAMES.relevant, upTo(nItems, 1), users.length),
    asked: readArray(stored, NAMES.asked, upTo(2 ** 32 - 1), users.length),
  };
}
