import { itemMap } from './fake-item-map';
import { AppError, type JsonObject } from '../../src/domain/errors';
import type { OnProgress, Pace } from '../../src/domain/ports';
import type {
  JobId,
  ProjectId,
  ProjectState,
  ProjectSummary,
  SolutionVersion,
} from '../../src/domain/resources';
import { markOf, SAMPLES } from '../../src/domain/samples';
import { withNumbersKept } from '../../src/domain/version-names';
import type { StudioApi, StudioEvent } from '../../src/domain/door';
import { fakeActions, withActions } from './fake-actions';
import { fakeBubble } from './fake-bubble';
import { fakeWorld } from './fake-world';
import { fakeClass } from './fake-class';
import { bundleOverview } from './fake-bundle';
import { takenAway } from './fake-taken-away';
import { chosenOf, tuningSteps } from './fake-tuning';
import {
  recipeDescriptions,
  GIFT_SHOP,
  comparison,
  groupComparison,
  datasetCard,
  datasetProfiles,
  fixPreview,
  filmsCheck,
  filmsProposal,
  history,
  learningCurve,
  projectState,
  projectSummary,
  recommendations,
  solutionVersion,
  itemMatches,
} from './fake-data';
import { explanation, popularityExplanation } from './fake-explanation';

export interface FakeOptions {
  readonly projects?: readonly ProjectSummary[];
  /** What an opened project holds in place of what the fake ones do. */
  readonly holds?: Partial<ProjectState>;
  /** How long each step of a long call takes; 0 answers in the next microtask. */
  readonly stepMs?: number;
  /** A search goes on with its next trial when this resolves. */
  readonly afterTrial?: () => Promise<void>;
  /** Replaces single methods. */
  readonly methods?: Partial<Omit<StudioApi, 'invoke'>> & { readonly invoke?: FakeInvoke };
}

/** The service as a test plays it: JSON in and out. */
export type FakeInvoke = (operation: string, input: JsonObject, of?: ProjectId) => Promise<JsonObject>;

export interface FakeApi extends StudioApi {
  /** Names of the methods called, in order. */
  readonly calls: string[];
  /** Lets the page hear an event. */
  emit(event: StudioEvent): void;
}

/** A service with nothing to do: what the page asks by itself is answered. */
const nothingDue = async (operation: string): Promise<never> =>
  (operation === 'RunSchedule' ? { started: [], refused: [] } : {}) as never;

