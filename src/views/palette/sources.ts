import { counted } from '../../domain/numbers';
import { PAGES, STAGES } from '../../pages';
import type { AppState } from '../../state/app';
import { copyLink } from '../../state/linked-data';
import { saveCopy } from '../storage/save-copy';
import { servable, versionName } from '../words';
import type { Command } from './commands';

const HITS = 5;

/** What can be gone to and done wherever one is. */
export function fixedCommands(app: AppState, showKeys: () => void): readonly Command[] {
  const { workspace, route, preferences } = app;
  const project = workspace.project;
  const go = (change: Parameters<typeof route.go>[0]) => () => route.go(change);
  return [
    ...PAGES.map(({ view, label, stage, title }) => ({
      id: `page ${view}`,
      group: 'Pages',
      label,
      detail: stage === null ? '' : STAGES[stage],
      also: title,
      run: go({ view }),
    })),
    ...servable(project).map((version) => ({
      id: `version ${version.arn}`,
      group: 'Solution versions',
      label: versionName(version, project?.solutionVersions ?? []),
      detail: 'recommendations',
      run: go({ view: 'recommendations', version: version.arn }),
    })),
    ...workspace.visible
      .filter(({ id }) => id !== project?.project.id)
      .map(({ id, name, interactions, versions }) => ({
        id: `project ${id}`,
        group: 'Projects',
        label: name,
        detail: counted(interactions, 'event', 'events'),
        run: go(app.places.enter({ id, versions })),
      })),
    ...(project === null
      ? []
      : [
          {
            id: 'save copy',
            group: 'Do',
            label: 'Save a copy of this project',
            also: 'export project file backup zip download',
            run: () => void saveCopy(app, project.project),
          },
          {
            id: 'link',
            group: 'Do',
            label: 'A link to this',
            also: 'copy share address url',
            run: () => void copyLink(app),
          },
        ]),
    {
      id: 'theme',
      group: 'Do',
      label: preferences.dark() ? 'Light colours' : 'Dark colours',
      also: 'theme contrast mode switch',
      run: () => preferences.setTheme(preferences.dark() ? 'light' : 'dark'),
    },
    {
      id: 'theme system',
      group: 'Do',
      label: 'System colours',
      also: 'theme',
      run: () => preferences.setTheme('system'),
    },
    { id: 'keys', group: 'Do', label: 'Show the keys', also: 'keyboard shortcuts help', run: showKeys },
  ];
}

/** People and items of the open project that a text finds. */
export async function foundCommands(
  { api, workspace, route }: AppState,
  text: string,
): Promise<readonly Command[]> {
  if (workspace.project === null || text.trim() === '') return [];
  const [users, items] = await Promise.all([api.searchUsers(text, HITS), api.searchItems(text, HITS)]);
  // The search also finds who took an item of that name; here the item itself is what is meant.
  const named = users.filter(({ userId }) => userId.toLowerCase().includes(text.trim().toLowerCase()));
  return [
    ...named.map(({ userId, events }) => ({
      id: `user ${userId}`,
      group: 'Users',
      label: userId,
      detail: counted(events, 'event', 'events'),
      run: () => route.go({ view: 'recommendations', user: userId, why: null }),
    })),
    ...items.map(({ itemId, title, events }) => ({
      id: `item ${itemId}`,
      group: 'Items',
      label: title ?? itemId,
      detail: counted(events, 'event', 'events'),
      run: () => route.go({ view: 'recommendations', item: itemId, why: itemId }),
    })),
  ];
}
