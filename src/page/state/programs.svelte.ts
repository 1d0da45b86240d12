import { asAppError, recordOf, type JsonObject } from '../../domain/errors';
import { invokeJson } from '../../domain/operations';
import { PROGRAMS_PATH, SERVER_FACTS, type ProgramCall, type ServerFacts } from '../../domain/programs';
import { CallLog } from './call-log.svelte';
import type { Outcome } from './program-line';
import type { TabKeeps } from './tab-keeps';
import type { Workspace } from './workspace.svelte';

/** Lists on screen follow what programs put, and not more often than this. */
const FOLLOW_MS = 250;

/**
 * Programs on this computer that ask the open project through the page's own server. Off until the person allows it, and
 * off again when the page is left, another tab is allowed, or the server ends.
 */
export class Programs {
  /** Whether the page's server passes calls on; null until it was asked. */
  offered = $state<boolean | null>(null);
  /** Programs may ask, or are about to. */
  allowed = $state(false);
  /** What programs give as their access key; null while none of them is heard. */
  key = $state<string | null>(null);
  /** Why they may not ask any more, where the person has not said so. */
  ended = $state<'replaced' | 'lost' | null>(null);
  /** What was called last, and by whom. */
  last = $state.raw<Pick<ProgramCall, 'operation' | 'from'> | null>(null);
  /** Grows when programs have put events, items or users: lists on screen are asked for again. */
  puts = $state(0);
  #line: AbortController | null = null;
  #following: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly workspace: Pick<Workspace, 'api' | 'project'>,
    private readonly tabKeeps: TabKeeps,
  ) {}

  /** Where programs ask. */
  get address(): string {
    return this.#beside(PROGRAMS_PATH);
  }

  /** The calls of a project. */
  logOf(project: string): CallLog {
    return this.tabKeeps.of(CallLog, project, () => new CallLog());
  }

  /** Finds out whether the page's server passes calls on. Hosts elsewhere are not asked: they cannot. */
  async look(): Promise<void> {
    if (this.offered !== null) return;
    this.offered = false;
    if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname)) return;
    try {
      const answer = await fetch(this.#beside(SERVER_FACTS));
      const facts = answer.ok ? ((await answer.json()) as ServerFacts) : null;
      this.offered = facts?.programs === true;
    } catch (error) {
      // The page is there without its server, from the copy in the browser; or another host made it say something else.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    }
  }

  /** Programs may ask from now on, and those of other tabs no more. */
  async allow(): Promise<void> {
    if (this.#line !== null) return;
    const line = new AbortController();
    this.#line = line;
    this.allowed = true;
    this.ended = null;
    const { holdLine } = await import('./program-line');
    const tab = {
      onOpen: (token: string) => (this.key = token),
      answer: (call: ProgramCall) => this.#answer(call),
    };
    const end = await holdLine(this.address, tab, line.signal);
    if (this.#line !== line) return;
    this.#forget();
    this.ended = end === 'stopped' ? null : end;
  }

  stop(): void {
    this.#line?.abort();
    this.#forget();
  }

  /** The address of a file in the folder of the page. */
  #beside(file: string): string {
    return location.href.replace(/[?#].*$/, '').replace(/[^/]*$/, file);
  }

  #forget(): void {
    this.#line = this.key = null;
    this.allowed = false;
  }

  async #answer({ operation, input, from }: ProgramCall): Promise<Outcome> {
    const id = this.workspace.project?.project.id;
    if (id === undefined) return { nothingOpen: true };
    this.last = { operation, from };
    const startedMs = performance.now();
    const log = (answer: JsonObject | null, error = null as ReturnType<typeof asAppError> | null) =>
      this.logOf(id).add({ operation, input, answer, error, elapsedMs: performance.now() - startedMs, from });
    try {
      const answer = await invokeJson(this.workspace.api, operation, input, id);
      log(answer);
      if (operation.startsWith('Put')) this.#follow();
      return { answer };
    } catch (fault) {
      const error = asAppError(fault);
      log(null, error);
      return { error: recordOf(error) };
    }
  }

  #follow(): void {
    this.#following ??= setTimeout(() => {
      this.#following = null;
      this.puts++;
    }, FOLLOW_MS);
  }
}
