import type { WhyUnused } from '../../domain/account';
import type { DatasetType } from '../../domain/schema';
import * as say from '../messages/account';
import { KIND_LABELS } from './columns';
import { unusedName } from './other-forms';

/** Why nothing of a table is used. */
export function unusedWords(why: WhyUnused, couldBe: DatasetType | null): string {
  switch (why) {
    case 'second':
      return say.second({ dataset: couldBe === null ? '' : KIND_LABELS[couldBe].toLowerCase() });
    case 'unknown':
      return say.unknown();
    case 'left-out':
      return say.leftOut();
    default:
      return unusedName(why);
  }
}
