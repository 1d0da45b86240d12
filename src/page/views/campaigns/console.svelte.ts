import { defined } from '../../../domain/defined';
import { LIMITS } from '../../../domain/limits';
import type { ProjectState } from '../../../domain/resources';
import type { Campaign } from '../../../domain/service';
import type { PutEvent } from '../../../domain/tracking';
import type { LoggedCall } from '../../state/call-log.svelte';
import { ConsoleCalls, type Part } from './console-calls.svelte';
import { eventValueOf, titleColumn, type ConsoleForm } from './form';
import { itemsOf, keyOf, requestOf, subjectOf, type ListRequest } from './list-request';
import { NO_PROMOTION } from './promotion';
import type { WrittenCall } from './put-call';
import { placesOf, placesThatDiffer, type Place } from './places';

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

/** The campaign console: what is asked of the campaign, and the list that it answered. */
export class Console extends ConsoleCalls {
  /** ARN of the campaign that is asked; null: the newest. */
  chosen = $state<string | null>(null);
  form = $state.raw<ConsoleForm>(EMPTY);
  /** Whether somebody to ask for was put into the form. */
  isSuggested = false;
  places = $state.raw<readonly Place[]>([]);
  recommendationId = $state<string | null>(null);
  elapsedMs = $state<number | null>(null);
  /** How many places the last event has changed; null when none was sent since the list was first asked for. */
  changedByEvent = $state<number | null>(null);
  /** The item of that event, where the version that answers cannot know it. */
  newItem = $state<string | null>(null);
  /** By item that an event has brought: the version that answered then, which was trained without it. */
  readonly #brought: { [itemId: string]: string } = {};
  #lists = 0;
  /** What the list on screen answers: the request, and as it is told apart from others. */
  #shown: ListRequest | null = null;
  #answered = '';
  /** Of whom or what the list on screen is: the moves of another one's would mean nothing. */
  #subject = '';
  /** How often others had put something when the list was asked for because of it. */
  #followed = 0;

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
      : await this.made(call.operation, call.input, 'log');
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
    const made = await this.made(operation, input, from);
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
    const trackingId = await this.tracking(project, 'event');
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
    const [hit] = await this.api.searchItems(itemId, 1);
    if (hit?.itemId !== itemId) this.#brought[itemId] = solutionVersionArn;
    this.newItem = this.#brought[itemId] === solutionVersionArn ? itemId : null;
  }

  /** A PutEvents call as somebody wrote it; the project's tracker is filled in where it names none. */
  async sendCall(call: WrittenCall, project: ProjectState): Promise<boolean> {
    const trackingId = call.trackingId ?? (await this.tracking(project, 'call'));
    if (trackingId === null) return false;
    if ((await this.call('PutEvents', { ...call, trackingId }, 'call')) === null) return false;
    // The list on screen is that of before: the next event is not to be credited with what this call changes.
    this.#answered = '';
    return true;
  }
}
