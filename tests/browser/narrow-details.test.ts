import { mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import { AppError } from '../../src/domain/errors';
import { errorDetails } from '../../src/copy/errors';
import BarRows from '../../src/charts/BarRows.svelte';
import ErrorNote from '../../src/ui/ErrorNote.svelte';
import { eventually } from '../support/eventually';
import '../../src/app.css';

it('details that could not be copied are no wider than a phone', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
  const target = document.body.appendChild(document.createElement('div'));
  target.style.width = '320px';
  const details = errorDetails(
    new AppError('FILE_UNREADABLE', { file: 'x'.repeat(500), reason: 'a b '.repeat(99) }),
  );
  const note = mount(ErrorNote, { target, props: { what: 'The file is damaged.', details } });
  target.querySelector('button')?.click();
  await eventually(() => expect(target.querySelector('pre')?.textContent).toBe(details));
  expect(target.querySelector('pre')?.scrollWidth).toBeLessThanOrEqual(320);
  await unmount(note);
});

it('bars with long numbers behind them fit a phone whose text is twice as large', async () => {
  document.documentElement.style.fontSize = '200%';
  const target = document.body.appendChild(document.createElement('div'));
  // What a window of 320 px leaves beside its margins.
  target.style.width = '288px';
  const bars = mount(BarRows, { target, props: { rows: [{ name: 'watch', count: 83_000 }] } });
  expect(target.scrollWidth).toBeLessThanOrEqual(288);
  document.documentElement.style.fontSize = '';
  await unmount(bars);
});
