import type { ContextChoice } from '../../../domain/context-fields';
import type { AppError } from '../../../domain/errors';
import type { RequestContext } from '../../../domain/histories';
import { recipeFacts } from '../../../domain/recipe-catalogue';
import { NOT_HAD, type CategoryColumn } from '../../../domain/recommendations';
import type { SolutionVersion } from '../../../domain/resources';
import type { AppState } from '../../state/app';
import { query, type Query } from '../../state/query.svelte';
import type { Answering } from './answering.svelte';
import { readContext } from './context-choice';
import { expressionOf, parseCategory } from './quick-filter';

type App = Pick<AppState, 'api' | 'workspace' | 'route'>;

/** What a list is asked with beside the person or item: filters, and what its recipe can be told. */
export class ListSettings {
  readonly #asked = $derived.by(() => this.app.route.current);
  /** A list to be put in order, for a recipe that ranks; `popular`: what everybody gets. */
  given = $state.raw<readonly string[] | 'popular'>('popular');
  /** Nobody is asked about beside an item, so nobody has had anything before. */
  readonly filter = $derived.by(() =>
    this.answering.serves === 'items' && this.#asked.filter === NOT_HAD ? null : this.#asked.filter,
  );
  readonly expression = $derived(expressionOf(this.filter, parseCategory(this.#asked.category)));
  readonly exploration = $derived.by(() =>
    this.answering.facts?.explores === true ? this.#asked.explore : null,
  );
  readonly discount = $derived.by(() =>
    this.answering.facts?.discounts === true ? this.#asked.discount : null,
  );
  readonly context = $derived.by(() => readContext(this.#asked.context, this.app.workspace.project));
  readonly #categories: Query<unknown, readonly CategoryColumn[]>;
  readonly #contexts: Query<unknown, readonly ContextChoice[]>;

  /** To be made while its screen is set up. */
  constructor(
    private readonly app: App,
    private readonly answering: Answering,
  ) {
    const { api, workspace } = app;
    this.#categories = query(
      () => workspace.dataKey,
      () => api.listCategories(),
      { keep: true },
    );
    this.#contexts = query(
      () => (this.#learns ? workspace.dataKey : null),
      () => api.listContextFields(),
      { keep: true },
    );
  }

  /** What there is to filter by. */
  get categories() {
    return this.#categories.value ?? [];
  }
  /** What the context of a request can say, where the recipe learns from it. */
  get contexts() {
    return this.#learns ? (this.#contexts.value ?? []) : [];
  }
  /** The context, where the version's recipe learns from it. */
  contextFor(version: SolutionVersion | null): RequestContext | undefined {
    return version !== null && recipeFacts(version.spec.recipe).learnsContext ? this.context : undefined;
  }
  /** How many controls are set. */
  get set(): number {
    const context = this.contextFor(this.answering.version) ?? null;
    return [this.filter, this.#asked.category, this.exploration, this.discount, context].filter(
      (value) => value !== null,
    ).length;
  }
  get error(): AppError | null {
    return this.#categories.error ?? this.#contexts.error;
  }
  get #learns(): boolean {
    return this.answering.facts?.learnsContext === true;
  }
}
