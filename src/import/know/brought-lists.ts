import type { FoundLists, ListForm, MetIds } from '../../domain/brought-along';
import { AppError } from '../../domain/errors';
import { LIMITS } from '../../domain/limits';
import type { Job } from '../../domain/ports';
import type { SourceFile } from '../open/bytes/source';
import { expandSources, tablesOf, type SourceMap } from '../open/open-sources';
import { inStage } from '../open/opened';
import { sampleFile } from '../open/sample';
import { tableOf } from '../open/text-table';
import { answersIn } from './list-answers';
import { type Acquaintance, listColumns, rowReader, type ListColumns } from './list-columns';

/** Lists as they were read, in the numbers of the data. */
export interface ReadLists {
  readonly found: FoundLists;
  /** By person: items best first, −1 at the place of one that the data do not have. */
  readonly lists: ReadonlyMap<number, readonly number[]>;
}

/** Longer lists are cut: no metric, and no request of the service, looks further. */
export const MOST_PLACES = LIMITS.rankedItems;
const EXAMPLES = 3;

/**
 * Lists of another recommender in files of any form that an import opens: what Amazon's batch jobs and GetRecommendations
 * write, or a table in which people and items of the data meet, in rows, in columns or in one cell.
 *
 * @returns null where there are none. @throws AppError LISTS_UNREADABLE where there are, and nothing of them is met;
 *   FILE_UNREADABLE, ARCHIVE_LIMIT, TABLE_UNREADABLE, CANCELLED.
 */
export async function readLists(
  files: readonly SourceFile[],
  data: Acquaintance,
  job: Job,
): Promise<ReadLists | null> {
  return inStage(async (stage) => {
    const sources = await expandSources(files, stage, job);
    const pile = new Pile(data);
    await readAnswers(sources, pile, job);
    const rest = new Map([...sources].filter(([path]) => !pile.files.has(path)));
    for (const source of (await tablesOf(rest, stage, job)).values())
      await readTable(source, data, pile, job);
    return pile.finish();
  });
}

/** What was read so far of all files. */
class Pile {
  readonly files = new Set<string>();
  form: ListForm | null = null;
  columns: FoundLists['columns'] = {};
  failed = 0;
  readonly #lists = new Map<string, string[]>();

  constructor(readonly data: Acquaintance) {}

  /** A whole list of somebody; one that comes again takes its place. */
  add(person: string, items: readonly string[]): void {
    this.#lists.set(person, items.slice(0, MOST_PLACES));
  }

  finish(): ReadLists | null {
    const { form } = this;
    const files = [...this.files];
    if (form === null) return null;
    if (this.#lists.size === 0) throw new AppError('LISTS_UNREADABLE', { files, reason: 'nobody' });
    const items = new Tally((id) => this.data.item(id));
    const people = new Tally((id) => this.data.person(id));
    const lists = new Map<number, number[]>();
    let longest = 0;
    for (const [id, listed] of this.#lists) {
      const own = [...new Set(listed)];
      longest = Math.max(longest, own.length);
      const places = own.map((item) => items.met(item));
      const person = people.met(id);
      if (person >= 0) lists.set(person, withoutRepeats(places));
    }
    const facts = { people: people.facts(), items: items.facts() };
    if (facts.people.met === 0 || facts.items.met === 0)
      throw new AppError('LISTS_UNREADABLE', { files, reason: 'unmet' });
    const found = { form, files, columns: this.columns, failed: this.failed, longest, ...facts };
    return { found, lists };
  }
}

/** An item that stands there under two names counts where it stands first. */
function withoutRepeats(places: readonly number[]): number[] {
  return places.filter((item, place) => item < 0 || places.indexOf(item) === place);
}

/** Ids, each looked up once. */
class Tally {
  readonly #known = new Map<string, number>();
  constructor(readonly find: (id: string) => number) {}

  met(id: string): number {
    const known = this.#known.get(id) ?? this.find(id);
    this.#known.set(id, known);
    return known;
  }

  facts(): MetIds {
    const unmet = [...this.#known].flatMap(([id, number]) => (number < 0 ? [id] : []));
    return { met: this.#known.size - unmet.length, unmet: unmet.length, examples: unmet.slice(0, EXAMPLES) };
  }
}

/** Files of JSON that hold Amazon's answers. */
async function readAnswers(sources: SourceMap, pile: Pile, job: Job): Promise<void> {
  let done = 0;
  for (const source of sources.values()) {
    await job.checkpoint('opening', done++, sources.size);
    for await (const answer of answersIn(source, (id) => pile.data.person(id) >= 0)) {
      pile.files.add(source.path);
      pile.form ??= answer.form;
      if (answer.person === null || answer.items === null) pile.failed++;
      else pile.add(answer.person, answer.items);
    }
  }
}

/** One table, if people and items of the data meet in it. */
async function readTable(source: SourceFile, data: Acquaintance, pile: Pile, job: Job): Promise<void> {
  if (source.refusal !== undefined) throw source.refusal;
  const sample = await sampleFile(source);
  if (sample === null) return;
  const columns = listColumns(sample.headers, sample.rows, data);
  if (columns === null || (pile.form !== null && pile.form !== columns.form)) return;
  // A sheet is called as its file is.
  pile.files.add(source.within ?? source.path);
  pile.form = columns.form;
  pile.columns = namesOf(columns, sample.headers);
  const read = rowReader(columns);
  const table = tableOf(source, sample.format, sample.headers, job);
  for await (const { rows, unread = [] } of table.rows(() => undefined)) {
    pile.failed += unread.length;
    for (const row of rows) if (!read.take(row)) pile.failed++;
  }
  for (const [person, items] of read.lists()) pile.add(person, items);
}

function namesOf(
  { person, items, rank, score }: ListColumns,
  headers: readonly string[],
): FoundLists['columns'] {
  const [first] = items;
  const item =
    items.length === 1 ? headers[first] : `${headers[first]} … ${headers[items[items.length - 1]]}`;
  return {
    person: headers[person],
    item,
    ...(rank === null ? {} : { rank: headers[rank] }),
    ...(score === null ? {} : { score: headers[score] }),
  };
}
