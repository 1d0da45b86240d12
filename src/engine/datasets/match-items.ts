import { cellTexts } from '../../domain/cell-texts';
import type { CellTable } from '../../import/open/cell-table';
import { bareName, namesTitle } from '../../import/lexicon/names';
import { matchTitles, type Titled } from './match-titles';
import { sourceOf } from '../../import/open/bytes/source';
import { rowOfEntity, type Tables } from '../../domain/columns';
import type {
  ColumnRole,
  DoubtfulPair,
  FilePlan,
  ImportPlan,
  ItemMatches,
  OwnAndTheirs,
} from '../../domain/imports';
import { LIMITS } from '../../domain/limits';
import type { Job } from '../../domain/ports';
import { ItemWords } from '../../data/item-words';
import type { SourceMap } from '../../import/open/open-sources';
import { tableOfFile, withMade } from '../../import/gather/with-made';

const MISSING_SHOWN = 8;
/** Columns that say who made an item. */
const MAKERS = /^(artist|author|by|creator|director|band)s?$/;

/** What the files of a plan say of one item. */
interface OwnItem extends Titled {
  readonly id: string;
}

/** Which items of a project the items in the files of a plan are. */
export async function matchItems(
  files: SourceMap,
  plan: ImportPlan,
  tables: Tables,
  job: Job,
): Promise<ItemMatches> {
  const own = await ownItems(files, plan, job);
  await job.checkpoint('match', 0, 1);
  const theirs = theirItems(tables);
  const { sure, doubtful } = matchTitles(own, theirs);
  const idsOf = ({ own: i, theirs: j }: { own: number; theirs: number }): OwnAndTheirs => [
    own[i].id,
    tables.itemIds[j],
  ];
  const byWeight = [...doubtful].sort((a, b) => own[b.own].weight - own[a.own].weight);
  const found = new Set([...sure, ...doubtful].map((match) => match.own));
  const missing = own.filter((_, i) => !found.has(i)).sort((a, b) => b.weight - a.weight);
  return {
    items: own.length,
    events: own.reduce((sum, { weight }) => sum + weight, 0),
    sure: sure.map(idsOf),
    sureEvents: sure.reduce((sum, match) => sum + own[match.own].weight, 0),
    doubtful: byWeight.slice(0, LIMITS.doubtfulPairs).map((match): DoubtfulPair => ({
      ids: idsOf(match),
      own: shown(own[match.own]),
      theirs: shown(theirs[match.theirs]),
      likeness: match.likeness,
      events: own[match.own].weight,
    })),
    missing: missing.slice(0, MISSING_SHOWN).map(shown),
  };
}

function shown({ title, year, by }: Titled): string {
  const dated = year === null || title.includes(`(${year})`) ? title : `${title} (${year})`;
  return by === null || by === '' ? dated : `${dated} · ${by}`;
}

/** Every item that somebody chose, with its title out of the Items of the same plan, else its id. */
async function ownItems(files: SourceMap, plan: ImportPlan, job: Job): Promise<OwnItem[]> {
  const { sources } = withMade(files, plan, job);
  const counts = new Map<string, number>();
  for (const file of filesOf(plan, 'INTERACTIONS')) {
    const at = placeOf(file, 'ITEM_ID');
    await eachRow(tableOfFile(sourceOf(sources, file.file), file, job), job, (row) => {
      const id = row[at].trim();
      if (id !== '') counts.set(id, (counts.get(id) ?? 0) + 1);
    });
  }
  const told = new Map<string, Omit<OwnItem, 'id' | 'weight'>>();
  for (const file of filesOf(plan, 'ITEMS')) {
    const at = placeOf(file, 'ITEM_ID');
    const named = (is: (header: string) => boolean): number =>
      file.columns.find(({ header, derived }) => derived === undefined && is(header))?.index ?? -1;
    const [title, year, by] = [
      named(namesTitle),
      named((header) => bareName(header) === 'year'),
      named((header) => MAKERS.test(bareName(header))),
    ];
    await eachRow(tableOfFile(sourceOf(sources, file.file), file, job), job, (row) => {
      const id = row[at].trim();
      const cell = (index: number): string => (index < 0 ? '' : row[index].trim());
      const when = Number.parseInt(cell(year), 10);
      told.set(id, {
        title: cell(title) || id,
        year: Number.isInteger(when) ? when : null,
        by: cell(by) || null,
      });
    });
  }
  return Array.from(counts, ([id, weight]) => ({
    id,
    weight,
    ...(told.get(id) ?? { title: id, year: null, by: null }),
  }));
}

function theirItems(tables: Tables): Titled[] {
  const words = new ItemWords(tables);
  const weights = new Int32Array(tables.itemIds.length);
  for (const item of tables.interactions.itemIdx) weights[item]++;
  const rowOf = rowOfEntity(tables.items, tables.itemIds.length);
  const maker = tables.items?.columns.find(({ name }) => MAKERS.test(bareName(name)));
  return tables.itemIds.map((id, i) => ({
    title: words.titleOf(i) ?? id,
    year: words.yearOf(i),
    by: maker === undefined ? null : (cellTexts(maker, rowOf[i])[0] ?? null),
    weight: weights[i],
  }));
}

export function filesOf(plan: ImportPlan, dataset: FilePlan['dataset']): readonly FilePlan[] {
  return plan.files.filter((file) => file.dataset === dataset);
}

export function placeOf(file: FilePlan, role: ColumnRole): number {
  const column = file.columns.find((one) => one.role === role);
  if (column === undefined) throw new RangeError(`no ${role} in ${file.file}`);
  return column.index;
}

async function eachRow(table: CellTable, job: Job, take: (row: string[]) => void): Promise<void> {
  let done = 0;
  for await (const { rows } of table.rows(() => undefined)) {
    rows.forEach(take);
    await job.checkpoint('reading', (done += rows.length), done);
  }
}
