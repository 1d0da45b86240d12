import type { InsightFacts, QualityFacts } from '../../domain/facts/insights';
import { day } from '../../domain/numbers';
import * as say from '../messages/insights';
import { columnNumber } from './columns';
import { placed, plainly, quoted, someOf, type IssueWordsFor } from './finding';

/** Words for the data insights: the finding, and what it means for a recommender. */
export const INSIGHT_WORDS: IssueWordsFor<InsightFacts & QualityFacts> = {
  INSIGHT_FEW_INTERACTIONS: plainly(say.fewInteractions, say.fewInteractionsFix),
  INSIGHT_FEW_USERS: plainly(say.fewUsers, say.fewUsersFix),
  INSIGHT_ITEMS_WITHOUT_INTERACTIONS: plainly(say.idleItems, say.idleItemsFix),
  INSIGHT_USERS_WITHOUT_INTERACTIONS: plainly(say.idleUsers, say.idleUsersFix),
  INSIGHT_INTERACTIONS_WITHOUT_ITEM: plainly(
    ({ count: items, share, examples }) => say.bareItems({ share, items, examples: someOf(examples) }),
    say.sameIdsFix,
  ),
  INSIGHT_INTERACTIONS_WITHOUT_USER: plainly(
    ({ count: users, share, examples }) => say.bareUsers({ share, users, examples: someOf(examples) }),
    say.sameIdsFix,
  ),
  INSIGHT_MISSING_VALUES: placed(say.missingValues, say.missingValuesFix),
  INSIGHT_OUTLIERS: ({ count: values, low, high, extreme }, { at, column }) => {
    const written = (value: number): string => columnNumber(column, value);
    const range = { low: written(low), high: written(high), extreme: written(extreme) };
    return { what: `${at}${say.outliers({ values, ...range })}`, fix: say.outliersFix() };
  },
  INSIGHT_MANY_CATEGORIES: placed(say.manyCategories, say.manyCategoriesFix),
  INSIGHT_SPARSE_TEXT: placed(say.sparseText, say.sparseTextFix),
  INSIGHT_EVENT_TYPES: plainly(
    ({ count: all, types, limit }) => say.eventTypes({ all, types: someOf(types), limit }),
    say.eventTypesFix,
  ),
  INSIGHT_SAME_TIMESTAMP: ({ timestamp }, { dataset }) => ({
    what: say.sameTimestamp({ dataset, timestamp: `${timestamp}` }),
    fix: say.sameTimestampFix(),
  }),
  INSIGHT_NEAR_DUPLICATE_CATEGORIES: placed(
    ({ values }) => say.nearDuplicates({ values: someOf(values) }),
    say.nearDuplicatesFix,
  ),
  QUALITY_REPEATS: plainly(say.repeats, say.repeatsFix),
  QUALITY_SINGLE_EVENT: plainly(say.singleEvent, say.singleEventFix),
  QUALITY_BUSY_USERS: plainly(say.busyUsers, say.busyUsersFix),
  QUALITY_FAR_TIMES: plainly(
    ({ count: events, low, high, extreme }) =>
      say.farTimes({ events, low: day(low), high: day(high), extreme: day(extreme) }),
    say.farTimesFix,
  ),
  QUALITY_ONE_VALUE: placed(({ value }) => say.oneValue({ value: quoted(value) }), say.oneValueFix),
};
