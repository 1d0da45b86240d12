import { dataCalls } from './data-calls';
import { later } from './later';
import { listCalls } from './list-calls';
import { projectCalls } from './project-calls';
import { Workspace, type StudioOptions } from './workspace';

export type { StudioOptions };
export type Studio = ReturnType<typeof createStudio>;

/**
 * The service behind the worker door, over ports: what `StudioApi` promises, with jobs as tokens instead of ids and
 * files as sources. One project is open at a time; one that a job still works on stays in use beside it. What opening a
 * project and answering its lists do not need is loaded when it is asked for.
 */
export function createStudio(options: StudioOptions) {
  const workspace = new Workspace(options);
  const projects = projectCalls(workspace);
  return {
    ...projects,
    ...dataCalls(workspace),
    ...listCalls(workspace),
    ...later(
      workspace,
      async () => (await import('./copy-calls')).copyCalls(workspace, projects.openProject),
      ['personalColumns', 'exportProject', 'checkProject', 'saveRest', 'duplicateProject', 'takeAway'],
    ),
    ...later(workspace, async () => (await import('./column-calls')).columnCalls(workspace), [
      'describeColumns',
      'selectData',
      'readRows',
      'listInsights',
      'previewFix',
      'applyFix',
      'undoFix',
      'dataChecksum',
      'findData',
      'listContextFields',
    ]),
    ...later(workspace, async () => (await import('./filter-calls')).filterCalls(workspace), [
      'checkFilter',
      'completeFilter',
    ]),
    ...later(workspace, async () => {
      const [{ importCalls }] = await Promise.all([import('./import-calls'), workspace.loadWords()]);
      return importCalls(workspace, projects.openProject);
    }, [
      'inspectFiles',
      'reinspectFile',
      'judgeTimes',
      'checkImport',
      'importFiles',
      'matchItems',
      'stepIn',
      'openSample',
      'addSampleActions',
    ]),
    ...later(workspace, async () => {
      const [{ trainingCalls }] = await Promise.all([import('./training-calls'), workspace.loadWords()]);
      return trainingCalls(workspace);
    }, [
      'listRecipes',
      'train',
      'resumeTraining',
      'updateSolution',
      'compareVersions',
      'compareGroups',
      'epochChange',
      'traceSession',
      'deleteSolutionVersion',
      'listOldVersions',
    ]),
    ...later(workspace, async () => {
      const [{ broughtCalls }] = await Promise.all([import('./brought-calls'), workspace.loadWords()]);
      return broughtCalls(workspace);
    }, ['inspectLists', 'bringLists', 'judgeLists']),
    ...later(workspace, async () => (await import('./teaching-calls')).teachingCalls(workspace), [
      'itemMap',
      'lessonFact',
      'bubbleWeeks',
      'measureWorld',
      'learnFromClass',
      'readSurvey',
    ]),
    ...later(workspace, async () => {
      const [{ serviceCalls }] = await Promise.all([import('./service-calls'), workspace.loadWords()]);
      return serviceCalls(workspace);
    }, ['invoke', 'registerFile', 'readFile', 'describeExport', 'exportBundle']),
  };
}
