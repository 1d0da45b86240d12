import type { BringRequest, OfferedLists } from '../../domain/brought-along';
import { AppError, isAppError, type ErrorCode } from '../../domain/errors';
import type { SolutionVersion } from '../../domain/resources';
import type { DroppedFile } from '../../domain/door';
import type { AppState } from './app';
import { Attempt } from './attempt.svelte';
import * as say from '../../words/messages/state';

type Page = Pick<AppState, 'api' | 'jobs'>;

/** What files are that no list was read from: whatever they hold, an import says it better. */
const NO_LISTS: ReadonlySet<ErrorCode> = new Set([
  'LISTS_UNREADABLE',
  'TABLE_UNREADABLE',
  'FILE_UNREADABLE',
  'ARCHIVE_LIMIT',
  'CANCELLED',
  // A project without data.
  'NOT_FOUND',
]);

/** Lists of another recommender on their way in: looked into, asked about, brought along. */
export class BroughtLists {
  /** What is asked about, and the files it came in. */
  offered = $state.raw<{ readonly lists: OfferedLists; readonly files: readonly DroppedFile[] } | null>(null);
  /** They were dropped on the page, and may be meant as data. */
  mayBeData = $state(false);
  readonly attempt = new Attempt();

  constructor(private readonly page: Page) {}

  /** Asks about files that were dropped, if they look like lists. @returns whether they do. */
  async offer(files: readonly DroppedFile[]): Promise<boolean> {
    try {
      const lists = await this.#inspect(files);
      this.mayBeData = true;
      this.offered = lists && { lists, files };
      return lists !== null;
    } catch (error) {
      if (isAppError(error) && NO_LISTS.has(error.code)) return false;
      throw error;
    }
  }

  /** The same of files that were chosen as lists; what they are not is said. */
  async choose(files: readonly DroppedFile[]): Promise<void> {
    this.mayBeData = false;
    await this.attempt.run(async () => {
      const lists = await this.#inspect(files);
      const named = files.map(({ path }) => path);
      if (lists === null) throw new AppError('LISTS_UNREADABLE', { files: named, reason: 'none' });
      this.offered = { lists, files };
    });
  }

  /** @returns null where it failed, and `attempt` says why. */
  async bring(request: BringRequest): Promise<SolutionVersion | null> {
    const { offered } = this;
    if (offered === null) return null;
    const version = await this.attempt.run(() =>
      this.page.jobs.run('inspect', request.name, (id, onProgress) =>
        this.page.api.bringLists(id, offered.lists.id, request, onProgress),
      ),
    );
    if (version !== null) this.offered = null;
    return version;
  }

  async #inspect(files: readonly DroppedFile[]): Promise<OfferedLists | null> {
    const label = files.length === 1 ? files[0].file.name : say.files({ files: files.length });
    return this.page.jobs.run('inspect', label, (id, onProgress) =>
      this.page.api.inspectLists(id, files, onProgress),
    );
  }
}

const OF_PAGE = new WeakMap<Page['api'], BroughtLists>();

/** Those of a page: what is dropped on one screen is asked about on another. */
export function broughtLists(page: Page): BroughtLists {
  const lists = OF_PAGE.get(page.api) ?? new BroughtLists(page);
  OF_PAGE.set(page.api, lists);
  return lists;
}
