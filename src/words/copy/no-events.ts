import type { RowFacts } from '../../domain/facts/imports';
import type { Lacking } from '../../domain/unused';
import { listed } from '../../domain/numbers';
import * as say from '../messages/no-events';
import type { IssueWords } from './finding';
import type { Always } from './said';

const WHAT: { readonly [lacking in Lacking]: (facts: { readonly file: string }) => string } = {
  things: say.things,
  people: say.people,
  both: say.both,
  totals: say.totals,
  'no-thing': say.noThing,
  'no-person': say.noPerson,
  orders: say.orders,
  unclear: say.unclear,
};
/** What to bring, wherever one is. */
const BRING: { readonly [lacking in Lacking]: () => string } = {
  things: say.bringEvents,
  people: say.bringEvents,
  both: say.bringEvents,
  totals: say.bringSingle,
  'no-thing': say.bringThings,
  'no-person': say.bringPerson,
  orders: say.bringLines,
  unclear: say.bringColumns,
};
/** Each row may be somebody's choice all the same, which can then be said. */
const MAY_BE_EVENTS: ReadonlySet<Lacking> = new Set<Lacking>(['things', 'no-person', 'unclear']);

/** Why nothing that was brought says who chose what. @param isTyped on the command line, where nothing can be pressed. */
export function noEventsWords(facts: Always<RowFacts['D02']>, isTyped: boolean): IssueWords {
  const { lacking, file } =
    facts.reason === 'no-events' ? facts : ({ lacking: 'unclear', file: null } as const);
  const press = isTyped ? say.nameEvents({ file: file ?? 'FILE' }) : say.pressEvents();
  const open = isTyped ? '' : say.orOpenProject();
  const fix = [BRING[lacking](), ...(MAY_BE_EVENTS.has(lacking) ? [press] : []), open];
  return { what: WHAT[lacking]({ file: file ?? '' }), fix: fix.filter(Boolean).join(' ') };
}

/** What to do about columns that nothing stands for. */
export function missingWords(missing: readonly string[], isTyped: boolean): string {
  const bring = missing.includes('ITEM_ID')
    ? say.bringThings()
    : missing.includes('USER_ID')
      ? say.bringPerson()
      : say.bringTimes();
  return isTyped ? bring : `${say.sayColumn({ missing: listed(missing) })} ${bring}`;
}
