import { defined } from '../../../domain/defined';
import type { AppError } from '../../../domain/errors';
import type { AppState } from '../../state/app';
import * as say from '../../../words/messages/user';
import { nounsOf, userLabel } from '../words';
import { Answering } from './answering.svelte';
import type { Ask } from './ask';
import { ListSettings } from './list-settings.svelte';
import { movesSentence, pretendedWords } from '../moves';
import { Past } from './past.svelte';
import { ShownList } from './shown-list.svelte';
import { Subject } from './subject.svelte';
import { WhatIfScreen } from './what-if.svelte';

type App = Pick<AppState, 'api' | 'workspace' | 'route' | 'programs'>;

/** The page of one person's or item's recommendations: what the address, the controls and the data ask for, and the answer. */
export class UserScreen {
  readonly answering: Answering;
  readonly settings: ListSettings;
  readonly subject: Subject;
  readonly past: Past;
  readonly whatIf = new WhatIfScreen();
  readonly shown: ShownList;
  readonly nouns = $derived.by(() => nounsOf(this.app.workspace.project));

  /** To be made while its screen is set up. */
  constructor(private readonly app: App) {
    this.answering = new Answering(app);
    this.settings = new ListSettings(app, this.answering);
    this.subject = new Subject(app, this.answering);
    this.past = new Past(app, this.subject);
    this.shown = new ShownList(app, this.answering, () => this.#question());
    // Somebody else, or other data: nothing is pretended.
    $effect(() => {
      void [this.subject.user, app.workspace.dataKey];
      this.whatIf.reset();
    });
  }

  get error(): AppError | null {
    const { shown, past, subject, settings } = this;
    return shown.error ?? past.error ?? subject.error ?? settings.error;
  }

  /** What a screen reader hears of the list on screen. */
  get news(): string | null {
    const { whatIf } = this;
    const { list, answer } = this.shown;
    if (list === null) return null;
    if (answer?.ask.whatIf !== undefined) {
      const pretended = pretendedWords(
        whatIf.without.length,
        whatIf.added.length,
        this.past.items,
        this.nouns.thing,
      );
      return movesSentence(list, pretended);
    }
    const count = list.items.length;
    return list.itemId === null
      ? say.newsForUser({
          count,
          user: userLabel({ userId: list.userId, ...defined({ name: this.past.name }) }),
        })
      : say.newsForItem({ count, item: list.itemId });
  }

  /** What is asked, and what else would change the answer. */
  #question() {
    const { settings } = this;
    const { version, serves, popularity, beside } = this.answering;
    const { user, item } = this.subject;
    if (version === null || (serves === 'items' ? item : user) === null) return null;
    const ask: Ask = {
      userId: serves === 'items' ? '' : (user ?? ''),
      itemId: serves === 'items' ? item : null,
      inputList: serves === 'lists' ? settings.given : null,
      versionArn: version.arn,
      popularityArn: popularity?.arn ?? null,
      besideArn: beside?.arn ?? null,
      filterExpression: settings.expression,
      explorationWeight: settings.exploration,
      discount: settings.discount,
      context: settings.contextFor(version),
      besideContext: settings.contextFor(beside),
      whatIf: serves === 'items' ? undefined : this.whatIf.asked,
    };
    const { workspace, programs } = this.app;
    return { ask, data: workspace.dataKey, puts: programs.puts, changed: version.lastUpdatedDateTime };
  }
}
