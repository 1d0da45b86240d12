import type { BatchFacts } from '../../domain/facts/batch';
import { count } from '../../domain/numbers';
import * as say from '../messages/batch-errors';
import type { WordsFor } from './said';

/** What went wrong with a line or a job, in the words of an output file and of the screen. */
export const BATCH_WORDS: WordsFor<BatchFacts> = {
  B01: (facts) => {
    const { text } = facts;
    const line = count(facts.line);
    return 'position' in facts
      ? { what: say.notJson({ line, position: count(facts.position), text }), todo: say.notJsonTodo() }
      : { what: say.notUtf8({ line, text }), todo: say.notUtf8Todo() };
  },
  B02: ({ line, key }) => ({ what: say.keyMissing({ line: count(line), key }), todo: say.keyMissingTodo() }),
  B03: (facts) => {
    const { key } = facts;
    const line = count(facts.line);
    if ('length' in facts)
      return {
        what: say.idLong({ key, line, length: count(facts.length), max: count(facts.max) }),
        todo: say.idLongTodo(),
      };
    return {
      what: say.otherKind({ key, line, found: facts.found, expected: facts.expected }),
      todo: say.otherKindTodo(),
    };
  },
  B04: ({ line, reason, parameter }) => {
    const parts = [reason, parameter].filter((part) => part !== null);
    const why = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
    return { what: say.valuesUnfit({ line: count(line), why }), todo: say.valuesUnfitTodo() };
  },
  B05: ({ line, length, max }) => ({
    what: say.listLength({ line: count(line), length: count(length), max: count(max) }),
    todo: say.listLengthTodo(),
  }),
  B06: ({ value }) => ({ what: say.unknownValue({ value }), todo: say.unknownValueTodo() }),
  J01: ({ recipe }) => ({ what: say.noSuchJob({ recipe }), todo: say.noSuchJobTodo() }),
  J02: () => ({ what: say.notActive(), todo: say.notActiveTodo() }),
  J03: ({ numResults, max }) => ({
    what: say.resultCount({ numResults: `${numResults}` }),
    todo: say.resultCountTodo({ max: count(max) }),
  }),
  J04: () => ({ what: say.noLine(), todo: say.noLineTodo() }),
  J05: ({ max }) => ({ what: say.tooManyLines({ max: count(max) }), todo: say.tooManyLinesTodo() }),
  J06: (facts) => ({
    what: say.filterUnfit(),
    todo: 'reason' in facts ? say.filterOfInteractionsTodo() : say.filterOfOtherTodo(),
  }),
};
