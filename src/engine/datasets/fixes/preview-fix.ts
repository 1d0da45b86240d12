import type { Tables } from '../../../domain/columns';
import type { DatasetCard } from '../../../domain/card';
import type { DataFigures, DataFix, FixPreview } from '../../../domain/data-fix';
import type { Steps } from '../../../domain/steps';
import { describingTables } from '../../../data/card';
import { listedRows } from '../listed-rows';
import { fixTables } from './fix-tables';

/** Rows that a preview lists. */
const LISTED = 5;

/** What a fix would do to these tables, which are left as they are. */
export function* previewFix(tables: Tables, card: DatasetCard, fix: DataFix): Steps<FixPreview> {
  const { dataset, gone, changed, dropped, tables: after } = yield* fixTables(tables, fix);
  const first =
    dropped === null ? [...gone.subarray(0, LISTED), ...changed.slice(0, LISTED)] : [...Array(LISTED).keys()];
  const { head, rows } = listedRows(tables, dataset, first.slice(0, LISTED));
  return {
    fix,
    goes: gone.length === 0 ? [] : [{ dataset, rows: gone.length }],
    changes: dropped === null ? changed.length : 0,
    head,
    rows,
    before: figuresOf(card),
    after: figuresOf(yield* describingTables(after)),
  };
}

function figuresOf(card: DatasetCard): DataFigures {
  const { users, items, itemsDescribed, interactions, density, medianEventsPerUser } = card;
  return { users, items, itemsDescribed, interactions, density, medianEventsPerUser };
}
