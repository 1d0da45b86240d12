import { describeIssue } from '../../words/copy/issues';
import { lastPart } from '../../domain/arn';
import type { ProjectState } from '../../domain/resources';

/**
 * Says on the console how many rows each import leaves out: the service's API has no place for it.
 *
 * @param before how things stand: what was imported by then is known.
 */
export function tellingLeftOut(before: ProjectState): (state: ProjectState) => void {
  const isDone = ({ report }: ProjectState['importJobs'][number]): boolean => report !== null;
  const told = new Set(before.importJobs.filter(isDone).map(({ arn }) => arn));
  return ({ importJobs }) => {
    for (const { arn, report } of importJobs) {
      if (report === null || told.has(arn)) continue;
      told.add(arn);
      for (const { rows, dropped, issues } of report.datasets) {
        if (dropped === 0) continue;
        const first = issues.find(({ line }) => line !== undefined) ?? issues.at(0);
        const why = first === undefined ? '' : ` (${describeIssue(first).what})`;
        console.warn(`Import ${lastPart(arn)}: ${dropped} of ${rows} rows left out${why}`);
      }
    }
  };
}
