import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import type { ProjectId } from '../../src/domain/resources';
import { buildAppState, type AppState } from '../../src/page/state/app';
import { fakeApi, type FakeApi } from './fake-api';
import WithApp from './WithApp.svelte';

/** One screen over the fake door, with the project of films open. */
export async function showFilms<Props extends object>(
  screen: Component<Props>,
  api = fakeApi(),
  given?: Props,
): Promise<{ readonly app: AppState; readonly api: FakeApi; readonly unmount: () => void }> {
  const app = buildAppState(api);
  await app.workspace.start();
  await app.workspace.open('p-films' as ProjectId);
  return { app, api, unmount: render(WithApp, { app, screen: screen as Component, given }).unmount };
}
