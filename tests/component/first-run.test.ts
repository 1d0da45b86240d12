import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
// Loaded here, not within the first test's time.
import '../../src/page/views/dataset/DatasetView.svelte';
import { fakeApi } from '../support/fake-api';
import { projectState, solutionVersion } from '../support/fake-data';

beforeEach(() => history.replaceState(null, '', '#view=overview&project=p-films'));

const done = solutionVersion({ arn: 'cut' });
const cut = solutionVersion({
  arn: 'cut',
  status: 'CREATE FAILED',
  failureReason: 'interrupted',
  metrics: null,
});

/** Presses Train beside data that nothing learned from yet, and closes the page before it ends. */
async function beginAndClose(): Promise<void> {
  const untrained = async () => projectState({ solutionVersions: [] });
  const api = fakeApi({ methods: { openProject: untrained, train: () => new Promise(() => undefined) } });
  render(App, { api });
  await userEvent.click(await within(screen.getByRole('main')).findByRole('link', { name: 'Train' }));
  await waitFor(() => expect(api.calls).toContain('train'));
  cleanup();
}

async function resume(): Promise<void> {
  history.replaceState(null, '', '#view=train&project=p-films');
  const openProject = async () => projectState({ solutionVersions: [cut] });
  render(App, { api: fakeApi({ methods: { openProject, resumeTraining: async () => done } }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Resume' }));
}

describe('A training that was cut off and is resumed', () => {
  it('leads to the list, as the first one would have', async () => {
    await beginAndClose();
    await resume();
    await waitFor(() => expect(location.hash).toContain('view=recommendations'));
    expect(location.hash).toContain('version=cut');
  });

  it('ends on its own page where it was asked for there', async () => {
    await resume();
    await waitFor(() => expect(location.hash).toContain('version=cut'));
    expect(location.hash).toContain('view=train');
  });

  it('ends on its own page once another training was asked for', async () => {
    await beginAndClose();
    history.replaceState(null, '', '#view=train&project=p-films');
    const openProject = async () => projectState({ solutionVersions: [] });
    const api = fakeApi({ methods: { openProject, train: () => new Promise(() => undefined) } });
    render(App, { api });
    await userEvent.click(await screen.findByRole('button', { name: /^Train user-personalization/ }));
    await waitFor(() => expect(api.calls).toContain('train'));
    cleanup();
    await resume();
    await waitFor(() => expect(location.hash).toContain('version=cut'));
    expect(location.hash).toContain('view=train');
  });
});
