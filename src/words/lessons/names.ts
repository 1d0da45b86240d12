import * as say from '../messages/lessons';
import { nameSaid } from '../../domain/item-names';

/** What the rows are about, for messages: films, or whatever else. */
export type Thing = 'film' | 'other';

/** `Ana Novak` → `Ana`; ids that are no names stay whole: `user 408`, `u-17`. */
export function personName(userId: string): string {
  const first = /^(\p{Lu}\p{Ll}+) \p{Lu}[\p{L}’'-]*$/u.exec(userId)?.[1];
  if (first !== undefined) return say.firstName({ name: nameSaid(first) });
  return /^\d+$/.test(userId) ? say.unknownUser({ id: userId }) : userId;
}
