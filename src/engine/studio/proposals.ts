import { AppError } from '../../domain/errors';
import type { FilePlan, ImportCheck, ImportPlan, ImportProposal, ExistingData } from '../../domain/imports';
import { uncancelled, type Job } from '../../domain/ports';
import { beneath, noticeOf, openBundle, proposeBundle, type OpenBundle } from '../service/bundle/read-bundle';
import { check } from '../../import/judge/check';
import type { SourceFile } from '../../import/open/bytes/source';
import type { Known } from '../../import/propose/look-at';
import { inspectExpanded, judgeTimesOf, reinspect } from '../../import/propose/inspect';
import { expandSources, type SourceMap } from '../../import/open/open-sources';
import { inStage } from '../../import/open/opened';
import type { NewProjectIntake } from './import-as-new';

/** Proposals whose files are still at hand; older ones are forgotten. */
const MAX_PROPOSALS = 4;

interface Held {
  readonly proposal: ImportProposal;
  readonly sources: SourceMap;
  /** The files are an export bundle, which brings more than rows. */
  readonly bundle: OpenBundle | null;
}

/** Files that were looked into and wait for the person's word, by proposal. Handles only, no contents. */
export class Proposals {
  readonly #held = new Map<string, Held>();

  /** @param known what the caller says of a file, by its path. */
  async inspect(job: Job, files: readonly SourceFile[], known?: ReadonlyMap<string, Known>) {
    const { proposal, sources, bundle } = await inStage(async (stage) => {
      const expanded = await expandSources(files, stage, job);
      const opened = await openBundle(expanded, job);
      const found =
        opened === null
          ? await inspectExpanded(expanded, null, stage, job, known)
          : await proposeBundle(opened, job);
      return { ...found, bundle: opened };
    });
    this.#held.set(proposal.id, { proposal, sources, bundle });
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MAX_PROPOSALS) break;
      this.#held.delete(oldest);
    }
    return proposal;
  }

  async reinspect(id: string, plan: ImportPlan, file: string): Promise<ImportProposal> {
    const held = this.#get(id);
    const proposal = await reinspect(held.sources, held.proposal, plan, file, uncancelled);
    this.#held.set(id, { ...held, proposal });
    return proposal;
  }

  async judgeTimes(id: string, plan: ImportPlan, file: string): Promise<FilePlan> {
    return judgeTimesOf(this.#get(id).sources, plan, file, uncancelled);
  }

  /** @param existing what the plan would append to, or replace a part of. */
  async check(id: string, plan: ImportPlan, existing: ExistingData | null, job: Job): Promise<ImportCheck> {
    const { sources, bundle } = this.#get(id);
    const found = await check(sources, plan, existing ?? (bundle && beneath(bundle)), job);
    return bundle === null ? found : { ...found, issues: [noticeOf(bundle.manifest), ...found.issues] };
  }

  /** What an import needs of a proposal under the plan as it was edited. */
  intake(id: string, plan: ImportPlan): NewProjectIntake {
    const { sources, bundle } = this.#get(id);
    const used = plan.files.filter((file) => file.dataset !== null).map((file) => file.file);
    const within = [...new Set(used.flatMap((file) => sources.get(file)?.within ?? []))];
    return {
      sources,
      plan,
      provenance: { files: used, ...(within.length > 0 ? { archives: within } : {}) },
      ...(bundle === null ? {} : { bundle }),
    };
  }

  /** The files that a proposal is about. */
  sourcesOf(id: string): SourceMap {
    return this.#get(id).sources;
  }

  forget(id: string): void {
    this.#held.delete(id);
  }

  #get(id: string): Held {
    const held = this.#held.get(id);
    if (held === undefined) throw new AppError('NOT_FOUND', { what: 'proposal', id });
    return held;
  }
}
