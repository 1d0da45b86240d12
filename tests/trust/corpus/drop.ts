import type { Case } from '../../fixtures/corpus/case';
import { bytes } from '../../fixtures/corpus/making';
import { isAppError } from '../../../src/domain/errors';
import type { Issue } from '../../../src/domain/issue';
import type { ProjectId } from '../../../src/domain/resources';
import { accountOf } from '../../../src/domain/account';
import { unaccounted, unstored } from '../../support/account-faults';
import { nothingFound } from '../../../src/domain/unrecognised';
import { blobSource, type SourceFile } from '../../../src/import/open/bytes/source';
import type { Studio } from '../../../src/engine/studio/studio';
import { nodeJob } from '../../support/studio-in-node';
import type { Result } from './outcome';

type Given = ReturnType<Case['files']>;

export function sourcesOf(files: Given): SourceFile[] {
  return files.map(([path, content]) =>
    blobSource(path, new Blob([typeof content === 'string' ? bytes(content) : content])),
  );
}

/**
 * Drops files as the window does and goes the whole way: proposal, check, import, data page. Where the check finds
 * errors the import is tried all the same, and must refuse.
 *
 * @param into a project that is there, or null for a new one.
 * @throws what the product throws that has no code.
 */
export async function drop(
  studio: Studio,
  sources: readonly SourceFile[],
  profile: Case['profile'],
  into: ProjectId | null,
): Promise<Result> {
  try {
    const proposal = await studio.inspectFiles(nodeJob(), sources);
    const refusal = nothingFound(
      proposal,
      sources.map(({ path }) => path),
    );
    if (refusal !== null) throw refusal;
    const plan = { ...proposal.plan, profile: profile ?? 'relaxed' };
    const check = await studio.checkImport(nodeJob(), proposal.id, plan, into);
    const account = accountOf(proposal, plan, check.read);
    const silent = unaccounted(account, plan);
    if (silent.length > 0) throw new RangeError(`nothing is said of ${silent.join(', ')}`);
    const imported = await studio
      .importFiles(nodeJob(), proposal.id, plan, { into, name: proposal.name })
      .catch((error: unknown) => {
        if (!isAppError(error) || error.code !== 'IMPORT_FAILED') throw error;
        return error.details.issues as unknown as Issue[];
      });
    if (!('report' in imported)) {
      if (check.importable) throw new RangeError('the check let through what the import refuses');
      return { kind: 'failed', issues: imported, proposal };
    }
    if (!check.importable) throw new RangeError('the import took what the check refuses');
    const other = into === null ? unstored(imported.report) : [];
    if (other.length > 0) throw new RangeError(`other rows are stored than kept: ${other.join(', ')}`);
    const last = plan.files.filter(({ dataset }) => dataset !== null).at(-1)?.dataset ?? 'INTERACTIONS';
    await studio.describeData();
    const insights = await studio.listInsights(nodeJob());
    await studio.searchUsers('', 5);
    await studio.searchItems('__proto__', 5);
    return {
      kind: 'imported',
      proposal,
      check,
      report: imported.report,
      readRow: (row) => studio.readRows(last, row, 1),
      insights: [...imported.report.insights, ...insights.map(({ issue }) => issue)],
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { kind: 'refused', code: error.code, details: JSON.stringify(error.details).slice(0, 200) };
  }
}
