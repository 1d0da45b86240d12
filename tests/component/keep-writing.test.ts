import { beforeEach, expect, test, vi } from 'vitest';
import type { StudioInfo } from '../../src/domain/door';
import { noteWriterOnLeave, writeAgain } from '../../src/page/state/keep-writing';

beforeEach(() => sessionStorage.clear());

const info = {} as StudioInfo;

function reader(): { readonly took: () => number; readonly workspace: Parameters<typeof writeAgain>[0] } {
  const workHere = vi.fn(async () => undefined);
  const workspace = { writer: false, api: { workHere } };
  return {
    took: () => workHere.mock.calls.length,
    workspace: workspace as unknown as Parameters<typeof writeAgain>[0],
  };
}

function leave(writer: boolean): void {
  const stop = noteWriterOnLeave({ writer, info });
  window.dispatchEvent(new Event('pagehide'));
  stop();
}

test('a tab that wrote writes again after it was loaded again, once', async () => {
  leave(true);
  const { took, workspace } = reader();
  await writeAgain(workspace, true);
  await writeAgain(workspace, true);
  expect(took()).toBe(1);
});

test('a tab that read goes on reading', async () => {
  leave(false);
  const { took, workspace } = reader();
  await writeAgain(workspace, true);
  expect(took()).toBe(0);
});

test('a tab that is back an hour later does not push another one aside', async () => {
  leave(true);
  const later = Date.now() + 3_600_000;
  const clock = vi.spyOn(Date, 'now').mockReturnValue(later);
  const { took, workspace } = reader();
  await writeAgain(workspace, true);
  expect(took()).toBe(0);
  clock.mockRestore();
});

test('a tab that was closed and is brought back waits in line', async () => {
  leave(true);
  const { took, workspace } = reader();
  await writeAgain(workspace, false);
  expect(took()).toBe(0);
});

test('a page that never heard from its worker notes nothing', async () => {
  const stop = noteWriterOnLeave({ writer: true, info: null });
  window.dispatchEvent(new Event('pagehide'));
  stop();
  const { took, workspace } = reader();
  await writeAgain(workspace, true);
  expect(took()).toBe(0);
});
