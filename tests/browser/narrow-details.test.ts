import { mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import { AppError } from '../../src/domain/errors';
import { errorDetails } from '../../src/words/copy/errors';
import BarRows from '../../src/page/charts/BarRows.svelte';
import { readLanguageFrom } from '../../src/domain/language';
import { parseFilter } from '../../src/filters/grammar';
import ErrorNote from '../../src/page/ui/ErrorNote.svelte';
import ConditionRow from '../../src/page/views/filters/ConditionRow.svelte';
import { eventually } from '../support/eventually';
import '../../src/page/app.css';

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

it.each([1280, 360])('operators of a filter are said in full, in Korean too, on %d px', async (width) => {
  readLanguageFrom(() => 'ko');
  const text = 'INCLUDE ItemID WHERE Items.CATEGORY NOT IN ("품절")';
  const { syntax } = parseFilter(text);
  const [expression] = syntax.expressions;
  const field = { path: 'Items.CATEGORY', operators: ['IN', 'NOT IN'] };
  const builder = { refused: false, syntax, fieldsFor: () => [field], takenBy: () => null } as never;
  const target = document.body.appendChild(document.createElement('div'));
  target.style.width = `${width / 2}px`;
  const place = { expression: 0, part: 'where', group: 0, condition: 0 } as never;
  const props = { builder, place, condition: expression.where[0][0], expression, joint: '' };
  const row = mount(ConditionRow, { target, props });
  const [, operators] = target.querySelectorAll('select');
  const whole = operators.cloneNode(true) as HTMLSelectElement;
  whole.style.cssText = 'width: max-content; position: absolute';
  operators.parentElement?.append(whole);
  expect(operators.offsetWidth).toBeGreaterThanOrEqual(whole.offsetWidth);
  readLanguageFrom(() => 'en');
  await unmount(row);
});
