import { AppError } from '../../domain/errors';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type { Arn } from '../../domain/resources';
import type { FilterValues } from '../../domain/runtime';
import { checkFilter } from '../../filters/check';
import { compileFilter } from '../../filters/compile';
import type { OpenProject } from '../project/open-project';
import { serviceOf } from '../resources/service-resources';
import type { FilterCall, Serving } from './serving';

/**
 * What answers for a campaign. One that says nothing about exploration explores as the service does by default.
 *
 * @throws AppError I01 unless campaign and version are there and ACTIVE, MODEL_UNREADABLE.
 */
export async function servingOf(project: OpenProject, campaignArn: Arn): Promise<Serving> {
  const campaign = serviceOf(project.state).campaigns.find(({ arn }) => arn === campaignArn);
  if (campaign?.status !== 'ACTIVE') {
    throw new AppError('I01', { arn: campaignArn, what: 'campaign', status: campaign?.status ?? null });
  }
  const version = project.activeVersion(campaign.solutionVersionArn);
  const [index, served] = await Promise.all([project.data.index(), project.model(version)]);
  const { explores } = recipeFacts(version.spec.recipe);
  return {
    version,
    served,
    index,
    ...(explores ? { itemExplorationConfig: campaign.campaignConfig.itemExplorationConfig ?? {} } : {}),
  };
}

/** A filter of the project bound to its data. @throws AppError R07 for one that is not there or fits them no longer. */
export async function filterCall(
  project: OpenProject,
  filterArn: Arn | undefined,
  values: FilterValues = {},
): Promise<FilterCall | null> {
  if (filterArn === undefined) {
    const [parameter] = Object.keys(values);
    if (parameter !== undefined) throw new AppError('R02', { parameter, parameters: [] });
    return null;
  }
  const resource = serviceOf(project.state).filters.find(({ arn }) => arn === filterArn);
  if (resource?.status !== 'ACTIVE') {
    throw new AppError('R07', { reason: 'missing', status: resource?.status ?? null });
  }
  const { filter, errors } = checkFilter(resource.filterExpression, project.data.schemas);
  if (filter === null) throw new AppError('R07', { reason: 'unfit', status: 'unfit', fault: errors[0].code });
  return { filter: compileFilter(filter, (await project.data.index()).tables), values };
}
