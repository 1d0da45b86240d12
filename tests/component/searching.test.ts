import { render, screen } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { expect, it } from 'vitest';
import { timeLeft } from '../../src/words/copy/progress';
import type { JobId } from '../../src/domain/resources';
import { buildAppState } from '../../src/page/state/app';
import { RunningJob } from '../../src/page/state/jobs.svelte';
import Searching from '../../src/page/views/train/Searching.svelte';
import { fakeApi } from '../support/fake-api';
import { tuningSteps } from '../support/fake-tuning';
import WithApp from '../support/WithApp.svelte';
import { specOf } from '../support/trained-version';

it('says the same time left as the bottom line, however many trials run at a time', () => {
  const job = new RunningJob('j' as JobId, 'train', 'user-personalization');
  const report = (done: number, elapsedMs: number): void =>
    job.report({ phase: 'tune', done, total: 10, elapsedMs });
  report(1, 0);
  report(3, 10_000);
  const said = timeLeft(job.secondsLeft);
  expect(said).toMatch(/^about 35\ss left$/);
  const record = tuningSteps(specOf())[3];
  const Bar = ((anchor: Comment) => Searching(anchor as never, { job, record })) as unknown as Component;
  render(WithApp, { app: buildAppState(fakeApi()), screen: Bar });
  expect(screen.getByText(/about .* left/).textContent).toContain(said);
});
