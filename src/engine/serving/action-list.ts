import type { ActionList, ActionListRequest } from '../../domain/actions';
import { having } from '../../recipes/capabilities';
import type { OpenProject } from '../project/open-project';
import { rankActions } from './actions';
import { checkUserId, requireActions } from './checks';
import { writtenFilter } from './filter';
import { versionServing } from './serving';

/** Every action that a person can be asked for, why it stands where it does, and what is kept back. @throws AppError I01, I02, F, R, MODEL_UNREADABLE. */
export async function listActions(
  project: OpenProject,
  { solutionVersionArn, userId, filterExpression }: ActionListRequest,
): Promise<ActionList> {
  const serving = await versionServing(project, solutionVersionArn);
  const { recipe } = serving.version.spec;
  requireActions(recipe);
  const user = checkUserId(userId, recipe);
  const { served, index } = serving;
  const { tables, words } = index.actions;
  const filter = writtenFilter(filterExpression, project.data.schemas, index);
  const ranked = rankActions(serving, user, {
    count: tables.itemIds.length,
    filter,
    nowSec: project.nowSec,
  });
  const model = having(served.model, 'acts');
  const named = (action: number) => ({ actionId: tables.itemIds[action], title: words.titleOf(action) });
  return {
    userId: user,
    periodDays: model.periodDays,
    actions: ranked.listed.map((action) => {
      const propensity = ranked.propensities[action];
      const known = !Number.isNaN(propensity);
      return {
        ...named(action),
        propensity: known ? propensity : null,
        worth: ranked.worth[action] === 0 ? null : ranked.worth[action],
        shares: known ? model.shares(ranked.person, served.modelItem(action)) : [],
      };
    }),
    heldBack: Array.from(ranked.heldBack, ([action, why]) => ({
      ...named(action),
      reason: typeof why === 'string' ? why : ('repeat' as const),
      untilSec: typeof why === 'string' ? null : why.untilSec,
    })),
  };
}
