import { defined } from '../../domain/defined';
import { type AppError, asAppError } from '../../domain/errors';
import type { OperationAnswer, OperationName, OperationRequest } from '../../domain/operations';
import type { ProjectState } from '../../domain/resources';
import type {
  GetActionRecommendationsRequest,
  GetActionRecommendationsResponse,
  GetPersonalizedRankingRequest,
  GetRecommendationsRequest,
  PredictedItem,
} from '../../domain/runtime';
import type { Campaign } from '../../domain/service';
import type { PutEvent } from '../../domain/tracking';
import { CallLog, type LoggedCall } from '../../state/call-log.svelte';
import type { Workspace } from '../../state/workspace.svelte';
import { recipeFacts } from '../../domain/recipe-catalogue';
import { LIMITS } from '../../domain/limits';
import { contextOf, eventValueOf, titleColumn, type ConsoleForm } from './form';
import { filteredBy, NO_PROMOTION, promotionsOf } from './promotion';
import type { WrittenCall } from './put-call';
import { placesOf, placesThatDiffer, type Place } from './places';

/** A request for a list, by the operation that the recipe answers to. */
type ListRequest =
  | { readonly operation: 'GetRecommendations'; readonly input: GetRecommendationsRequest }
  | {
      readonly operation: 'GetActionRecommendations';
      readonly input: GetActionRecommendationsRequest & { readonly userId: string };
    }
  | { readonly operation: 'GetPersonalizedRanking'; readonly input: GetPersonalizedRankingRequest };

/** What a call is made from. */
export type Part = 'page' | 'new' | 'request' | 'event' | 'log' | 'serving' | 'call';

const EMPTY: ConsoleForm = {
  userId: '',
  itemId: '',
  inputList: '',
  numResults: LIMITS.defaultResults,
  filterArn: '',
  filterValues: {},
  context: {},
  promotion: NO_PROMOTION,
  eventType: 'click',
  eventItem: '',
};

/** The campaign console: what is asked of the campaign, what it answered, and the log of both. */
export class Console {
  /** ARN of the campaign that is asked; null: the newest. */
  chosen = $state<string | null>(null);
  form = $state.raw<ConsoleForm>(EMPTY);
  /** Whether somebody to ask for was put into the form. */
  isSuggested = false;
  places = $state.raw<readonly Place[]>([]);
  recommendationId = $state<string | null>(null);
  elapsedMs = $state<number | null>(null);
  error = $state.raw<AppError | null>(null);
  busy = $state(false);
  /** How many places the last event has changed; null when none was sent since the list was first asked for. */
  changedByEvent = $state<number | null>(null);
  /** The item of that event, where the version that answers cannot know it. */
  newItem = $state<string | null>(null);
  /** By item that an event has brought: the version that answered then, which was trained without it. */
  readonly #brought: { [itemId: string]: string } = {};
  #failed = $state<Part>('page');
  #lists = 0;
  /** What the list on screen answers: the request, and as it is told apart from others. */
  #shown: ListRequest | null = null;
  #answered = '';
  /** Of whom or what the list on screen is: the moves of another one's would mean nothing. */
  #subject = '';
  /** How often others had put something when the list was asked for because of it. */
  #followed = 0;

  /** @param calls where every call is listed. */
  constructor(
    private readonly workspace: Workspace,
    private readonly calls = new CallLog(),
  ) {}

  /** The newest first; those of programs on this computer among them. */
  get log(): readonly LoggedCall[] {
    return this.calls.entries;
  }

  set(part: Partial<ConsoleForm>): void {
    this.form = { ...this.form, ...part };
  }

  /** Forgets the list, not the log. */
  clear(): void {
    this.#lists++;
    this.places = [];
    this.#shown = null;
    this.#answered = '';
    this.recommendationId = this.elapsedMs = this.error = this.changedByEvent = null;
  }

  /** What is wrong with the last call, where it was made from this part. */
  errorOf(part: Part): AppError | null {
    return this.#failed === part ? this.error : null;
  }

