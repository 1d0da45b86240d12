import { recipeFacts, servesOf } from '../../../domain/recipe-catalogue';
import type { AppState } from '../../state/app';
import { popularityOf, servable } from '../words';
import { besidesOf, recipesToAsk } from './shared';

/** What answers: the version that the address names, or the first that can, and the one beside it. */
export class Answering {
  readonly #asked = $derived.by(() => this.app.route.current);
  readonly #project = $derived.by(() => this.app.workspace.project);

  readonly versions = $derived(servable(this.#project));
  readonly version = $derived(
    this.versions.find(({ arn }) => arn === this.#asked.version) ?? this.versions.at(0) ?? null,
  );
  readonly facts = $derived(this.version && recipeFacts(this.version.spec.recipe));
  /** What this version is asked: a person, an item, or a list to put in order. */
  readonly serves = $derived(this.version === null ? 'users' : servesOf(this.version.spec.recipe));
  readonly popularity = $derived(popularityOf(this.#project));
  readonly besides = $derived(besidesOf(this.version, this.versions, this.popularity));
  /** A student link leaves one list, and what explains it. */
  readonly only = $derived(this.#asked.only);
  readonly beside = $derived(
    this.only !== null
      ? null
      : (this.besides.find(({ arn }) => arn === this.#asked.beside) ?? this.popularity),
  );
  /** What else can be asked why. */
  readonly recipes = $derived(recipesToAsk(this.version, this.besides));

  constructor(private readonly app: Pick<AppState, 'route' | 'workspace'>) {}
}
