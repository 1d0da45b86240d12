import type { RequestContext } from '../../../domain/histories';
import { recipeFacts } from '../../../domain/recipe-catalogue';
import type { ItemExplorationConfig } from '../../../domain/recommendations';
import { answer, type Answering } from '../answer';
import type { DataIndex } from '../../project/data-index';
import type { ServedModel } from '../../project/served-model';

/**
 * A user's logits with new items among the known ones, for a recipe that explores; null for any other. A job that says
 * nothing of exploration explores by the service's defaults, as a campaign does.
 */
export function exploredLogits(
  served: ServedModel,
  index: DataIndex,
  version: Answering,
  itemExplorationConfig: ItemExplorationConfig = {},
): ((userId: string, context: RequestContext) => Float64Array) | null {
  if (!recipeFacts(version.spec.recipe).explores) return null;
  return (userId, context) =>
    answer(served, index, version, {
      solutionVersionArn: version.arn,
      userId,
      context,
      itemExplorationConfig,
    }).values;
}
