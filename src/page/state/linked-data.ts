import { asAppError } from '../../domain/errors';
import { language } from '../../domain/language';
import type { ProjectId } from '../../domain/resources';
import * as say from '../../words/messages/state';
import type { AppState } from './app';

/** The data that a link was made on, so that whoever opens it knows which file it is about. */
export interface Expected {
  readonly name: string;
  readonly rows: number;
  /** Of all rows, 8 hexadecimal digits; empty where it was not to be had. */
  readonly checksum: string;
}

/** Reads `name|rows|checksum` of an address; null for anything else. */
export function readExpected(text: string | null): Expected | null {
  const [, name, rows, checksum] = /^(.*)\|(\d+)\|([0-9a-f]*)$/.exec(text ?? '') ?? [];
  const known = name !== undefined && Number.isSafeInteger(Number(rows));
  return known ? { name, rows: Number(rows), checksum } : null;
}

export function writeExpected({ name, rows, checksum }: Expected): string {
  return `${name}|${rows}|${checksum}`;
}

/**
 * Copies the address with what says which data it is about, and the language that it was read in. Where the browser does not let it be copied, it stands in
 * the address bar.
 */
export async function copyLink({ workspace, route, toasts, api }: AppState): Promise<void> {
  const project = workspace.project?.project;
  if (project === undefined) return;
  try {
    const checksum = await api.dataChecksum();
    const expects = writeExpected({ name: project.name, rows: project.interactions, checksum });
    const { origin, pathname } = location;
    const address = origin + pathname + route.href({ expects, lang: language() });
    // A page without https has none.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const copied = await clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    if (copied !== true) route.go({ expects }, 'replace');
    void toasts.show(copied === true ? say.linkCopied() : say.linkNotCopied());
  } catch (error) {
    workspace.openError = asAppError(error);
  }
}

/**
 * Opens the project that the address names. Where this device does not have it and the address says which data it is
 * about, the project that holds the same rows is opened in its place.
 */
export async function openAsked(app: AppState, id: ProjectId): Promise<void> {
  const { workspace, route, api } = app;
  const expected = readExpected(route.current.expects);
  const there = workspace.projects.some((project) => project.id === id);
  if (expected !== null && expected.checksum !== '' && !there) {
    workspace.opening = id;
    const found = await api.findData(expected.rows, expected.checksum).catch(() => null); // A worker that is gone is told at the top of the page, the rest by the opening below.
    if (workspace.opening !== id) return;
    workspace.opening = null;
    if (found !== null) {
      route.go({ ...route.current, project: found }, 'replace');
      return;
    }
  }
  await workspace.open(id);
}
