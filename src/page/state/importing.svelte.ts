import { isCancelled, asAppError, type AppError } from '../../domain/errors';
import {
  withFile,
  type FilePlan,
  type ImportCheck,
  type ImportPlan,
  type ImportProposal,
} from '../../domain/imports';
import { nothingFound } from '../../domain/unrecognised';
import type { ProjectId, ProjectState } from '../../domain/resources';
import type { DroppedFile } from '../../domain/door';
import { BroughtFiles } from './brought-files.svelte';
import { Destination } from './destination.svelte';
import type { Fix } from './fixes';
import type { Jobs } from './jobs.svelte';
import { isTime, withNames, withTimesOf } from './plan-again';
import type { Workspace } from './workspace.svelte';

/**
 * One import on its way from dropped files to a project: the proposal, the plan as edited so far, and the check of
 * the whole files under that plan. Each step carries a sequence number, so a late answer never overwrites a newer.
 */
export class Importing {
  proposal = $state.raw<ImportProposal | null>(null);
  /** The plan on screen: the proposal's, with the person's changes. */
  plan = $state.raw<ImportPlan | null>(null);
  /** Whole files judged under `checkedPlan`; stays up, and is stale, while a newer check runs. */
  check = $state.raw<ImportCheck | null>(null);
  #checkedPlan = $state.raw<ImportPlan | null>(null);
  readonly destination = new Destination();
  readonly brought: BroughtFiles;
  /** Why files could not be looked into, checked or imported. */
  error = $state.raw<AppError | null>(null);
  /** The files are in; what was known of them stays until the page has gone to the data. */
  stored = $state(false);
  #sequence = 0;
  /** Somebody has said by which rules the data come. */
  #choseRules = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly jobs: Jobs,
  ) {
    this.brought = new BroughtFiles(workspace.api);
  }

  /** The check on screen belongs to an earlier plan. */
  get stale(): boolean {
    return this.plan !== this.#checkedPlan;
  }

  /**
   * Looks into files and keeps the proposal.
   *
   * @param names of the persons whose files some are, as they were typed, by file.
   * @returns false when they could not be read (see `error`) or the person stopped it.
   */
  async inspect(
    files: readonly DroppedFile[],
    label: string,
    names?: ReadonlyMap<string, string>,
  ): Promise<boolean> {
    const sequence = ++this.#sequence;
    this.clear(sequence);
    try {
      const proposal = await this.jobs.run('inspect', label, (id, onProgress) =>
        this.workspace.api.inspectFiles(id, files, onProgress),
      );
      if (sequence !== this.#sequence) return false;
      this.error = nothingFound(
        proposal,
        files.map(({ path }) => path),
      );
      if (this.error !== null) return false;
      this.brought.begin(files);
      this.proposal = proposal;
      this.plan = names === undefined ? proposal.plan : withNames(proposal.plan, names);
      this.destination.begin(this.workspace.project);
      this.#place();
      return true;
    } catch (error) {
      if (sequence === this.#sequence && !isCancelled(error)) this.error = asAppError(error);
      return false;
    }
  }

  /** Changes the plan of one file in place and checks again. */
  async changeFile(file: string, change: (plan: FilePlan) => FilePlan): Promise<void> {
    if (this.plan === null) return;
    await this.changePlan({ ...this.plan, files: withFile(this.plan.files, file, change) });
  }

  /** Gives a column of a file a role by hand. Where it then holds times, how these are written is judged by all of them. */
  async changeRole(file: string, change: (plan: FilePlan) => FilePlan): Promise<void> {
    const { proposal, plan: before } = this;
    if (proposal === null || before === null) return;
    const plan = { ...before, files: withFile(before.files, file, change) };
    const timesOf = (of: ImportPlan) =>
      of.files.find((each) => each.file === file)?.columns.map(isTime) ?? [];
    const [had, has] = [timesOf(before), timesOf(plan)];
    if (!has.some((time, at) => time && !had[at])) return this.changePlan(plan);
    this.plan = plan;
    try {
      const judged = await this.brought.ask(proposal, (id) => this.workspace.api.judgeTimes(id, plan, file));
      if (this.proposal !== proposal || this.plan === null) return;
      await this.changeFile(file, (now) => withTimesOf(now, judged));
    } catch (error) {
      if (this.proposal === proposal) this.error = asAppError(error);
    }
  }

  async changePlan(plan: ImportPlan): Promise<void> {
    this.#choseRules ||= plan.profile !== this.plan?.profile;
    this.plan = plan;
    await this.runCheck();
  }

  /** Chooses where the files go and checks again: what is there already decides what may come. */
  async goInto(project: ProjectId | null, mode: ImportPlan['mode']): Promise<void> {
    if (this.plan === null) return;
    const isElsewhere = this.destination.choose(project);
    if (isElsewhere || mode !== this.plan.mode) await this.changePlan({ ...this.plan, mode });
  }

  #place(): void {
    const { plan, proposal } = this;
    if (plan !== null && proposal !== null && proposal.bundle !== true)
      this.plan = this.destination.place(plan);
  }

  /** Mends a problem by the change that was offered for it. */
  async applyFix(fix: Fix): Promise<void> {
    if (fix.rereads === null) await this.changePlan(fix.plan);
    else {
      const mended = fix.plan.files.find((file) => file.file === fix.rereads);
      if (mended !== undefined) await this.reread(mended.file, () => mended);
    }
  }

  /** Changes how a file's bytes are read and lets the worker guess its columns anew. */
  async reread(file: string, change: (plan: FilePlan) => FilePlan): Promise<void> {
    if (this.plan === null || this.proposal === null) return;
    const sequence = ++this.#sequence;
    const plan = { ...this.plan, files: withFile(this.plan.files, file, change) };
    this.plan = plan;
    this.error = null;
    try {
      const proposal = await this.brought.ask(this.proposal, (id) =>
        this.workspace.api.reinspectFile(id, plan, file),
      );
      if (sequence !== this.#sequence) return;
      this.proposal = proposal;
      this.plan = proposal.plan;
    } catch (error) {
      if (sequence === this.#sequence) this.error = asAppError(error);
      return;
    }
    await this.runCheck();
  }

  /** Reads the whole files under the present plan. A check under way is stopped. */
  async runCheck(): Promise<void> {
    this.#place();
    const { proposal, plan } = this;
    const into = this.destination.project;
    if (proposal === null || plan === null) return;
    const sequence = ++this.#sequence;
    this.error = null;
    const before = this.jobs.latest('check');
    try {
      if (before?.active) await this.jobs.cancel(before);
      if (sequence !== this.#sequence) return;
      const check = await this.jobs.run('check', proposal.name, (job, onProgress) =>
        this.brought.ask(proposal, (id) => this.workspace.api.checkImport(job, id, plan, into, onProgress)),
      );
      if (sequence !== this.#sequence) return;
      // How few rows are kept is known only now; in a project its own rules stay.
      if (!this.#choseRules && into === null && plan.profile === 'aws' && isTooLittle(check)) {
        this.plan = { ...plan, profile: 'relaxed' };
        return await this.runCheck();
      }
      this.check = check;
      this.#checkedPlan = plan;
    } catch (error) {
      if (sequence === this.#sequence && !isCancelled(error)) this.error = asAppError(error);
    }
  }

  /**
   * Imports under the present plan. The draft stays until the caller clears it, so that the page does not blink.
   * @returns the new state, or null when it failed or was stopped.
   */
  async run(name: string): Promise<ProjectState | null> {
    const { proposal, plan } = this;
    const into = this.destination.project;
    if (proposal === null || plan === null) return null;
    const sequence = ++this.#sequence;
    this.error = null;
    const before = this.jobs.latest('check');
    try {
      if (before?.active) await this.jobs.cancel(before);
      if (sequence !== this.#sequence) return null;
      const { state } = await this.jobs.run('import', name, async (job, onProgress) => {
        const imported = await this.brought.ask(proposal, (id) =>
          this.workspace.api.importFiles(job, id, plan, { into, name }, onProgress),
        );
        this.stored = this.proposal === proposal;
        return imported;
      });
      this.workspace.show(state);
      return state;
    } catch (error) {
      if (sequence === this.#sequence && !isCancelled(error)) this.error = asAppError(error);
      return null;
    }
  }

  /** Forgets the files. Nothing was written. */
  clear(sequence = ++this.#sequence): void {
    this.#sequence = sequence;
    this.brought.begin([]);
    this.destination.begin(null);
    this.stored = false;
    this.#choseRules = false;
    this.proposal = this.plan = this.check = this.#checkedPlan = this.error = null;
  }
}

/** The service would refuse so few rows. */
function isTooLittle({ issues }: ImportCheck): boolean {
  return issues.some(({ code, severity }) => code === 'D17' && severity === 'error');
}
