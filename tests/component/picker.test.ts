import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import Picker from '../../src/page/views/Picker.svelte';
import * as words from '../../src/words/messages/actions';

it('says in one sentence that nothing is called so, and only once something was looked for', async () => {
  const user = userEvent.setup();
  let answer: (hits: readonly []) => void = () => undefined;
  render(Picker, {
    value: 'c1',
    label: 'Whose list',
    listLabel: 'Users',
    search: () => new Promise((resolve) => (answer = resolve)),
    nothing: (searched) => words.noUser({ searched }),
    onpick: () => undefined,
  });
  await user.click(screen.getByRole('combobox'));
  expect(screen.queryByRole('status')).toBeNull();
  await user.keyboard('zz');
  answer([]);
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^No user is called “zz”\.$/));
});