  /** Asks the campaign; the list it answers takes the place of the one before. */
  async ask(campaign: Campaign, form: ConsoleForm, project: ProjectState): Promise<boolean> {
    return (await this.#ask(requestOf(campaign, form, project), project, 'request')) !== null;
  }

  /**
   * Makes a logged request again and notes how its list differs. The list is shown where it is of the campaign on screen.
   *
   * @returns the call as it is listed; null when it was refused.
   */
  async repeat(
    call: LoggedCall & ListRequest,
    campaign: Campaign,
    project: ProjectState,
  ): Promise<LoggedCall | null> {
    const { number, answer } = call;
    const isShown = call.input.campaignArn === campaign.arn;
    const made = isShown
      ? await this.#ask(call, project, 'log')
      : await this.#call(call.operation, call.input, 'log');
    if (made === null || answer === null) return made;
    const repeated = { number, differ: placesThatDiffer(itemsOf(answer), itemsOf(made.answer)) };
    return this.calls.replace({ ...made, repeated });
  }

  /** Asks for the list on screen again after others have put something for the `puts`-th time, once for each. */
  async follow(puts: number, project: ProjectState): Promise<void> {
    if (puts === this.#followed) return;
    this.#followed = puts;
    if (this.#shown !== null) await this.#ask(this.#shown, project, 'request');
  }

  /** @returns the call as it is listed; null when it was refused, or its list is not wanted any more. */
  async #ask(request: ListRequest, project: ProjectState, from: Part): Promise<LoggedCall | null> {
    const { operation, input } = request;
    this.changedByEvent = null;
    const asked = ++this.#lists;
    const made = await this.#call(operation, input, from);
    // A list of a campaign that was left meanwhile is not shown under the one that is there now.
    if (made === null || asked !== this.#lists) return null;
    const { answer } = made;
    const subject = subjectOf(input);
    const before = subject === this.#subject ? this.places : [];
    this.places = placesOf(itemsOf(answer), before, titleColumn(project));
    this.#subject = subject;
    this.recommendationId = answer.recommendationId;
    this.#shown = request;
    this.#answered = keyOf(input, project);
    this.elapsedMs = made.elapsedMs;
    return made;
  }

  /**
   * Sends an event of the user, and asks for the list again to see what it changed; before it too, unless the list on
   * screen is that one.
   */
  async sendEvent(campaign: Campaign, form: ConsoleForm, project: ProjectState): Promise<void> {
    const trackingId = await this.#tracking(project, 'event');
    if (trackingId === null) return;
    const request = requestOf(campaign, form, project);
    const ask = () => this.#ask(request, project, 'event');
    if (this.#answered !== keyOf(request.input, project) && (await ask()) === null) return;
    this.changedByEvent = null;
    await this.#lookUp(form.eventItem, campaign);
    const event: PutEvent = defined({
      eventType: form.eventType,
      itemId: form.eventItem,
      ...eventValueOf(form),
      sentAt: Math.floor(Date.now() / 1000),
      recommendationId: this.recommendationId ?? undefined,
    });
    const call = { trackingId, userId: form.userId, sessionId: `console-${form.userId}`, eventList: [event] };
    if ((await this.call('PutEvents', call, 'event')) === null || (await ask()) === null) return;
    this.changedByEvent = this.places.filter(({ moved }) => moved !== 0).length;
  }

  async #lookUp(itemId: string, { solutionVersionArn }: Campaign): Promise<void> {
    const [hit] = await this.workspace.api.searchItems(itemId, 1);
    if (hit?.itemId !== itemId) this.#brought[itemId] = solutionVersionArn;
    this.newItem = this.#brought[itemId] === solutionVersionArn ? itemId : null;
  }

  /** A PutEvents call as somebody wrote it; the project's tracker is filled in where it names none. */
  async sendCall(call: WrittenCall, project: ProjectState): Promise<boolean> {
    const trackingId = call.trackingId ?? (await this.#tracking(project, 'call'));
    if (trackingId === null) return false;
    if ((await this.call('PutEvents', { ...call, trackingId }, 'call')) === null) return false;
    // The list on screen is that of before: the next event is not to be credited with what this call changes.
    this.#answered = '';
    return true;
  }

  /** What was said there is not of what stands there now. */
  forgetError(part: Part): void {
    if (this.#failed === part) this.error = null;
  }

  /** One call of the API, logged. @returns null when it was refused; `error` then says why. */
  async call<Name extends OperationName>(
    operation: Name,
    input: OperationRequest<Name>,
    from: Part = 'page',
  ): Promise<OperationAnswer<Name> | null> {
    return (await this.#call(operation, input, from))?.answer ?? null;
  }

  async #call<Name extends OperationName>(
    operation: Name,
    input: OperationRequest<Name>,
    from: Part,
  ): Promise<(LoggedCall & { readonly answer: OperationAnswer<Name> }) | null> {
    const startedMs = performance.now();
    this.busy = true;
    this.error = null;
    let answer: OperationAnswer<Name> | null = null;
    try {
      answer = await this.workspace.api.invoke(operation, input);
    } catch (error) {
      this.error = asAppError(error);
      this.#failed = from;
    } finally {
      this.busy = false;
    }
    const elapsedMs = performance.now() - startedMs;
    const entry = this.calls.add({ operation, input, answer, error: this.error, elapsedMs });
    return answer === null ? null : { ...entry, answer };
  }

  /** The project's tracker, made when the first event is sent. */
  async #tracking({ service }: ProjectState, from: Part): Promise<string | null> {
    const tracker = service?.eventTracker;
    if (tracker) return tracker.trackingId;
    const groups = await this.call('ListDatasetGroups', {}, from);
    const group = groups?.datasetGroups.at(0);
    if (group === undefined) return null;
    const { datasetGroupArn } = group;
    const made = await this.call('CreateEventTracker', { name: 'console', datasetGroupArn }, from);
    return made?.trackingId ?? null;
  }
}

const OF_LISTS: ReadonlySet<string> = new Set<ListRequest['operation']>([
  'GetRecommendations',
  'GetActionRecommendations',
  'GetPersonalizedRanking',
]);

/** Whether a call asks for a list, which can be asked for again. */
export function asksForList(call: LoggedCall): call is LoggedCall & ListRequest {
  return OF_LISTS.has(call.operation);
}

/** What is read of an answer: a list of one kind, or of the other, or none. */
interface ListAnswer {
  readonly itemList?: readonly PredictedItem[];
  readonly personalizedRanking?: readonly PredictedItem[];
  readonly actionList?: GetActionRecommendationsResponse['actionList'];
}

/** The list of an answer, actions in the places of items; none where it has none. */
export function itemsOf(answer: LoggedCall['answer']): readonly PredictedItem[] {
  if (answer === null) return [];
  const { itemList, personalizedRanking, actionList } = answer as ListAnswer;
  const actions = actionList?.map(({ actionId, score }) => ({ itemId: actionId, score }));
  return itemList ?? personalizedRanking ?? actions ?? [];
}

/** Whom or what a request is about, whatever its filter and length. */
function subjectOf(input: ListRequest['input']): string {
  const about = 'inputList' in input ? input.inputList : 'itemId' in input ? input.itemId : undefined;
  return JSON.stringify([input.campaignArn, input.userId, about]);
}

/** Tells apart what may be answered differently: the request, and what the campaign serves. */
function keyOf(input: ListRequest['input'], { service }: ProjectState): string {
  const campaign = service?.campaigns.find(({ arn }) => arn === input.campaignArn);
  return JSON.stringify([input, campaign?.solutionVersionArn, campaign?.campaignConfig]);
}

/** What the form asks, as the campaign's recipe wants it. */
export function requestOf(campaign: Campaign, form: ConsoleForm, project: ProjectState): ListRequest {
  const version = project.solutionVersions.find(({ arn }) => arn === campaign.solutionVersionArn);
  const type = version === undefined ? 'USER_PERSONALIZATION' : recipeFacts(version.spec.recipe).type;
  const column = titleColumn(project);
  /** A filter that was deleted meanwhile is no longer in the form either. */
  const isThere = (filterArn: string): boolean =>
    project.service?.filters.some(({ arn }) => arn === filterArn) ?? false;
  const filtered = isThere(form.filterArn) ? filteredBy(form) : {};
  if (type === 'PERSONALIZED_ACTIONS') {
    const numResults = Math.min(form.numResults, LIMITS.actionResults);
    const input = { campaignArn: campaign.arn, ...filtered, userId: form.userId, numResults };
    return { operation: 'GetActionRecommendations', input };
  }
  const context =
    version !== undefined && recipeFacts(version.spec.recipe).learnsContext
      ? contextOf(form, project)
      : undefined;
  const common = {
    campaignArn: campaign.arn,
    ...filtered,
    ...(context === undefined ? {} : { context }),
    ...(column === null ||
    campaign.campaignConfig.enableMetadataWithRecommendations !== true ||
    form.numResults > LIMITS.resultsWithMetadata
      ? {}
      : { metadataColumns: { ITEMS: [column] } }),
  };
  if (type === 'PERSONALIZED_RANKING') {
    const inputList = form.inputList.split(/[\s,]+/).filter((id) => id !== '');
    return { operation: 'GetPersonalizedRanking', input: { ...common, userId: form.userId, inputList } };
  }
  const user = form.userId === '' ? {} : { userId: form.userId };
  const asked = type === 'RELATED_ITEMS' ? { itemId: form.itemId, ...user } : user;
  const promotions = isThere(form.promotion.filterArn) ? promotionsOf(form.promotion) : undefined;
  return {
    operation: 'GetRecommendations',
    input: {
      ...common,
      ...asked,
      numResults: form.numResults,
      ...(promotions === undefined ? {} : { promotions }),
    },
  };
}
