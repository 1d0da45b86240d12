import type { CheckedPart } from '../../domain/stored/remains';
import * as say from '../messages/storage';
import { DATASET_NAMES } from './finding';

/** What a part of a project is called that is not whole, with what of it is lost where that is not all. */
export function lostWords({ kind, name, columns }: CheckedPart): string {
  switch (kind) {
    case 'record':
      return RECORDS.has(name)
        ? say.lostRecord({ name: name as 'state' })
        : say.lostRecord({ name: 'other' });
    case 'dataset': {
      const dataset = DATASET_NAMES[name as keyof typeof DATASET_NAMES];
      return columns.length > 0
        ? say.lostColumns({ dataset, columns: columns.join(', ') })
        : say.lostRows({ dataset });
    }
    case 'card':
      return say.lostCard();
    case 'version':
      return say.lostModel({ version: name });
    case 'events':
      return say.lostEvents();
    case 'lists':
      return say.lostLists();
    case 'file':
      return say.lostFile({ file: name });
  }
}

const RECORDS: ReadonlySet<string> = new Set(['state', 'data', 'models', 'events', 'files']);
