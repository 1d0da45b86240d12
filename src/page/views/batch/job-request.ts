import { SOME_ROLE } from '../../../domain/arn';
import type { BatchJob } from '../../../domain/batch';
import { defined } from '../../../domain/defined';
import type { OperationName } from '../../../domain/operations';

/** Stands in for a role of an account, which the service asks for and which means nothing here. */

/** The request that makes a job. */
export function requestOf(job: BatchJob): { readonly operation: OperationName; readonly input: object } {
  const { kind, jobName, solutionVersionArn, filterArn, numResults, inputPath, outputPath } = job;
  const { itemExplorationConfig, rankingInfluence, themeGenerationConfig } = job;
  const config = defined({ itemExplorationConfig, rankingInfluence });
  return {
    operation: kind === 'segment' ? 'CreateBatchSegmentJob' : 'CreateBatchInferenceJob',
    input: {
      jobName,
      solutionVersionArn,
      ...(filterArn === undefined ? {} : { filterArn }),
      numResults,
      jobInput: { s3DataSource: { path: inputPath } },
      jobOutput: { s3DataDestination: { path: outputPath } },
      ...(Object.keys(config).length === 0 ? {} : { batchInferenceJobConfig: config }),
      ...(themeGenerationConfig === undefined
        ? {}
        : { batchInferenceJobMode: 'THEME_GENERATION', themeGenerationConfig }),
      roleArn: SOME_ROLE,
    },
  };
}
