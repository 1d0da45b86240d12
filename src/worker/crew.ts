import type { TaskArrays, TaskParams } from '../domain/ports';
import type { FromWorker, ToWorker } from './pool-messages';

/** One part of a call, as a worker is given it. */
export interface Errand {
  /** Of the inputs. */
  readonly id: number;
  readonly task: string;
  readonly inputs: TaskArrays;
  readonly params: TaskParams;
}

/** A worker, and what it is doing. */
export interface Member<Work> {
  readonly worker: Worker;
  /** Ids of the inputs that it holds. */
  readonly holds: Set<number>;
  current: Work | null;
}

interface Listener<Work> {
  hear(member: Member<Work>, message: FromWorker): void;
  lose(member: Member<Work>, reason: string): void;
}

/** The workers of a pool: they start when first needed, and those that are dismissed are replaced when needed again. */
export class Crew<Work> {
  private readonly members: Member<Work>[] = [];

  constructor(
    private readonly size: number,
    private readonly start: () => Worker,
    private readonly listener: Listener<Work>,
  ) {}

  has(member: Member<Work>): boolean {
    return this.members.includes(member);
  }

  busyWith(isIt: (work: Work) => boolean): readonly Member<Work>[] {
    return this.members.filter(({ current }) => current !== null && isIt(current));
  }

  /**
   * One that has nothing to do; null where all have, and the browser or the size of the crew allows no more.
   *
   * @throws what the browser throws where not even one could be started.
   */
  idle(): Member<Work> | null {
    return this.members.find(({ current }) => current === null) ?? this.hire();
  }

  private hire(): Member<Work> | null {
    if (this.members.length >= this.size) return null;
    let worker: Worker;
    try {
      worker = this.start();
    } catch (error) {
      if (this.members.length === 0) throw error;
      return null;
    }
    const member: Member<Work> = { worker, holds: new Set(), current: null };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.listener.hear(member, data);
    worker.onerror = (event) => this.listener.lose(member, event.message);
    worker.onmessageerror = () => this.listener.lose(member, 'unreadable message');
    this.members.push(member);
    return member;
  }

  /** @throws where the inputs do not fit into a message. */
  send(member: Member<Work>, { id, task, inputs, params }: Errand): void {
    if (!member.holds.has(id)) {
      member.holds.add(id);
      post(member, { kind: 'inputs', id, inputs });
    }
    post(member, { kind: 'run', id, task, params });
  }

  dismiss(member: Member<Work>): void {
    const { worker } = member;
    // What it has sent already may still arrive, and is about nobody who is here.
    worker.onmessage = worker.onerror = worker.onmessageerror = null;
    worker.terminate();
    this.members.splice(this.members.indexOf(member), 1);
  }

  /** Has all let go of these inputs. */
  forget(id: number): void {
    for (const member of this.members) if (member.holds.delete(id)) post(member, { kind: 'forget', id });
  }

  /** Ends those that do nothing and hold nothing. */
  release(): void {
    for (const member of [...this.members])
      if (member.current === null && member.holds.size === 0) this.dismiss(member);
  }

  /** Ends all; new ones start when they are needed. */
  close(): void {
    for (const { worker } of this.members.splice(0)) worker.terminate();
  }
}

function post({ worker }: Member<unknown>, message: ToWorker): void {
  worker.postMessage(message);
}
