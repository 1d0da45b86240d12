import type { AppState } from '../../state/app';
import * as say from '../../../words/messages/mapping';

/**
 * Imports what is on screen, goes to the data, and says how many rows came in. From the first import on the person
 * is asked whether the browser shall keep the data.
 */
export async function finishImport(app: AppState, name: string): Promise<void> {
  const { importing, route, toasts, device } = app;
  const { check, plan, proposal } = importing;
  const left = check?.tallies.reduce((sum, tally) => sum + tally.rows - tally.kept, 0) ?? 0;
  const state = await importing.run(name.trim() || say.untitled());
  if (state === null) return;
  route.go({ view: 'overview', project: state.project.id });
  // Other files may have been brought in the meantime.
  if (importing.proposal === proposal) importing.clear();
  const rows = check?.tallies.reduce((sum, tally) => sum + tally.kept, 0) ?? 0;
  const hasEvents = plan?.files.some((file) => file.dataset === 'INTERACTIONS') ?? true;
  const { name: project, interactions: events } = state.project;
  const said = hasEvents
    ? left === 0
      ? say.eventsImported({ events })
      : say.eventsImportedLeft({ events, left })
    : left === 0
      ? say.rowsImported({ rows })
      : say.rowsImportedLeft({ rows, left });
  void toasts.show(proposal?.files.length === 0 ? say.isBack({ name: project }) : said);
  device.offerToKeep = true;
}
