import { recipeFacts, servesOf } from '../../domain/recipe-catalogue';
import type { AppError } from '../../domain/errors';
import type { ExplanationRequest } from '../../domain/explanations';
import { day } from '../../domain/numbers';
import { NOT_HAD, type UserHistory } from '../../domain/recommendations';
import type { AppState } from '../../state/app';
import { query, type Query } from '../../state/query.svelte';
import * as say from '../../words/user';
import { nounsOf, popularityOf, servable, versionName } from '../words';
import { answerOf, whyRequest, type Answer, type Ask } from './ask';
import { readContext } from './context-choice';
import { movesSentence, pretendedWords } from './moves';
import { expressionOf, parseCategory } from './quick-filter';
import { besidesOf, recipesToAsk, sharedOf } from './shared';
import { itemsOf, visitsOf } from './visits';
import { WhatIfScreen } from './what-if.svelte';

type App = Pick<AppState, 'api' | 'workspace' | 'route' | 'announcer' | 'programs'>;

/** All but the very longest histories. */
const FIRST_EVENTS = 3000;

/**
 * The page of one person's or item's recommendations: what the address, the controls and the data ask for, and what was
 * answered to it. The old list stays until the new one is there.
 */
export class UserScreen {
  readonly whatIf = new WhatIfScreen();
  /** A list to be put in order, for a recipe that ranks; `popular`: what everybody gets. */
  given = $state.raw<readonly string[] | 'popular'>('popular');
  /** More of a history than its newest events was asked for. */
  #longer = $state.raw<{ readonly userId: string; readonly limit: number } | null>(null);
  readonly #asked = $derived.by(() => this.app.route.current);
  readonly #project = $derived.by(() => this.app.workspace.project);

