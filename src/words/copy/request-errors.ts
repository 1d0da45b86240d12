import type { RequestFacts } from '../../domain/facts/requests';
import * as say from '../messages/request-errors';
import { told, type WordsFor } from './said';

export const REQUEST_WORDS: WordsFor<RequestFacts> = {
  I01: ({ what, status }) => {
    if (status === 'both') return { what: say.bothNamed(), todo: say.nameOneTodo() };
    if (status === 'none') return { what: say.noneNamed(), todo: say.nameOneTodo() };
    const answerer = what === 'version' ? 'other' : what;
    return {
      what:
        status === null
          ? say.goneAnswerer({ what: answerer })
          : say.silentAnswerer({ what: answerer, status }),
      todo: status === 'INACTIVE' ? say.startTodo() : say.chooseActiveTodo({ what: answerer }),
    };
  },
  I02: ({ missing, recipe }) => {
    switch (missing) {
      case 'userId':
        return { what: say.noUser(), todo: say.noUserTodo() };
      case 'itemId':
        return { what: say.noItem(), todo: say.noItemTodo() };
      case 'recipe':
        return { what: say.notRanking({ recipe }), todo: say.notRankingTodo() };
      case 'inputList':
        return { what: say.onlyRanking({ recipe }), todo: say.onlyRankingTodo() };
      case 'actions':
        return { what: say.notActions({ recipe }), todo: say.notActionsTodo() };
      case 'action-request':
        return { what: say.onlyActions({ recipe }), todo: say.onlyActionsTodo() };
      case 'segment-job':
        return { what: say.onlySegments({ recipe }), todo: say.onlySegmentsTodo() };
    }
  },
  CANNOT_LEAVE({ recipe, type }) {
    const kind = type === 'USER_SEGMENTATION' ? 'people' : type === 'SESSIONS' ? 'visits' : 'other';
    return {
      what: say.cannotLeave({ recipe, kind }),
      todo: say.cannotLeaveTodo({ kind: type === 'SESSIONS' ? 'visits' : 'other' }),
    };
  },
  I03: ({ numResults, max }) => ({
    what: say.listSize({ numResults: `${numResults}`, max }),
    todo: say.listSizeTodo({ max }),
  }),
  I04: ({ length, max }) => ({
    what: length === 0 ? say.rankNothing() : say.rankMany({ items: length }),
    todo: say.rankTodo({ max }),
  }),
  I05: (facts) => {
    switch (facts.reason) {
      case 'type':
        return { what: say.contextUnused(), todo: say.contextUnusedTodo() };
      case 'value':
        return { what: say.contextLong(facts), todo: say.contextLongTodo() };
      case 'count':
        return { what: say.contextMany(), todo: say.contextManyTodo(facts) };
      case 'key':
        return {
          what: say.contextKey(facts),
          todo: facts.known.length === 0 ? say.hasNone() : say.hasThese({ names: facts.known.join(', ') }),
        };
    }
  },
  I06: told(
    ({ reason }) => say.promotionUnfit({ reason: reason === 'percent' ? 'other' : reason }),
    say.promotionUnfitTodo,
  ),
  I07: (facts) => {
    switch (facts.reason) {
      case 'off':
        return { what: say.columnsOff(), todo: say.columnsOffTodo() };
      case 'count':
        return { what: say.columnsMany(facts), todo: say.columnsManyTodo(facts) };
      case 'dataset':
        return { what: say.columnsOfOther(facts), todo: say.columnsOfOtherTodo() };
      case 'column':
        return { what: say.noSuchColumn(facts), todo: say.hasThese({ names: facts.known.join(', ') }) };
    }
  },
  E01: told(say.noTracker, say.noTrackerTodo),
  E02: ({ place, field, max }) => ({
    what:
      max === null
        ? say.memberUnread({ ...where(place), field })
        : say.memberLong({ ...where(place), field, max }),
    todo: say.nothingKept(),
  }),
  E03: ({ place, max }) => ({
    what: max === null ? say.propertiesNotJson(where(place)) : say.propertiesLong({ ...where(place), max }),
    todo: say.propertiesTodo(),
  }),
  E04: (facts) => {
    const at = { ...where(facts.place), key: facts.key };
    return 'forbidden' in facts
      ? { what: say.propertyForbidden(at), todo: say.propertyForbiddenTodo() }
      : {
          what: say.propertyUnknown(at),
          todo: say.propertyUnknownTodo({ names: facts.known.join(', ') }),
        };
  },
  E05: (facts) => {
    const { field, type } = facts;
    const at = { ...where(facts.place), field };
    if ('missing' in facts)
      return { what: say.valueMissing(at), todo: say.valueMissingTodo({ property: facts.property }) };
    return {
      what: facts.value === null ? say.valueNull(at) : say.valueUnfit({ ...at, type }),
      todo: say.nothingKept(),
    };
  },
  E06: told(say.entriesMany, say.entriesManyTodo),
  M01: (facts) => {
    switch (facts.reason) {
      case 'form':
        return { what: say.notMetric(facts), todo: say.notMetricTodo() };
      case 'dataset':
        return {
          what: say.metricNoDataset({ dataset: facts.dataset === 'ITEMS' ? 'ITEMS' : 'other' }),
          todo: say.metricNoDatasetTodo(),
        };
      default: {
        const { reason, column, known } = facts;
        return {
          what: reason === 'column' ? say.metricNoColumn({ column }) : say.metricNotNumbers({ column }),
          todo:
            known.length === 0
              ? say.metricNoNumbersTodo()
              : say.metricNumbersTodo({ names: known.join(', ') }),
        };
      }
    }
  },
  M02: told(say.metricNoType, say.metricNoTypeTodo),
};

/** Entries are counted from 1; 0 is the call itself. */
function where(place: number): { readonly place: 'call' | 'other'; readonly entry: string } {
  return { place: place > 0 ? 'other' : 'call', entry: `${place}` };
}
