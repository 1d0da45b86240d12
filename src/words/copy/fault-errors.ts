import type { FaultFacts } from '../../domain/faults';
import { inputSentence } from './input-errors';
import { kindWord } from './kinds';
import { bytes, count } from '../../domain/numbers';
import { SAMPLE_NAMES } from './samples';
import * as say from '../messages/errors';
import { refusedWords } from './other-forms';
import { projectFileWords } from './project-file-errors';
import { told, type WordsFor } from './said';
import { tableWords } from './table-errors';

export const FAULT_WORDS: WordsFor<FaultFacts> = {
  D01: told(say.noIds, say.idsTodo),
  D03: told(
    ({ file, wanted, found }) => say.idsHeader({ file, wanted, found: found.join(', ') }),
    say.idsTodo,
  ),
  D06: told(say.idsRow, say.idsTodo),
  D08: told(say.idsEncoding, say.idsTodo),
  CANCELLED: say.cancelled,
  QUOTA_EXCEEDED: ({ neededBytes, freeBytes }) => ({
    what: roomWords(neededBytes, freeBytes),
    todo: say.noRoomTodo(),
  }),
  SAMPLE_UNAVAILABLE: ({ sample, reason }) => {
    const facts = { sample: SAMPLE_NAMES[sample] };
    return {
      what: reason === 'damaged' ? say.sampleDamaged(facts) : say.sampleUnreached(facts),
      todo: say.sampleTodo(),
    };
  },
  DATABASE_BLOCKED: told(say.databaseBlocked, say.databaseBlockedTodo),
  DATABASE_LOST: told(say.databaseLost, say.loadAgain, say.databaseLostSafe),
  DATABASE_DAMAGED: (facts) => ({
    what:
      facts.part === 'file'
        ? say.fileDamaged({ file: facts.name })
        : say.databaseDamaged({ part: facts.part === 'list' ? 'other' : facts.part }),
    safe: say.databaseDamagedSafe(),
    todo: say.databaseDamagedTodo(),
  }),
  DATABASE_NEWER: told(say.databaseNewer, say.databaseNewerTodo, say.databaseNewerSafe),
  READ_ONLY_TAB: told(say.readOnlyTab, say.readOnlyTabTodo),
  WORKER_GONE: told(say.workerGone, say.workerGoneTodo, say.workerGoneSafe),
  MEMORY_GONE: told(say.memoryGone, say.memoryGoneTodo),
  PART_UNREACHED: told(say.partUnreached, say.partUnreachedTodo),
  MODEL_DIVERGED: told(say.modelDiverged, say.modelDivergedTodo, say.versionsSafe),
  MODEL_UNREADABLE: told(say.modelUnreadable, say.modelUnreadableTodo, say.modelUnreadableSafe),
  FILE_UNREADABLE: ({ file }) => ({
    what: say.fileUnreadable({ file }),
    // It lies in an archive or is one.
    todo: /\.(zip|gz|tar|tgz)(\/|$)/i.test(file) ? say.archiveDamagedTodo() : say.fileMovedTodo(),
  }),
  FILE_UNRECOGNISED: (facts) => {
    const { file } = facts;
    if (facts.reason !== 'archive') return refusedWords(file, facts.reason);
    return facts.files === 0
      ? { what: say.archiveEmpty({ file }), todo: say.archiveEmptyTodo() }
      : { what: say.archiveNoTable({ file, files: facts.files }), todo: say.fileUnrecognisedTodo() };
  },
  PROJECT_FILE: projectFileWords,
  TABLE_UNREADABLE: tableWords,
  ARCHIVE_LIMIT: told(say.archiveLimit, say.archiveLimitTodo),
  TOO_LARGE: (facts) => {
    if ('maxBytes' in facts)
      return {
        what: say.batchFileLarge({ file: facts.file, megabytes: `${Math.round(facts.maxBytes / 1e6)}` }),
        todo: say.batchFileLargeTodo(),
      };
    if ('rows' in facts) {
      const { file } = facts;
      const sizes = { rows: count(facts.rows), most: count(facts.mostRows) };
      return {
        what: file === null ? say.rowsLargeThis(sizes) : say.rowsLarge({ file, ...sizes }),
        todo: say.rowsLargeTodo(),
      };
    }
    return { what: say.tabLarge(), todo: say.tabLargeTodo() };
  },
  NOT_FOUND: (facts) =>
    'arn' in facts && facts.arn !== ''
      ? { what: say.noSuchArn({ arn: facts.arn }), todo: say.noSuchArnTodo() }
      : { what: say.notHere(), todo: say.notHereTodo() },
  RESOURCE_IN_USE: ({ by }) => {
    const { kind, name } = resourceAt(by);
    switch (kind) {
      case null:
        return { what: say.inUse(), todo: say.inUseTodo() };
      case 'campaign':
        return { what: say.inUseByCampaign({ name }), todo: say.inUseByCampaignTodo() };
      case 'recommender':
        return { what: say.inUseByRecommender({ name }), todo: say.inUseByRecommenderTodo() };
      default:
        return {
          what: say.inUseByOther({ kind: kindWord(kind), name }),
          todo: say.inUseByOtherTodo(),
        };
    }
  },
  RESOURCE_ALREADY_EXISTS: ({ kind, name }) => {
    const only = ONLY_ONE.get(kind);
    return only === undefined
      ? { what: say.nameTaken(), todo: say.nameTakenTodo() }
      : { what: say.onlyOne({ kind: only, name }), todo: say.onlyOneTodo() };
  },
  LIMIT_EXCEEDED: ({ kind, limit, status }) => {
    const most = { limit: count(limit) };
    if (kind === 'item') return { what: say.itemsExceeded(most), todo: say.limitTodo() };
    return status === 'ACTIVE'
      ? { what: say.limitReached(most), todo: say.limitReachedTodo() }
      : { what: say.limitWaiting(most), todo: say.limitWaitingTodo() };
  },
  INVALID_INPUT: told((facts) => inputSentence(facts), say.inputTodo),
  IMPORT_FAILED: told(say.importFailed, say.importFailedTodo),
  INVALID_NEXT_TOKEN: told(say.tokenUnknown, say.tokenUnknownTodo),
  UNKNOWN_OPERATION: told(say.noOperation, say.noOperationTodo),
  SIMULATION_REFUSED: told(
    ({ reason }) => say.untestable({ reason: reason === 'recipe' ? 'other' : reason }),
    say.untestableTodo,
  ),
  NOT_COMPARABLE: told(
    ({ reason }) => say.incomparable({ reason: reason === 'unmeasured' ? 'other' : reason }),
    say.incomparableTodo,
  ),
  INTERNAL: told(say.internal, say.internalTodo),
};

/** In the service's own words. */
export function limitWords(limit: number, status: FaultFacts['LIMIT_EXCEEDED']['status']): string {
  const most = { limit: `${limit}` };
  return status === 'ACTIVE' ? say.limitExceeded(most) : say.limitPending(most);
}

function roomWords(needed: number | null, free: number | null): string {
  if (needed === null) return say.noRoom();
  return free === null
    ? say.noRoomFor({ needed: bytes(needed) })
    : say.noRoomOf({ needed: bytes(needed), free: bytes(free) });
}

/** Of these a dataset group has one, whatever it is called. */
export const ONLY_ONE: ReadonlyMap<string, 'dataset' | 'tracker' | 'other'> = new Map([
  ['dataset', 'dataset'],
  ['event-tracker', 'tracker'],
  ['metric-attribution', 'other'],
]);

/** What an ARN names: `dataset`, `shop/ITEMS`. */
export function resourceAt(arn: string | null): { readonly kind: string | null; readonly name: string } {
  const [, kind = null, name = ''] = /:([a-z-]+)\/([^:]+)$/.exec(arn ?? '') ?? [];
  return { kind: kind === 'solution' && name.includes('/') ? 'solution-version' : kind, name };
}
