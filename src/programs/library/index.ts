import { handleOf, openHandle, inWords } from './handle';
import { givenFiles, sourceOf } from './given-files';
import { surroundings } from './surroundings';
import { zippedProject } from '../../worker/project-file';
import { version as build } from '../../../package.json';
import type {
  DataFiles,
  FileInput,
  CallOptions,
  ImportOptions,
  Json,
  OpenOptions,
  Project,
  Recommendations,
  RecommendRequest,
  TrainOptions,
  Version,
} from './api';

export * from './api';

/**
 * Imports files as the page proposes to, into a project of its own.
 *
 * @throws ForetasteError `IMPORT_FAILED` with what is wrong, and others for files that cannot be read.
 */
export async function importFiles(files: DataFiles, options: ImportOptions = {}): Promise<Project> {
  return openHandle(options, (studio) =>
    studio.import(givenFiles(files, surroundings().fileAt), options.name, options),
  );
}

/**
 * Opens a project file (`.foretaste.zip`), as `saveProject`, the command line and the page (*Save*) write them.
 *
 * @throws ForetasteError `PROJECT_FILE` for what is none, or not whole.
 */
export async function openProject(file: FileInput, options: OpenOptions = {}): Promise<Project> {
  return openHandle(options, (studio) =>
    studio.open(sourceOf(file, surroundings().fileAt, 'project.foretaste.zip'), options),
  );
}

/** Trains a version, and measures it beside popularity on rows that it did not see. One training at a time. */
export async function train(project: Project, options: TrainOptions = {}): Promise<Version> {
  return handleOf(project).train(options);
}

/** The list that a trained version gives somebody, or to something. */
export async function recommend(project: Project, request: RecommendRequest): Promise<Recommendations> {
  return handleOf(project).recommend(request);
}

/**
 * The project as a file, which `openProject`, the command line and the page open.
 * In Node: `await writeFile('films.foretaste.zip', (await saveProject(project)).stream())`.
 */
export async function saveProject(project: Project, options: CallOptions = {}): Promise<Blob> {
  const { studio } = handleOf(project);
  return inWords(() => studio.export((snapshot, job) => zippedProject(snapshot, build, job), options));
}

/**
 * Any operation of Amazon Personalize, by its name and in its JSON, as `GetPersonalizedRanking` or `CreateFilter`: what the
 * emulator answers over HTTP. Times are Unix seconds.
 */
export async function invoke(
  project: Project,
  operation: string,
  request: { readonly [member: string]: Json } = {},
): Promise<{ [member: string]: Json }> {
  const { studio } = handleOf(project);
  return inWords(() => studio.studio.invoke(operation, { ...request }));
}
