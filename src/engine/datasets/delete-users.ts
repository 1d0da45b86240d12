import { describeTables } from '../../data/card';
import type { OpenProject } from '../project/open-project';
import { serviceOf, withService } from '../../domain/service-resources';
import { nextDataVersion, requireNothingRunning, requireSameData, withRows } from '../resources/data-changes';
import { batchesWithoutUsers, withoutUsers } from './without-users';

/**
 * Takes everything of these users out of the data, imported and put, or nothing. What was trained on it stays as it is.
 *
 * @returns the rows that went. @throws AppError RESOURCE_IN_USE while an import or a training runs.
 */
export async function deleteUsers(project: OpenProject, users: ReadonlySet<string>): Promise<number> {
  const { dataVersion } = project.state;
  requireNothingRunning(project.state);
  const bulk = withoutUsers((await project.data.existing()).tables, users);
  let gone = bulk.gone;
  await project.storage.writeData(
    (state) => {
      requireNothingRunning(state);
      requireSameData(state, dataVersion);
      const joinedSessions = serviceOf(state).joinedSessions.filter(
        ([session, user]) => !users.has(session) && !users.has(user),
      );
      const next = { ...withService(state, { joinedSessions }), dataVersion: nextDataVersion(state) };
      return withRows(next, bulk.left);
    },
    bulk.left,
    describeTables(bulk.left),
    async () => {
      const put = batchesWithoutUsers(await project.data.putBatches(), users);
      gone = bulk.gone + put.gone;
      return put.left;
    },
  );
  return gone;
}
