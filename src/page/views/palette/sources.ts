import { fullName } from '../../../domain/item-names';
import { DOORS, PAGES, screenOf } from '../../pages';
import type { AppState } from '../../state/app';
import { copyLink } from '../../state/linked-data';
import { findItems, findUsers } from '../hits';
import { saveCopy } from '../storage/save-copy';
import * as shell from '../../../words/messages/shell';
import * as pagesWords from '../../../words/messages/pages';
import * as datasets from '../../../words/messages/datasets';
import * as counts from '../../../words/messages/counts';
import * as say from '../../../words/messages/palette';
import { PAGE_TERMS } from './page-terms';
import { servable, userLabel, versionName } from '../words';
import type { Command } from './commands';

const HITS = 5;

/** What can be gone to and done wherever one is. */
export function fixedCommands(app: AppState, showKeys: () => void): readonly Command[] {
  const { workspace, route, preferences } = app;
  const project = workspace.project;
  const go = (change: Parameters<typeof route.go>[0]) => () => route.go(change);
  return [
    ...PAGES.map(({ view, label, title }) => {
      const screen = screenOf(view);
      const door = screen?.door ?? null;
      return {
        id: `page ${view}`,
        group: say.pages(),
        label,
        detail: door === null ? '' : DOORS[door],
        also: `${screen?.label ?? ''} ${title} ${PAGE_TERMS[view]?.() ?? ''}`,
        run: go({ view }),
      };
    }),
    ...servable(project).map((version) => ({
      id: `version ${version.arn}`,
      group: pagesWords.versionsTitle(),
      label: versionName(version, project?.solutionVersions ?? []),
      detail: say.recommendations(),
      run: go({ view: 'recommendations', version: version.arn }),
    })),
    ...workspace.visible
      .filter(({ id }) => id !== project?.project.id)
      .map(({ id, name, interactions, versions }) => ({
        id: `project ${id}`,
        group: shell.projects(),
        label: name,
        detail: counts.events({ count: interactions }),
        run: go(app.places.enter({ id, versions })),
      })),
    ...(project === null
      ? []
      : [
          {
            id: 'save-copy',
            group: say.do(),
            label: shell.saveCopy(),
            also: say.saveCopyAlso(),
            run: () => void saveCopy(app, project.project),
          },
          {
            id: 'link',
            group: say.do(),
            label: shell.linkToThis(),
            also: say.linkAlso(),
            run: () => void copyLink(app),
          },
        ]),
    {
      id: 'theme',
      group: say.do(),
      label: preferences.dark() ? say.light() : say.dark(),
      also: say.themeAlso(),
      run: () => preferences.setTheme(preferences.dark() ? 'light' : 'dark'),
    },
    {
      id: 'system-theme',
      group: say.do(),
      label: say.system(),
      also: say.systemAlso(),
      run: () => preferences.setTheme('system'),
    },
    { id: 'keys', group: say.do(), label: say.showKeys(), also: say.keysAlso(), run: showKeys },
  ];
}

/** People and items of the open project that a text finds. */
export async function foundCommands(
  { api, workspace, route }: AppState,
  text: string,
): Promise<readonly Command[]> {
  if (workspace.project === null || text.trim() === '') return [];
  const [users, items] = await Promise.all([findUsers(api, text, HITS), findItems(api, text, HITS)]);
  // The search also finds who took an item of that name; here the item itself is what is meant.
  const named = users.filter((user) => userLabel(user).toLowerCase().includes(text.trim().toLowerCase()));
  return [
    ...named.map((user) => ({
      id: `user ${user.userId}`,
      group: datasets.users(),
      label: userLabel(user),
      detail: counts.events({ count: user.events }),
      run: () => route.go({ view: 'recommendations', user: user.userId, why: null }),
    })),
    ...items.map((item) => ({
      id: `item ${item.itemId}`,
      group: datasets.items(),
      label: fullName(item),
      detail: counts.events({ count: item.events }),
      run: () => route.go({ view: 'recommendations', item: item.itemId, why: item.itemId }),
    })),
  ];
}
