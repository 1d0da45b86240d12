import type { AppError } from '../../../domain/errors';
import {
  WORLD_KNOBS,
  type WorldKnob,
  type WorldResult,
  type WorldSettings,
  type WorldVerdict,
} from '../../../domain/world';
import type { StudioApi } from '../../../domain/door';
import { query, whileWanted } from '../../state/query.svelte';
import type { Route } from '../../state/route.svelte';

/** A world in which a list of one's own pays, and not all are of one opinion. */
const DEFAULTS: WorldSettings = {
  knobs: { apart: 0.7, noise: 0.2, length: 0.5, fame: 0.3, drift: 0 },
  seed: 1,
};
const TENTHS = 10;

/** The world on screen. What it is like stands in the address; what was found stays while the screen does. */
export class WorldScreen {
  /** Verdicts that were seen, by what they say. */
  seen = $state.raw<readonly string[]>([]);
  /** What somebody expects of this world, as verdicts are named; null: nothing said yet, and nothing is shown. */
  guess = $state<string | null>(null);
  readonly #result;

  constructor(
    api: StudioApi,
    private readonly route: Route,
  ) {
    this.#result = query(
      () => [writeKnobs(this.settings.knobs), this.settings.seed] as const,
      (_, signal) => whileWanted(api, signal, (id) => api.measureWorld(id, this.settings, () => undefined)),
      { keep: true },
    );
  }

  /** The world to begin with is found by nobody. */
  get #isTurned(): boolean {
    const { knobs, seed } = this.route.current;
    return knobs !== null || seed !== null;
  }
  get settings(): WorldSettings {
    const { knobs, seed } = this.route.current;
    return { knobs: readKnobs(knobs) ?? DEFAULTS.knobs, seed: seed ?? DEFAULTS.seed };
  }
  /** Of these settings, or of those before while they are worked out. */
  get result(): WorldResult | null {
    return this.#result.value;
  }
  /** Of these settings, once somebody has said what to expect. */
  readonly shown = $derived.by(() => (this.guess === null || this.busy ? null : this.result));
  /** Whoever sees a world that they have turned has found it. */
  found(verdict: WorldVerdict): void {
    if (this.#isTurned) this.seen = [...this.seen, nameOf(verdict)];
  }
  get busy(): boolean {
    return this.#result.loading;
  }
  get error(): AppError | null {
    return this.#result.error;
  }

  turn(knob: WorldKnob, value: number): void {
    this.guess = null;
    this.route.go({ knobs: writeKnobs({ ...this.settings.knobs, [knob]: value }) }, 'replace');
  }
  sow(seed: number): void {
    this.guess = null;
    this.route.go({ seed }, 'replace');
  }
}

/** What a verdict says, as one name. */
export function nameOf(verdict: WorldVerdict): string {
  return verdict.kind === 'best' ? verdict.recipe : verdict.kind;
}

function writeKnobs(knobs: WorldSettings['knobs']): string {
  return WORLD_KNOBS.map((knob) => Math.round(TENTHS * knobs[knob])).join('-');
}

/** Null where it says none that there are. */
function readKnobs(text: string | null): WorldSettings['knobs'] | null {
  const values = (text ?? '')
    .split('-')
    .map((tenths) => (/^\d{1,2}$/.test(tenths) ? Number(tenths) / TENTHS : NaN));
  if (values.length !== WORLD_KNOBS.length || !values.every((value) => value <= 1)) return null;
  const [apart, noise, length, fame, drift] = values;
  return { apart, noise, length, fame, drift };
}
