import type { ProjectState } from '../../domain/resources';
import type {
  GetPersonalizedRankingRequest,
  GetRecommendationsRequest,
  PredictedItem,
} from '../../domain/runtime';
import type { DataIndex } from '../project/data-index';

/** Items of all lists that are kept: some ten megabytes. */
const KEPT_ITEMS = 100_000;

/** What lists come from: every change of a resource, a model or the data makes another of one or both. */
export interface ListSource {
  readonly state: ProjectState;
  readonly index: DataIndex;
}

type List = readonly PredictedItem[];

/** The lists that were last given, by request, for as long as nothing has changed that they come from. */
export class KeptLists {
  /** The last used at the end. */
  readonly #lists = new Map<string, List>();
  #source: ListSource | null = null;
  #items = 0;

  /**
   * @param source as it was before the request was looked into.
   * @param make what a list that is not kept is made by; what it refuses is not kept.
   */
  async of(
    source: ListSource,
    request: GetRecommendationsRequest | GetPersonalizedRankingRequest,
    make: () => Promise<List>,
  ): Promise<List> {
    if (!this.#isFrom(source)) this.#begin(source);
    const key = JSON.stringify(request);
    const list = this.#lists.get(key) ?? (await make());
    // Something may have changed meanwhile.
    if (this.#isFrom(source)) this.#keep(key, list);
    return list;
  }

  #isFrom({ state, index }: ListSource): boolean {
    return this.#source?.index === index && isAlike(this.#source.state, state);
  }

  #begin(source: ListSource): void {
    this.#source = source;
    this.#lists.clear();
    this.#items = 0;
  }

  #keep(key: string, list: List): void {
    this.#drop(key);
    this.#lists.set(key, list);
    this.#items += list.length;
    for (const oldest of this.#lists.keys()) {
      if (this.#items <= KEPT_ITEMS) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#items -= this.#lists.get(key)?.length ?? 0;
    this.#lists.delete(key);
  }
}

/** Whether two states agree in all that a list may come from; requests that are counted change the meter themselves. */
function isAlike(one: ProjectState, other: ProjectState): boolean {
  if (one === other) return true;
  const members = new Set([...Object.keys(one), ...Object.keys(other)] as (keyof ProjectState)[]);
  members.delete('meter');
  return [...members].every((member) => one[member] === other[member]);
}
