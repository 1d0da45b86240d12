import { AppError } from '../../src/domain/errors';
import type { OnProgress } from '../../src/domain/ports';
import type { JobId, ProjectState, ProjectSummary, SolutionVersion } from '../../src/domain/resources';
import type { StudioApi, StudioEvent } from '../../src/worker/api';
import { chosenOf, tuningSteps } from './fake-tuning';
import {
  recipeDescriptions,
  GIFT_SHOP,
  comparison,
  datasetCard,
  filmsCheck,
  filmsProposal,
  history,
  learningCurve,
  projectState,
  projectSummary,
  recommendations,
  solutionVersion,
} from './fake-data';
import { explanation, popularityExplanation } from './fake-explanation';

export interface FakeOptions {
  readonly projects?: readonly ProjectSummary[];
  /** How long each step of a long call takes; 0 answers in the next microtask. */
  readonly stepMs?: number;
  /** A search goes on with its next trial when this resolves. */
  readonly afterTrial?: () => Promise<void>;
  /** Replaces single methods. */
  readonly methods?: Partial<StudioApi>;
}

export interface FakeApi extends StudioApi {
  /** Names of the methods called, in order. */
  readonly calls: string[];
  /** Lets the page hear an event. */
  emit(event: StudioEvent): void;
}

/** A StudioApi that answers from `fake-data.ts`, so that screens can be tested without a worker. */
export function fakeApi(options: FakeOptions = {}): FakeApi {
  const stepMs = options.stepMs ?? 0;
  let projects = options.projects ?? [projectSummary(), GIFT_SHOP];
  let state: ProjectState | null = null;
  const listeners: ((event: StudioEvent) => void)[] = [];
  const stopped = new Map<JobId, 'cancel' | 'keep' | 'discard'>();
  const searchesEnded = new Set<JobId>();
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
      onProgress({ phase, done, total: steps, elapsedMs: done * Math.max(1, stepMs) });
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
        onProgress({ ...progress, curve: learningCurve(done), baselineNdcgAt10: 0.071 });
      },
      'fit',
      20,
    );
    version = { ...version, status: 'ACTIVE', epochs: { done, total: 20 }, curve: learningCurve(done) };
    keep(version);
    return version;
  }

  const api: StudioApi = {
    hello: async () => ({ version: '0.1.0', computeWorkers: 2, sharedMemory: false, writer: true }),
    subscribe: async (onEvent) => void listeners.push(onEvent),
    listProjects: async () => projects,
    openProject: async (id) => {
      const project = projects.find((other) => other.id === id);
      if (project === undefined) throw new AppError('NOT_FOUND', { project: id });
      return setState(projectState({ project: { ...project, openedMs: Date.now() } }));
    },
    renameProject: async (id, name) => {
      projects = projects.map((project) => (project.id === id ? { ...project, name } : project));
      emit({ kind: 'projects', projects });
    },
    deleteProject: async (id) => {
      projects = projects.filter((project) => project.id !== id);
      emit({ kind: 'projects', projects });
    },
    workHere: async () => emit({ kind: 'lock', writer: true }),
    inspectFiles: async (job, files, onProgress) => {
      await work(job, onProgress, 'inspect', 4);
      if (files.some(({ file }) => file.size === 0))
        throw new AppError('FILE_UNRECOGNISED', { file: files[0].path });
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
    openSample: async (job, onProgress) => {
      await work(job, onProgress, 'simulate', 10);
      return setState(
        projectState({
          project: projectSummary({
            id: 'p-sample' as ProjectSummary['id'],
            name: 'Film club',
            simulated: true,
          }),
          solutionVersions: [],
        }),
      );
    },
    describeData: async () => datasetCard(),
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
      if (version === undefined) throw new AppError('NOT_FOUND', { name: solution });
      return run(job, { ...version, trainingMode: 'UPDATE' }, onProgress);
    },
    resumeTraining: async (job, arn, onProgress) => {
      const version = state?.solutionVersions.find((other) => other.arn === arn);
      if (version === undefined) throw new AppError('NOT_FOUND', { arn });
      return run(job, version, onProgress);
    },
    stopTraining: async (job, how) =>
      void (how === 'search' ? searchesEnded.add(job) : stopped.set(job, how)),
    compareVersions: async (job, versions, metric, onProgress) => {
      await work(job, onProgress, 'compare', 2);
      return comparison({ versions, metric });
    },
    deleteSolutionVersion: async (arn) => {
      if (state === null) throw new AppError('NOT_FOUND', { arn });
      setState({
        ...state,
        solutionVersions: state.solutionVersions.filter((version) => version.arn !== arn),
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
    typicalUser: async () => '408',
    getUserHistory: async (userId) => history(userId),
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
    invoke: async () => ({}),
    checkFilter: async () => ({
      error: null,
      warnings: [],
      target: 'ItemID',
      parameters: [],
      needsUser: false,
      total: 100,
      remaining: 25,
    }),
    registerFile: async () => undefined,
    readFile: async () => null,
    cancel: async (job) => void stopped.set(job, 'cancel'),
  };

  const answering = { ...api, ...options.methods };
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
