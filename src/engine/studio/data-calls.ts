import type { BehindTheDoor } from '../../domain/door';
import type { Job } from '../../domain/ports';
import { userHistory } from '../serving/history';
import { itemTitles, searchItems, searchUsers, typicalUser } from '../serving/search';
import type { Workspace } from './workspace';

/** The imported data: who and what is in them. */
export function dataCalls(workspace: Workspace) {
  const data = () => workspace.projects.current().data;
  const index = () => data().index();
  return {
    describeData: async () => data().card(),
    searchUsers: async (text, limit) => searchUsers(await index(), text, limit),
    searchItems: async (text, limit) => searchItems(await index(), text, limit),
    searchActions: async (text, limit) => searchItems((await index()).actions, text, limit),
    itemTitles: async (itemIds) => itemTitles(await index(), itemIds),
    typicalUser: async () => typicalUser(await index()),
    getUserHistory: async (userId, limit) => userHistory(await index(), userId, limit),
    listCategories: async () => (await index()).words.categoryColumns(),
  } satisfies Partial<BehindTheDoor<Job>>;
}
