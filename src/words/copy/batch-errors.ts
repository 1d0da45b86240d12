import type { BatchFacts } from '../../domain/facts/batch';
import * as say from '../messages/batch-errors';
import { told, type WordsFor } from './said';

/** What went wrong with a line or a job, in the words of an output file and of the screen. */
export const BATCH_WORDS: WordsFor<BatchFacts> = {
  B01: (facts) =>
    'position' in facts
      ? { what: say.notJson(facts), todo: say.notJsonTodo() }
      : { what: say.notUtf8(facts), todo: say.notUtf8Todo() },
  B02: told(say.keyMissing, say.keyMissingTodo),
  B03: (facts) =>
    'length' in facts
      ? { what: say.idLong(facts), todo: say.idLongTodo() }
      : { what: say.otherKind(facts), todo: say.otherKindTodo() },
  B04: ({ line, reason, parameter }) => {
    const parts = [reason, parameter].filter((part) => part !== null);
    const why = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
    return { what: say.valuesUnfit({ line, why }), todo: say.valuesUnfitTodo() };
  },
  B05: told(say.listLength, say.listLengthTodo),
  B06: told(say.unknownValue, say.unknownValueTodo),
  J01: told(say.noSuchJob, say.noSuchJobTodo),
  J02: told(say.notActive, say.notActiveTodo),
  J03: ({ numResults, max }) => ({
    what: say.resultCount({ numResults: `${numResults}` }),
    todo: say.resultCountTodo({ max }),
  }),
  J04: told(say.noLine, say.noLineTodo),
  J05: told(say.tooManyLines, say.tooManyLinesTodo),
  J06: (facts) => ({
    what: say.filterUnfit(),
    todo: 'reason' in facts ? say.filterOfInteractionsTodo() : say.filterOfOtherTodo(),
  }),
};
