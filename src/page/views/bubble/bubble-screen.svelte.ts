import {
  BUBBLE_RECIPES,
  BUBBLE_WEEKS,
  type BubbleSettings,
  type BubbleSong,
  type BubbleStep,
} from '../../../domain/bubble-machine';
import { asAppError, isCancelled, type AppError } from '../../../domain/errors';
import { DEFAULT_RECIPE, type RecipeName } from '../../../domain/recipe-catalogue';
import type { Route } from '../../state/route.svelte';
import type { StudioApi } from '../../../domain/door';
import { whileWanted } from '../../state/query.svelte';
import { wait } from '../../state/wait';

/** Weeks do not pass faster than they can be looked at. */
const WEEK_MS = 450;
const DEFAULTS = { recipe: DEFAULT_RECIPE, exploration: 0, obedience: 0.8, seed: 1 } as const;

/** The bubble machine as the screen plays it. What it plays stands in the address; other settings begin a new film. */
export class BubbleScreen {
  steps = $state.raw<readonly BubbleStep[]>([]);
  songs = $state.raw<readonly BubbleSong[]>([]);
  people = $state(0);
  /** The week on screen. */
  week = $state(0);
  isPlaying = $state(false);
  /** A week is being lived in the worker. */
  isWaiting = $state(false);
  error = $state.raw<AppError | null>(null);
  /** What the person expects of the songs played; null: nothing said yet. */
  guess = $state<'fewer' | 'same' | 'more' | null>(null);
  #wanted = new AbortController();

  constructor(
    private readonly api: StudioApi,
    private readonly route: Route,
  ) {}

  get settings(): BubbleSettings {
    const { recipe, explore, follow, seed } = this.route.current;
    return {
      recipe: BUBBLE_RECIPES.find((known) => known === recipe) ?? DEFAULTS.recipe,
      exploration: explore ?? DEFAULTS.exploration,
      obedience: follow ?? DEFAULTS.obedience,
      seed: seed ?? DEFAULTS.seed,
    };
  }

  get shown(): BubbleStep | null {
    return this.steps[this.week] ?? null;
  }
  /** Its first week is there to go on from; or could not be lived, and is tried again. */
  get isReady(): boolean {
    return this.shown !== null || this.error !== null;
  }
  get isOver(): boolean {
    return this.week >= BUBBLE_WEEKS;
  }

  /** Another film. What was lived of this one is gone, the guess too. */
  set(part: Partial<BubbleSettings>): void {
    const settings: BubbleSettings = { ...this.settings, ...part };
    this.leave();
    this.steps = [];
    this.week = 0;
    this.guess = null;
    this.error = null;
    const own = <Value>(value: Value, fallback: Value): Value | null => (value === fallback ? null : value);
    this.route.go(
      {
        recipe: own<RecipeName>(settings.recipe, DEFAULTS.recipe),
        explore: own<number>(settings.exploration, DEFAULTS.exploration),
        follow: own<number>(settings.obedience, DEFAULTS.obedience),
        seed: own<number>(settings.seed, DEFAULTS.seed),
      },
      'replace',
    );
    void this.show(0);
  }

  /** Goes to a week, living those that are still to come. @returns whether it is on screen now. */
  async show(week: number): Promise<boolean> {
    if (week < this.steps.length) {
      this.week = week;
      return true;
    }
    if (this.isWaiting) return false;
    this.isWaiting = true;
    this.error = null;
    const { signal } = this.#wanted;
    const from = this.steps.length;
    try {
      const settings = this.settings;
      const lived = await whileWanted(this.api, signal, (id) =>
        this.api.bubbleWeeks(id, settings, from, week - from + 1, () => undefined),
      );
      if (signal.aborted) return false;
      this.songs = lived.songs;
      this.people = lived.people;
      this.steps = [...this.steps, ...lived.steps];
      this.week = week;
      return true;
    } catch (error) {
      if (!signal.aborted && !isCancelled(error)) this.error = asAppError(error);
      return false;
    } finally {
      if (!signal.aborted) this.isWaiting = false;
    }
  }

  /** Week after week, to the last or until it is paused; from the beginning once it was over. */
  async play(): Promise<void> {
    if (this.isPlaying) return;
    if (this.isOver) this.week = 0;
    this.isPlaying = true;
    const { signal } = this.#wanted;
    while (this.isPlaying && !this.isOver) {
      const [shown] = await Promise.all([this.show(this.week + 1), wait(WEEK_MS)]);
      if (signal.aborted) return;
      if (!shown) break;
    }
    this.isPlaying = false;
  }

  pause(): void {
    this.isPlaying = false;
  }

  /** Nothing goes on behind a screen that is gone. */
  leave(): void {
    this.#wanted.abort();
    this.#wanted = new AbortController();
    this.isPlaying = this.isWaiting = false;
  }
}
