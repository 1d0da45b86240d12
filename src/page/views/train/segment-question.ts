import type { SolutionVersion } from '../../../domain/resources';
import type { StudioApi } from '../../../domain/door';
import { wait } from '../../state/wait';

/** How a question stands: still asked, its form left, or another project open in place of its own. */
export type Standing = 'asked' | 'left' | 'elsewhere';

interface SegmentQuestion {
  readonly version: Pick<SolutionVersion, 'arn'>;
  /** Free for a job, and part of the paths of its files. */
  readonly jobName: string;
  readonly line: string;
  readonly numResults: number;
  standing(): Standing;
}

const POLL_MS = 100;
const NO_ANSWER = '{"output":null,"error":null}';

/**
 * Asks by a batch segment job of one line, which is deleted once it is read. A question that was left has its job
 * stopped and deleted; of another project nothing is touched.
 *
 * @returns the job's output line; null when nobody waits for it any more.
 */
export async function askSegment(
  api: Pick<StudioApi, 'invoke' | 'registerFile' | 'readFile'>,
  { version, jobName, line, numResults, standing }: SegmentQuestion,
): Promise<string | null> {
  const path = `s3://segments/${jobName}/line.jsonl`;
  await api.registerFile(path, new Blob([line]));
  const { batchSegmentJobArn } = await api.invoke('CreateBatchSegmentJob', {
    jobName,
    solutionVersionArn: version.arn,
    numResults,
    jobInput: { s3DataSource: { path } },
    jobOutput: { s3DataDestination: { path: `s3://segments/${jobName}/` } },
  });
  let stopped = false;
  let failure: string | null = null;
  for (;;) {
    if (standing() === 'elsewhere') return null;
    const described = await api.invoke('DescribeBatchSegmentJob', { batchSegmentJobArn });
    const { status, failureReason = status } = described.batchSegmentJob;
    if (status === 'CREATE FAILED') failure = failureReason;
    if (status === 'ACTIVE' || failure !== null) break;
    if (standing() === 'left' && !stopped) {
      stopped = true;
      // One that has ended since it was looked at cannot be stopped: the next look sees its end.
      await api.invoke('StopBatchSegmentJob', { batchSegmentJobArn }).catch(() => undefined);
    }
    await wait(POLL_MS);
  }
  if (standing() === 'elsewhere') return null;
  const file = standing() === 'asked' ? await api.readFile(`${path}.out`) : null;
  const answer = (await file?.text()) ?? null;
  if (standing() === 'elsewhere') return null;
  await api.invoke('DeleteBatchSegmentJob', { batchSegmentJobArn });
  if (standing() !== 'asked') return null;
  // A job of one line that failed has mostly written why into its output.
  if (answer === null && failure !== null)
    return JSON.stringify({ output: null, error: { message: failure } });
  return answer ?? NO_ANSWER;
}