  readonly nouns = $derived(nounsOf(this.#project));
  readonly versions = $derived(servable(this.#project));
  readonly version = $derived(
    this.versions.find(({ arn }) => arn === this.#asked.version) ?? this.versions.at(0) ?? null,
  );
  readonly #popularity = $derived(popularityOf(this.#project));
  readonly besides = $derived(besidesOf(this.version, this.versions, this.#popularity));
  /** A student link leaves one list, and what explains it. */
  readonly only = $derived(this.#asked.only);
  readonly beside = $derived(
    this.only !== null
      ? null
      : (this.besides.find(({ arn }) => arn === this.#asked.beside) ?? this.#popularity),
  );
  /** What this version is asked: a person, an item, or a list to put in order. */
  readonly serves = $derived(this.version === null ? 'users' : servesOf(this.version.spec.recipe));
  readonly facts = $derived(this.version && recipeFacts(this.version.spec.recipe));
  readonly user = $derived(this.#asked.user);
  readonly item = $derived(this.#asked.item);
  readonly #exploration = $derived(this.facts?.explores === true ? this.#asked.explore : null);
  readonly #discount = $derived(this.facts?.discounts === true ? this.#asked.discount : null);
  readonly context = $derived(readContext(this.#asked.context, this.#project));
  readonly #learns = $derived(this.facts?.learnsContext === true);
  /** Nobody is asked about beside an item, so nobody has had anything before. */
  readonly filter = $derived(
    this.serves === 'items' && this.#asked.filter === NOT_HAD ? null : this.#asked.filter,
  );
  readonly expression = $derived(expressionOf(this.filter, parseCategory(this.#asked.category)));
  /** How many controls are set. */
  readonly set = $derived(
    [
      this.filter,
      this.#asked.category,
      this.#exploration,
      this.#discount,
      (this.#learns ? this.context : null) ?? null,
    ].filter((value) => value !== null).length,
  );

  readonly #categories;
  readonly #contexts;
  readonly #chosen;
  readonly #item;
  readonly #history: Query<readonly [string, ...unknown[]], UserHistory>;
  readonly #list: Query<{ readonly ask: Ask }, Answer>;

  /** To be made while its screen is set up. */
  constructor(private readonly app: App) {
    const { api, workspace } = app;
    const data = () => workspace.dataKey;
    this.#categories = query(data, () => api.listCategories(), { keep: true });
    this.#contexts = query(
      () => (this.#learns ? workspace.dataKey : null),
      () => api.listContextFields(),
      { keep: true },
    );
    this.#chosen = query(
      () => this.#missing(),
      (what, signal) => this.#choose(what, signal),
    );
    this.#item = query(
      () => (this.item === null || this.serves !== 'items' ? null : ([this.item, data()] as const)),
      async ([itemId]) => {
        const hits = await api.searchItems(itemId, 1);
        return hits.find((hit) => hit.itemId === itemId) ?? { itemId, title: null, events: 0 };
      },
    );
    this.#history = query(
      () => {
        const { user } = this;
        const limit = this.#longer?.userId === user ? this.#longer?.limit : undefined;
        return user === null ? null : ([user, limit ?? FIRST_EVENTS, data(), app.programs.puts] as const);
      },
      ([userId, limit]) => api.getUserHistory(userId, Number(limit)),
      { keep: true },
    );
    this.#list = query(
      () => this.#question(),
      ({ ask }) => answerOf(api, ask),
      { keep: true },
    );
    // Somebody else, or other data: nothing is pretended.
    $effect(() => {
      void [this.user, data()];
      this.whatIf.reset();
    });
  }

  /** What there is to filter by. */
  get categories() {
    return this.#categories.value ?? [];
  }
  /** What the context of a request can say, where the recipe learns from it. */
  get contexts() {
    return this.#learns ? (this.#contexts.value ?? []) : [];
  }
  /** What the item asked about is called. */
  get itemName(): string | null {
    return this.#item.value?.title ?? null;
  }
  /** A newer question than the one on screen is being answered. */
  get busy(): boolean {
    return this.#list.loading;
  }
  get error(): AppError | null {
    return (
      this.#list.error ??
      this.#history.error ??
      this.#item.error ??
      this.#chosen.error ??
      this.#categories.error ??
      this.#contexts.error
    );
  }

  get shown(): Answer | null {
    return this.#list.value;
  }
  readonly list = $derived.by(() => this.shown?.list ?? null);
  readonly shownVersion = $derived(
    this.versions.find(({ arn }) => arn === this.shown?.ask.versionArn) ?? null,
  );
  readonly shared = $derived(this.list && sharedOf(this.list, this.shown?.beside ?? null));
  /** A list was put in order. */
  readonly ordered = $derived((this.shown?.ask.inputList ?? null) !== null);
  readonly scored = $derived(
    this.list?.items.some(({ timesEvenShare }) => timesEvenShare !== undefined) ?? false,
  );
  /** What stands beside the list, where it is not what everybody gets. */
  readonly besideName = $derived.by(() => {
    const other = this.versions.find(({ arn }) => arn === this.shown?.ask.besideArn);
    if (other === undefined || other.arn === this.#popularity?.arn || this.ordered) return null;
    return versionName(other, this.#project?.solutionVersions ?? []);
  });
  readonly history = $derived.by(() => {
    const { value } = this.#history;
    return value?.userId === this.user ? value : null;
  });
  readonly historyItems = $derived(itemsOf(this.history?.events ?? []));
  /** The history in a sentence. */
  readonly past = $derived.by(() => {
    const { history } = this;
    if (history === null) return '';
    const { total, firstSec, lastSec, events } = history;
    if (total === 0 || firstSec === null || lastSec === null) return say.noHistory();
    const past = { events: total, from: day(firstSec), to: day(lastSec) };
    return events.length === total
      ? say.pastInVisits({ ...past, visits: visitsOf(events).length })
      : say.past(past);
  });
  /** Asks why the list on screen has the item of the address; null where it asks about none. */
  readonly why = $derived.by((): ExplanationRequest | null => {
    const about = this.#asked.why;
    return about === null || this.shown === null ? null : whyRequest(this.shown, about);
  });
  /** What else can be asked why. */
  readonly recipes = $derived(this.version === null ? [] : recipesToAsk(this.version, this.besides));

  /** What a screen reader hears of the list on screen. */
  get news(): string | null {
    const { list, shown, whatIf } = this;
    if (list === null) return null;
    if (shown?.ask.whatIf !== undefined) {
      const pretended = pretendedWords(whatIf.without.length, whatIf.added.length, this.historyItems);
      return movesSentence(list, pretended);
    }
    const count = list.items.length;
    return list.itemId === null
      ? say.newsForUser({ count, user: list.userId })
      : say.newsForItem({ count, item: list.itemId });
  }

  /** Asks for the newest `limit` events of the history. */
  recall(limit: number): void {
    if (this.user !== null) this.#longer = { userId: this.user, limit };
  }

  /** What the address does not say and the version has to be asked with. */
  #missing(): 'user' | 'item' | null {
    if (this.serves === 'items') return this.item === null ? 'item' : null;
    return this.user === null && this.version !== null ? 'user' : null;
  }

  /** Puts somebody, or something, into the address; Back does not lead to the empty question. */
  async #choose(what: 'user' | 'item', signal: AbortSignal): Promise<void> {
    const { api, workspace, route } = this.app;
    if (what === 'user') {
      const user = await api.typicalUser();
      if (!signal.aborted) route.go({ user }, 'replace');
      return;
    }
    // A frequent item, but not of the top tenth, which sims leaves out unless it is told otherwise.
    const hits = await api.searchItems('', Math.ceil((workspace.project?.project.items ?? 1) / 8));
    const item = hits.at(-1)?.itemId;
    if (!signal.aborted && item !== undefined) route.go({ item }, 'replace');
  }

  /** What is asked, and what else would change the answer. */
  #question() {
    const { version, serves, user, item, beside, context } = this;
    if (version === null || (serves === 'items' ? item : user) === null) return null;
    const besideLearns = beside !== null && recipeFacts(beside.spec.recipe).learnsContext;
    const ask: Ask = {
      userId: serves === 'items' ? '' : (user ?? ''),
      itemId: serves === 'items' ? item : null,
      inputList: serves === 'lists' ? this.given : null,
      versionArn: version.arn,
      popularityArn: this.#popularity?.arn ?? null,
      besideArn: beside?.arn ?? null,
      filterExpression: this.expression,
      explorationWeight: this.#exploration,
      discount: this.#discount,
      context: this.#learns ? context : undefined,
      besideContext: besideLearns ? context : undefined,
      whatIf: serves === 'items' ? undefined : this.whatIf.asked,
    };
    const { workspace, programs } = this.app;
    return { ask, data: workspace.dataKey, puts: programs.puts, changed: version.lastUpdatedDateTime };
  }
}