/** A StudioApi that answers from `fake-data.ts`, so that screens can be tested without a worker. */
export function fakeApi(options: FakeOptions = {}): FakeApi {
  const stepMs = options.stepMs ?? 0;
  let projects = options.projects ?? [projectSummary(), GIFT_SHOP];
  let state: ProjectState | null = null;
  const listeners: ((event: StudioEvent) => void)[] = [];
  const stopped = new Map<JobId, 'cancel' | 'keep' | 'discard'>();
  const searchesEnded = new Set<JobId>();
  const paces = new Map<JobId, Pace>();
  /** Called at every stop and change of pace: a training that holds looks again. */
  const held = new Set<() => void>();
  const calls: string[] = [];
  let trained = 1;
  const emit = (event: StudioEvent) => listeners.forEach((listener) => listener(event));

  function setState(next: ProjectState): ProjectState {
    state = next;
    projects = [next.project, ...projects.filter((project) => project.id !== next.project.id)];
    emit({ kind: 'projects', projects });
    emit({ kind: 'state', state: next });
    return next;
  }

  async function work(job: JobId, onProgress: OnProgress, phase: string, steps: number): Promise<void> {
    for (let done = 0; done <= steps; done++) {
      if (stopped.get(job) === 'keep') return;
      if (stopped.has(job)) throw new AppError('CANCELLED');
      const report = { phase, done, total: steps, elapsedMs: done * Math.max(1, stepMs) };
      onProgress(report);
      while (phase === 'fit' && done < steps && paces.get(job) === 'pause' && !stopped.has(job)) {
        onProgress({ ...report, held: true });
        await new Promise<void>((resume) => held.add(resume));
      }
      if (paces.get(job) === 'step') paces.set(job, 'pause');
      if (stepMs > 0) await new Promise((resume) => setTimeout(resume, stepMs));
    }
  }

  function keep(version: SolutionVersion): void {
    if (state === null) return;
    const others = state.solutionVersions.filter(({ arn }) => arn !== version.arn);
    setState({ ...state, solutionVersions: [...others, version] });
  }

  /** A training as the worker would do it: trials first where settings are searched, each stored with the version. */
  async function run(job: JobId, asked: SolutionVersion, onProgress: OnProgress): Promise<SolutionVersion> {
    let version = asked;
    if (asked.spec.performHPO === true || asked.spec.performAutoML === true) {
      const steps = tuningSteps(asked.spec);
      for (const tuning of steps.slice(asked.tuning === undefined ? 0 : 1)) {
        if (searchesEnded.has(job)) break;
        version = { ...version, status: 'CREATE IN_PROGRESS', tuning };
        keep(version);
        const done = tuning.searches.reduce((sum, { trials }) => sum + trials.length, 0);
        await work(job, (progress) => onProgress({ ...progress, done, total: steps.length - 1 }), 'tune', 1);
        if (done > 0) await options.afterTrial?.();
      }
      const tuning = chosenOf(version.tuning);
      const search = tuning?.searches.find(({ recipe }) => recipe === version.spec.recipe);
      const chosen = search?.trials.find(({ number }) => number === search.chosen);
      version = {
        ...version,
        tuning,
        ...(chosen && { tunedHPOParams: { algorithmHyperParameters: chosen.algorithmHyperParameters } }),
        ...(asked.spec.performAutoML === true && {
          autoMLResult: { bestRecipeArn: `arn:aws:personalize:::recipe/${version.spec.recipe}` },
        }),
      };
      keep(version);
    }
    let done = 0;
    await work(
      job,
      (progress) => {
        done = progress.done;
        const curve = learningCurve(done);
        const steps = curve.map(({ ndcgAt10 }) => 1000 * (ndcgAt10 ?? 0));
        const found = { popularity: 71, steps };
        onProgress({ ...progress, curve, baselineNdcgAt10: 0.071, found, listed: done });
      },
      'fit',
      20,
    );
    version = { ...version, status: 'ACTIVE', epochs: { done, total: 20 }, curve: learningCurve(done) };
    keep(version);
    return version;
  }

  const api: StudioApi = {
    hello: async () => ({
      version: '0.1.0',
      computeWorkers: 2,
      sharedMemory: false,
      writer: true,
      keeps: true,
    }),
    subscribe: async (onEvent) => void listeners.push(onEvent),
    listProjects: async () => projects,
    openProject: async (id) => {
      const project = projects.find((other) => other.id === id);
      if (project === undefined) throw new AppError('NOT_FOUND', { what: 'project', id });
      return setState(projectState({ ...options.holds, project: { ...project, openedMs: Date.now() } }));
    },
    releaseMemory: async () => undefined,
    renameProject: async (id, name) => {
      projects = projects.map((project) => (project.id === id ? { ...project, name } : project));
      emit({ kind: 'projects', projects });
    },
    deleteProject: async (id) => {
      projects = projects.filter((project) => project.id !== id);
      emit({ kind: 'projects', projects });
    },
    relaxRules: async () => {
      if (state === null) throw new AppError('NOT_FOUND', { what: 'project' });
      return setState({ ...state, profile: 'relaxed' });
    },
    lessonFact: async () => ({ kind: 'lacking', reason: 'people' }),
    measureWorld: async (_job, { knobs }) => fakeWorld(knobs),
    bubbleWeeks: async (_job, settings, from, count) => fakeBubble(settings, from, count),
    learnFromClass: async (_job, answers) => fakeClass(answers),
    readSurvey: async () => null,
    personalColumns: async () => [],
    exportProject: async (job, _id, _personal, onProgress) => {
      await work(job, onProgress, 'copy', 4);
      return new Blob(['a project file'], { type: 'application/zip' });
    },
    checkProject: async (job, _id, onProgress) => {
      await work(job, onProgress, 'restore', 4);
      const whole = { isWhole: true, bytes: 1000, columns: [] } as const;
      return {
        parts: [
          { ...whole, kind: 'record', name: 'state' },
          { ...whole, kind: 'dataset', name: 'INTERACTIONS' },
        ],
        saves: 'all',
      };
    },
    saveRest: async (job, _id, onProgress) => {
      await work(job, onProgress, 'copy', 4);
      return new Blob(['a project file'], { type: 'application/zip' });
    },
    importProject: async (job, file, onProgress) => {
      await work(job, onProgress, 'restore', 4);
      if (file.size === 0) throw new AppError('PROJECT_FILE', { file: file.name, reason: 'foreign' });
      return setState(projectState({ project: { ...projectSummary(), name: 'from a file' } }));
    },
    duplicateProject: async (job, id, onProgress) => {
      await work(job, onProgress, 'copy', 4);
      const project = projects.find((other) => other.id === id) ?? projectSummary();
      return setState(
        projectState({ project: { ...project, id: `${id}-2` as ProjectId, name: `${project.name} 2` } }),
      );
    },
    workHere: async () => emit({ kind: 'lock', writer: true }),
    inspectFiles: async (job, files, onProgress) => {
      await work(job, onProgress, 'inspect', 4);
      if (files.some(({ file }) => file.size === 0))
        throw new AppError('FILE_UNRECOGNISED', { file: files[0].path, reason: null });
      return filmsProposal();
    },
    reinspectFile: async (_id, plan) => {
      const proposal = filmsProposal();
      return {
        ...proposal,
        plan,
        files: proposal.files.map((file, at) => ({ ...file, plan: plan.files[at] })),
      };
    },
    judgeTimes: async (_id, plan, path) => {
      const found = plan.files.find(({ file }) => file === path);
      if (found === undefined) throw new RangeError(`no plan for ${path}`);
      return found;
    },
    checkImport: async (job, _id, _plan, _into, onProgress) => {
      await work(job, onProgress, 'check', 10);
      return filmsCheck();
    },
    importFiles: async (job, _id, _plan, target, onProgress) => {
      await work(job, onProgress, 'read', 20);
      const next = projectState({
        project: projectSummary({ id: 'p-new' as ProjectSummary['id'], name: target.name, versions: 0 }),
        solutionVersions: [],
      });
      const report = {
        datasets: [],
        schemas: {},
        errors: [],
        warnings: [],
        insights: [],
        users: 610,
        items: 9_742,
      };
      return { state: setState(next), report };
    },
    matchItems: async (job, _id, _plan, _project, onProgress) => {
      await work(job, onProgress, 'match', 5);
      return itemMatches();
    },
    stepIn: async (job, _id, _plan, _project, _pairs, onProgress) => {
      await work(job, onProgress, 'read', 5);
      return { state: setState(projectState({})), users: ['me'] };
    },
    openSample: async (job, sample, name, onProgress) => {
      await work(job, onProgress, sample === 'real-shop' ? 'fetch' : 'simulate', 10);
      return setState(
        projectState({
          project: projectSummary({
            id: { 'film-club': 'p-sample', 'real-shop': 'p-shop', 'film-channel': 'p-channel' }[
              sample
            ] as ProjectSummary['id'],
            name,
            ...markOf(sample),
          }),
          solutionVersions: [],
          provenance: SAMPLES[sample].provenance,
        }),
      );
    },
    describeData: async () => datasetCard(),
    describeColumns: async () => datasetProfiles(),
    selectData: async () => ({
      events: 25_209,
      users: 300,
      items: 4_000,
      topShare: 0.5,
      itemCounts: Int32Array.from({ length: 4_000 }, (_, rank) => Math.max(1, 80 - rank)),
      ownTopShare: 0.1,
      activity: [0, 0, 0, 0, 90, 75],
      months: new Map([['2014-01', 100]]),
      eventTypes: new Map(),
    }),
    readRows: async (_dataset, from, count) => ({
      head: ['USER_ID', 'EVENT_VALUE'],
      rows: Array.from({ length: count }, (_, at) => [`u${from + at}`, '4.5']),
    }),
    listInsights: async () => {
      const { insights } = await (options.methods?.describeData?.() ?? datasetCard());
      return insights.map((issue) => ({ issue, fix: { kind: 'drop-repeats' } }));
    },
    previewFix: async (fix) => fixPreview(fix),
    applyFix: async (job, fix, onProgress) => {
      await work(job, onProgress, 'fix', 3);
      const { project, datasets, dataVersion, ...rest } = state ?? projectState({});
      const next = dataVersion + 1;
      return setState({
        ...rest,
        project,
        datasets,
        dataVersion: next,
        fixed: { fix, dataVersion: next, before: { dataVersion, datasets, summary: project } },
      });
    },
    undoFix: async () => {
      if (state?.fixed === undefined) throw new AppError('NOT_FOUND', { what: 'fix' });
      const { fixed, ...rest } = state;
      return setState({ ...rest, dataVersion: fixed.before.dataVersion });
    },
    listRecipes: async () => recipeDescriptions(),
    train: async (job, request, onProgress) => {
      const spec = { ...request, recipe: request.recipe ?? ('aws-user-personalization' as const) };
      const version = solutionVersion({
        arn: `arn:aws:personalize:local:000000000000:solution/${spec.name}/${++trained}`,
        spec,
        curve: [],
      });
      return run(job, version, onProgress);
    },
    updateSolution: async (job, solution, onProgress) => {
      const version = state?.solutionVersions.findLast((other) => other.solution === solution);
      if (version === undefined) throw new AppError('NOT_FOUND', { what: 'solution', id: solution });
      return run(job, { ...version, trainingMode: 'UPDATE' }, onProgress);
    },
    resumeTraining: async (job, arn, onProgress) => {
      const version = state?.solutionVersions.find((other) => other.arn === arn);
      if (version === undefined) throw new AppError('NOT_FOUND', { arn });
      return run(job, version, onProgress);
    },
    stopTraining: async (job, how) => {
      if (how === 'search') searchesEnded.add(job);
      else stopped.set(job, how);
      held.forEach((goOn) => goOn());
    },
    paceTraining: async (job, how) => {
      paces.set(job, how);
      held.forEach((goOn) => goOn());
    },
    compareVersions: async (job, versions, metric, onProgress) => {
      await work(job, onProgress, 'compare', 2);
      return comparison({ versions, metric });
    },
    inspectLists: async () => null,
    bringLists: () => Promise.reject(new AppError('NOT_FOUND', { what: 'lists' })),
    judgeLists: () => Promise.reject(new AppError('NOT_COMPARABLE', { reason: 'data' })),
    compareGroups: async (job, _arn, onProgress) => {
      await work(job, onProgress, 'compare', 2);
      return groupComparison();
    },
    epochChange: async () => null,
    traceSession: async (_id, _arn, userId) => ({ userId, catalogueSize: 0, steps: [] }),
    itemMap: async (job, seed, onProgress) => {
      await work(job, onProgress, 'layout', 2);
      return itemMap(seed);
    },
    dataChecksum: async () => '0badcafe',
    findData: async () => null,
    listOldVersions: async () => [],
    deleteSolutionVersion: async (arn) => {
      if (state === null) throw new AppError('NOT_FOUND', { arn });
      setState({
        ...state,
        solutionVersions: withNumbersKept(
          state.solutionVersions,
          state.solutionVersions.filter((version) => version.arn !== arn),
        ),
      });
    },
    searchUsers: async (text, limit) =>
      Array.from({ length: Math.min(limit, 8) }, (_, at) => ({
        userId: `${text}${at}`,
        events: 300 - at * 20,
      })),
    searchItems: async (text, limit) =>
      Array.from({ length: Math.min(limit, 8) }, (_, at) => ({
        itemId: `${text}${at}`,
        title: `Film ${text}${at}`,
        events: 300 - at * 20,
      })),
    searchActions: async (text, limit) =>
      fakeActions('')
        .actions.slice(0, limit)
        .map(({ actionId, title }) => ({ itemId: actionId, title: title ?? text, events: 10 })),
    itemTitles: async (itemIds) => itemIds.map((id) => `Film ${id}`),
    typicalUser: async () => '408',
    getUserHistory: async (userId) => history(userId),
    listActions: async ({ userId }) => fakeActions(userId),
    addSampleActions: async (job, onProgress) => {
      await work(job, onProgress, 'reading', 5);
      return setState(withActions(state ?? projectState({})));
    },
    getRecommendations: async (request) =>
      recommendations(
        request.userId,
        request.numResults ?? 25,
        !request.solutionVersionArn.includes('popularity'),
        request.filterExpression,
      ),
    explainRecommendation: async (request) =>
      request.solutionVersionArn?.includes('popularity')
        ? popularityExplanation(request)
        : explanation(request),
    getPersonalizedRanking: async ({ userId, inputList }) => {
      const list = recommendations(userId, inputList.length, true);
      const items = list.items.map((item, at) => ({ ...item, itemId: inputList[inputList.length - 1 - at] }));
      return { ...list, catalogueSize: inputList.length, distribution: null, items };
    },
    listContextFields: async () => [],
    listCategories: async () => [
      {
        column: 'GENRES',
        values: [
          { value: 'Drama', items: 4_361 },
          { value: 'Comedy', items: 3_756 },
          { value: 'Sci-Fi', items: 980 },
        ],
      },
    ],
    invoke: nothingDue,
    checkFilter: async () => ({
      error: null,
      warnings: [],
      target: 'ItemID',
      parameters: [],
      needsUser: false,
      needsItem: false,
      total: 100,
      untrained: 0,
      remaining: 25,
      refused: null,
      steps: [{ expressions: [0], conjunction: 0, condition: null, applies: true, remaining: 25 }],
      verdicts: [],
    }),
    completeFilter: async (_text, caret) => ({
      start: caret,
      end: caret,
      begun: '',
      valuesOf: null,
      proposals: [],
      more: 0,
    }),
    registerFile: async () => undefined,
    readFile: async () => null,
    describeExport: async () => bundleOverview(),
    exportBundle: async (job, _without, _personal, _holdsOut, onProgress) => {
      await work(job, onProgress, 'write', 4);
      return new Blob(['bundle']);
    },
    takeAway: async (job, _arn, choice, onProgress) => {
      await work(job, onProgress, 'write', 4);
      return { zip: new Blob(['folder']), taken: takenAway(choice) };
    },
    cancel: async (job) => void stopped.set(job, 'cancel'),
  };

  const answering: StudioApi = { ...api, ...(options.methods as Partial<StudioApi> | undefined) };
  const recorded = Object.fromEntries(
    Object.entries(answering).map(([name, method]) => [
      name,
      (...args: unknown[]) => {
        calls.push(name);
        return (method as (...given: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as StudioApi;
  return { ...recorded, calls, emit };
}
