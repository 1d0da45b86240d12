import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { buildAppState } from '../../src/page/state/app';
import ErrorNote from '../../src/page/ui/ErrorNote.svelte';
import SchemasView from '../../src/page/views/dataset/SchemasView.svelte';
import { fakeApi } from '../support/fake-api';
import { projectState } from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';

function refuse(): void {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new Error('NotAllowed'));
}

it('shows the details of an error where they cannot be copied', async () => {
  const user = userEvent.setup();
  render(ErrorNote, { what: 'The file is damaged.', details: '{"code":"D07"}' });
  expect(screen.queryByText('{"code":"D07"}')).toBeNull();
  refuse();
  await user.click(screen.getByRole('button', { name: 'Copy details' }));
  expect(await screen.findByText('{"code":"D07"}')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Copy details' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeDefined();
  expect(screen.queryByText('{"code":"D07"}')).toBeNull();
});

it('says that a schema could not be copied, and where to take it from', async () => {
  const user = userEvent.setup();
  const api = fakeApi();
  const app = buildAppState(api);
  app.workspace.show(projectState());
  render(WithApp, { app, screen: SchemasView });
  const [copy] = screen.getAllByRole('button', { name: /^Copy the/ });
  refuse();
  await user.click(copy);
  expect(await screen.findByText(/did not let it be copied/)).toBeDefined();
  await user.click(copy);
  expect(await screen.findByRole('button', { name: /^Copied/ })).toBeDefined();
  expect(screen.queryByText(/did not let it be copied/)).toBeNull();
});
