import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
import type { ProjectId } from '../../src/domain/resources';
import { fakeApi } from '../support/fake-api';
import { eventually } from '../support/eventually';

it('page and worker agree on the open project when a sample ends while another one opens', async () => {
  const plain = fakeApi();
  let endSample = (): void => undefined;
  let endOpening = (): void => undefined;
  const sampleEnds = new Promise<void>((resolve) => (endSample = resolve));
  // The worker opens one project after the other.
  let turn = new Promise<void>((resolve) => (endOpening = resolve));
  let inWorker: ProjectId | null = null;
  const api = fakeApi({
    methods: {
      openSample: async (job, sample, name, onProgress) => {
        await sampleEnds;
        const state = await plain.openSample(job, sample, name, onProgress);
        inWorker = state.project.id;
        return state;
      },
      openProject: async (id) => {
        turn = turn.then(() => void (inWorker = id));
        await turn;
        return plain.openProject(id);
      },
    },
  });
  render(App, { api });
  await userEvent.click(await screen.findByRole('button', { name: 'Film club' }));
  await userEvent.click(screen.getByRole('link', { name: 'gift-shop-2011' }));
  await eventually(() => expect(api.calls).toContain('openProject'));
  endSample();
  await eventually(() => expect(location.hash).toContain('p-sample'));
  endOpening();
  await eventually(() => expect(document.title).toContain('Film club'));
  await turn;
  expect(inWorker).toBe('p-sample');
});
