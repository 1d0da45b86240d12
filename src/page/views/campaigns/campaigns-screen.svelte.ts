import { untrack } from 'svelte';
import type { ContextChoice } from '../../../domain/context-fields';
import type { OperationRequest } from '../../../domain/operations';
import { servesOf } from '../../../domain/recipe-catalogue';
import { readyOf } from '../../../domain/version-names';
import type { AppState } from '../../state/app';
import { deleteResource } from '../../state/deleting';
import { query } from '../../state/query.svelte';
import * as say from '../../../words/messages/campaigns';
import { mayWrite } from '../may-write';
import { Console } from './console.svelte';

/** The page of campaigns: the one that is asked, what is changed of it, and its console. Made while its screen is set up. */
export class CampaignsScreen {
  /** The form of a new campaign is open. */
  making = $state(false);
  readonly #contexts;

  readonly project = $derived.by(() => this.app.workspace.project);
  readonly calls = $derived.by(() => {
    const { tabKeeps, workspace, programs } = this.app;
    const project = this.project?.project.id ?? '';
    return tabKeeps.of(Console, project, () => new Console(workspace.api, programs.logOf(project)));
  });
  readonly campaigns = $derived(this.project?.service?.campaigns ?? []);
  /** What can be served, oldest first. */
  readonly servable = $derived(
    readyOf(this.project?.solutionVersions ?? []).filter(
      ({ spec, brought }) => servesOf(spec.recipe) !== 'segments' && brought === undefined,
    ),
  );
  readonly campaign = $derived(
    this.campaigns.find(({ arn }) => arn === this.calls.chosen) ?? this.campaigns.at(-1) ?? null,
  );
  readonly version = $derived(
    this.project?.solutionVersions.find(({ arn }) => arn === this.campaign?.solutionVersionArn) ?? null,
  );

  constructor(
    private readonly app: Pick<
      AppState,
      'announcer' | 'route' | 'workspace' | 'toasts' | 'tabKeeps' | 'programs'
    >,
  ) {
    const { workspace } = app;
    // Without them the form has no such field, and the next call says what is wrong.
    this.#contexts = query(
      () => (this.campaign === null ? null : workspace.dataKey),
      () => workspace.api.listContextFields(),
      { keep: true },
    );
    $effect(() => {
      const { puts } = app.programs;
      const { calls, project } = this;
      if (project !== null) untrack(() => void calls.follow(puts, project));
    });
  }

  /** Names that campaigns have, one that is being deleted among them. */
  get taken(): readonly string[] {
    return this.app.workspace.namesOf('campaigns');
  }

  /** What a request can say of its moment. */
  get contexts(): readonly ContextChoice[] {
    return this.#contexts.value ?? [];
  }

  /** Puts someone to ask for into the form, so that the first press of the button answers; what was typed meanwhile stays. */
  async suggest(): Promise<void> {
    const { calls } = this;
    calls.isSuggested = true;
    const { api } = this.app.workspace;
    const [userId, card] = await Promise.all([
      this.app.route.current.user ?? api.typicalUser(),
      api.describeData(),
    ]);
    const { form } = calls;
    calls.set({
      userId: form.userId || userId,
      eventType: card.eventTypes[0]?.name ?? form.eventType,
    });
  }

  async ask(): Promise<void> {
    const { calls, campaign, project } = this;
    if (campaign === null || project === null) return;
    const { form } = calls;
    if (await calls.ask(campaign, form, project)) {
      const [first] = calls.places;
      this.app.announcer.say(
        first === undefined
          ? say.listEmpty()
          : say.itemsCame({ count: calls.places.length, first: first.title }),
      );
    }
    if (form.eventItem === '' && calls.places.length > 0)
      calls.set({ eventItem: calls.places[0].item.itemId });
  }
  choose(arn: string): void {
    this.calls.chosen = arn;
    this.calls.clear();
  }
  async create(input: OperationRequest<'CreateCampaign'>): Promise<void> {
    const made = await this.calls.call('CreateCampaign', input, 'new');
    if (made === null) return;
    this.making = false;
    this.choose(made.campaignArn);
  }
  async update(input: OperationRequest<'UpdateCampaign'>): Promise<void> {
    if ((await this.calls.call('UpdateCampaign', input, 'serving')) === null) return;
    void this.app.toasts.show(say.updated({ name: this.campaign?.name ?? '' }));
  }
  async remove(): Promise<void> {
    const { calls, campaign } = this;
    if (campaign === null || !mayWrite(this.app)) return;
    const { name, arn } = campaign;
    calls.clear();
    await deleteResource(this.app, { arn, kind: 'campaign' }, say.deleted({ name }), () =>
      calls.call('DeleteCampaign', { campaignArn: arn }),
    );
  }
}
