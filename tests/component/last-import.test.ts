import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import LastImport from '../../src/page/views/dataset/LastImport.svelte';
import { importContent } from '../unit/import/importing';

/** A row for each of 60 days, some of which cannot be kept. */
function events(): string {
  const rows = Array.from({ length: 60 }, (_, i) => `u${i % 6},i${i % 5},${1_700_000_000 + i * 86_400},buy`);
  rows[3] = 'u3,i3,soon,buy';
  rows[8] = 'u2,i3,never,buy';
  rows[20] = ',i0,1700000000,buy';
  rows[40] = rows[39];
  return ['USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE', ...rows, ''].join('\n');
}

it('says after an import which rows were left out, with their lines', async () => {
  const { report } = await importContent({ interactions: events(), profile: 'relaxed' });
  render(LastImport, { report });
  expect(screen.getByText(/^Last import: 60 rows: 56 kept, 4 left out/)).toBeVisible();
  await userEvent.click(screen.getByText('Which rows were left out?'));
  const found = screen.getAllByRole('listitem').map((item) => item.textContent.replace(/\s+/g, ' ').trim());
  expect(found).toEqual([
    expect.stringMatching(/1 row repeats an earlier row/),
    expect.stringMatching(/line 5, column TIMESTAMP.*The lines: 5 \(“soon”\), 10 \(“never”\)$/),
    expect.stringMatching(/line 22, column USER_ID: the cell is empty/),
  ]);
});

it('says nothing where all rows were kept', async () => {
  const whole = events()
    .split('\n')
    .filter((_, i) => ![4, 9, 21, 41].includes(i))
    .join('\n');
  const { report } = await importContent({ interactions: whole, profile: 'relaxed' });
  const { container } = render(LastImport, { report });
  expect(container).toHaveTextContent('');
});

it('says of rows that a press would have kept how they can count after all', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `u${i % 6},i${i % 5},${1_700_000_000 + i * 86_400},${i % 8 === 0 ? 'cancelled' : 'completed'}`,
  );
  const interactions = ['USER_ID,ITEM_ID,TIMESTAMP,ORDER_STATUS', ...rows, ''].join('\n');
  const { report } = await importContent({ interactions, profile: 'relaxed' });
  render(LastImport, { report });
  expect(screen.getByText(/drop the file again, and press “Keep these rows”/)).toBeVisible();
});
