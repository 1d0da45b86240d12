import { isAppError } from '../../domain/errors';
import type { Clock } from '../../domain/ports';
import type { ProjectState } from '../../domain/resources';
import { metered } from '../resources/meter';
import { UsageCounter } from '../resources/usage-counter';
import type { ProjectStore } from './store-port';

/** What an open project asks of the studio. */
export interface ProjectHost {
  readonly clock: Clock;
  /** Workers that trainings share their work among, for the price estimate. Default 1. */
  readonly workers?: number;
  /** @throws AppError READ_ONLY_TAB unless this tab may write. */
  requireWriter(): void;
  /** Called after every stored change. */
  onState(state: ProjectState): void;
}

export type StateChange = (state: ProjectState) => ProjectState;

/** Hears what became of the state, before the host does. */
interface StateListener {
  /** A change was stored. */
  onStored(next: ProjectState): void;
  /** The state was read again: another tab may have changed anything. */
  onReread(before: ProjectState, now: ProjectState): void;
}

/** A project's state as stored. Changes are stored one after the other, each made on what the one before left. */
export class StateWriter {
  /** How often the state was read again because another tab may have written. */
  reloads = 0;
  /** Requests and what is put; stored with the next change. */
  readonly counter = new UsageCounter();
  #writes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: ProjectStore,
    private current: ProjectState,
    readonly host: ProjectHost,
    private readonly listener: StateListener,
  ) {}

  get state(): ProjectState {
    return this.current;
  }

  get workers(): number {
    return this.host.workers ?? 1;
  }

  /** Resolves when all changes asked for so far are stored or refused. */
  async settled(): Promise<void> {
    await this.#writes;
  }

  /**
   * @param change asked when its turn has come, and again where another tab has stored something meanwhile.
   * @param write stores the changed state, and whatever goes with it in the same step.
   * @throws AppError READ_ONLY_TAB, and what `change` and `write` refuse with.
   */
  async write(change: StateChange, write: (next: ProjectState) => Promise<void>): Promise<ProjectState> {
    const turn = this.#writes.then(async () => {
      const { clock } = this.host;
      const nowSec = clock.nowMs() / 1000;
      this.host.requireWriter();
      const counted = this.counter.take(nowSec);
      const changed = (): ProjectState =>
        metered(this.current, change(this.current), counted, {
          nowSec: clock.nowMs() / 1000,
          workers: this.workers,
        });
      let next: ProjectState;
      try {
        next = await this.#store(changed, write);
      } catch (error) {
        this.counter.giveBack(counted);
        throw error;
      }
      this.current = next;
      this.listener.onStored(next);
      this.host.onState(next);
      return next;
    });
    // The next writer's turn comes either way; whoever asked for this one hears how it ended.
    this.#writes = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** Stores a changed state, and nothing beside it. */
  async update(change: StateChange): Promise<ProjectState> {
    return this.write(change, (next) => this.store.writeState(next));
  }

  /** Reads the stored state again. */
  async reread(): Promise<ProjectState> {
    const before = this.current;
    this.reloads++;
    this.current = await this.store.readState();
    this.listener.onReread(before, this.current);
    this.host.onState(this.current);
    return this.current;
  }

  async #store(
    changed: () => ProjectState,
    write: (next: ProjectState) => Promise<void>,
  ): Promise<ProjectState> {
    let next = changed();
    try {
      await write(next);
    } catch (error) {
      if (!wasOvertaken(error)) throw error;
      // Another tab stored something while the lock changed hands: build on that, if this tab may still write.
      await this.reread();
      this.host.requireWriter();
      next = changed();
      await write(next);
    }
    return next;
  }
}

function wasOvertaken(error: unknown): boolean {
  return isAppError(error) && error.code === 'READ_ONLY_TAB' && error.details.overtaken === true;
}
