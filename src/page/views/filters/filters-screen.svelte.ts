import { nameFault } from '../../../words/copy/names';
import type { AppError, JsonObject } from '../../../domain/errors';
import { findingsOf, type FilterFix } from '../../../domain/filter-check';
import type { SolutionVersion } from '../../../domain/resources';
import type { FilterResource } from '../../../domain/service';
import type { AppState } from '../../state/app';
import { deleteResource } from '../../state/deleting';
import { query } from '../../state/query.svelte';
import { ServiceCalls } from '../../state/service-calls.svelte';
import * as say from '../../../words/messages/filters';
import { campaignRequest, proposedName, versionToServe } from '../campaigns/new-campaign';
import { mayWrite } from '../may-write';
import { isServable, newestFirst } from '../words';
import { FilterDesk } from './desk.svelte';

type App = Pick<AppState, 'workspace' | 'route' | 'toasts' | 'tabKeeps'>;

/** The page of filters: the one being written, those there are, and a first campaign that asks with them. */
export class FiltersScreen {
  readonly calls: ServiceCalls;
  readonly #tried;

  /** To be made while its screen is set up. */
  constructor(private readonly app: App) {
    const { workspace, route } = app;
    this.calls = new ServiceCalls(workspace.api);
    // Whom the filter is tried on: the person of the address, else a typical one.
    this.#tried = query(
      () => [workspace.project?.project.id, route.current.user] as const,
      async ([, user]) => {
        const { desk } = this;
        if (user !== null) desk.tryOn({ userId: user });
        else {
          const userId = await workspace.api.typicalUser();
          if (desk === this.desk && route.current.user === null) desk.tryOn({ userId });
        }
      },
    );
  }

  /** What is written for one project is not meant for another; it is there again when the person comes back. */
  get desk(): FilterDesk {
    const { workspace, tabKeeps } = this.app;
    return tabKeeps.of(FilterDesk, workspace.project?.project.id ?? '', () => new FilterDesk(workspace));
  }
  get filters(): readonly FilterResource[] {
    return this.app.workspace.project?.service?.filters ?? [];
  }
  get error(): AppError | null {
    return this.calls.error ?? this.desk.error ?? this.#tried.error;
  }

  /** What is wrong with the name that was typed. */
  get nameFault(): string | null {
    const { name } = this.desk;
    if (name === '') return null;
    return nameFault(name, this.app.workspace.namesOf('filters'), 'filter');
  }

  /** Why the filter cannot be made as it is written. */
  get blocked(): string | null {
    const { isReadable, text, name } = this.desk;
    if (!isReadable) return text.trim() === '' ? say.writeExpression() : say.expressionUnread();
    if (name === '') return say.giveName();
    return this.nameFault === null ? null : say.giveOtherName();
  }

  /** What a first campaign would serve; undefined where there is one, or nothing to serve. */
  get servable(): SolutionVersion | undefined {
    const { project } = this.app.workspace;
    if (project === null || (project.service?.campaigns.length ?? 0) > 0) return undefined;
    const versions = newestFirst(project.solutionVersions)
      .filter((version) => isServable(version) && version.brought === undefined)
      .toReversed();
    return versionToServe(versions, this.app.route.current.version);
  }

  /** The first change that the findings of the text as it stands offer. */
  likeliestFix(): FilterFix | undefined {
    const { check, checked, text } = this.desk;
    if (check === null || checked !== text) return undefined;
    return findingsOf(check)
      .flatMap(({ fixes }) => fixes)
      .at(0);
  }

  forgetErrors(desk: FilterDesk): void {
    desk.error = this.calls.error = null;
  }

  async create(): Promise<void> {
    const { desk, calls } = this;
    const { name, text } = desk;
    if (this.blocked !== null) return;
    const datasetGroupArn = await calls.groupArn();
    if (datasetGroupArn === null) return;
    if ((await calls.call('CreateFilter', { name, datasetGroupArn, filterExpression: text })) === null)
      return;
    void this.app.toasts.show(say.ready({ name }));
    desk.name = '';
    desk.write('');
  }

  async createCampaign(): Promise<void> {
    const { servable } = this;
    if (servable === undefined) return;
    const name = proposedName(this.app.workspace.namesOf('campaigns'));
    const made = await this.calls.call('CreateCampaign', campaignRequest(name, servable));
    if (made !== null) this.app.route.go({ view: 'campaigns' });
  }

  /** Takes a pasted CreateFilter over. @returns what of it means nothing here. */
  paste({ name, filterExpression }: JsonObject): readonly string[] {
    if (typeof name === 'string') this.desk.name = name;
    if (typeof filterExpression === 'string') this.desk.write(filterExpression);
    return [];
  }

  async remove({ arn, name }: FilterResource): Promise<void> {
    if (!mayWrite(this.app)) return;
    await deleteResource(this.app, { arn, kind: 'filter' }, say.deleted({ name }), () =>
      this.calls.call('DeleteFilter', { filterArn: arn }),
    );
  }
}
