import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
import { fakeApi } from '../support/fake-api';

/** @param found whether the project has people and items of every name. */
async function openProject(found = false): Promise<void> {
  const api = fakeApi();
  const nothing = async () => [];
  render(App, { api: found ? api : { ...api, searchUsers: nothing, searchItems: nothing } });
  const again = within(await screen.findByRole('list', { name: 'Open again' }));
  await userEvent.click(again.getByRole('link', { name: 'ml-latest-small' }));
  await screen.findByRole('button', { name: 'Project: ml-latest-small. Switch project' });
}
const search = () => screen.findByRole('combobox', { name: 'Search or run' });

describe('search or run', () => {
  it('goes to a page by a word of its name, with keys alone', async () => {
    await openProject();
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await search(), 'sche');
    const found = screen.getByRole('listbox', { name: 'Found' });
    await waitFor(() => expect(within(found).getAllByRole('option')[0]).toHaveTextContent('Schemas'));
    expect(within(found).getAllByRole('option')[0]).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(location.hash).toContain('view=schemas'));
    expect(screen.queryByRole('combobox', { name: 'Search or run' })).toBeNull();
  });

  it('gives the focus back to what had it when it is closed, and to the page it has led to', async () => {
    history.replaceState(null, '', '#view=versions&project=p-films');
    render(App, { api: fakeApi() });
    const link = await screen.findByRole('link', { name: 'Train another' });
    link.focus();
    await userEvent.keyboard('{Control>}k{/Control}');
    await search();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(link).toHaveFocus();
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await search(), 'sche{Enter}');
    await waitFor(() => expect(location.hash).toContain('view=schemas'));
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });

  it('marks the next with the arrows and does what it says', async () => {
    await openProject();
    await userEvent.click(screen.getByRole('button', { name: 'Search or run' }));
    await userEvent.type(await search(), 'colours');
    const options = within(screen.getByRole('listbox', { name: 'Found' })).getAllByRole('option');
    expect(options.map((option) => option.textContent.trim())).toEqual(['Dark colours', 'System colours']);
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{Enter}');
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
  });

  it('finds items of the project by name, and asks why one would be listed', async () => {
    await openProject(true);
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await search(), 'heat');
    await userEvent.click(await screen.findByRole('option', { name: /^Film heat3/ }));
    await waitFor(() => expect(location.hash).toContain('view=recommendations'));
    expect(location.hash).toContain('why=heat3');
  });

  it('says so when nothing is found, and closes on the same key', async () => {
    await openProject();
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await search(), 'zzzz');
    const none = await screen.findByText('Nothing is called “zzzz”.');
    // Right under the field, not below the empty list.
    const following = none.compareDocumentPosition(screen.getByRole('listbox', { name: 'Found' }));
    expect(following).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await userEvent.keyboard('{Control>}k{/Control}');
    await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Search or run' })).toBeNull());
  });
});

describe('the keys', () => {
  it('are shown on ?, unless single keys are turned off there', async () => {
    await openProject();
    await userEvent.keyboard('?');
    const keys = within(await screen.findByRole('dialog', { name: 'Keys' }));
    await userEvent.click(keys.getByRole('checkbox'));
    await userEvent.click(keys.getByRole('button', { name: 'Close' }));
    await userEvent.keyboard('?');
    expect(screen.queryByRole('dialog', { name: 'Keys' })).toBeNull();
    expect(localStorage.getItem('foretaste.singleKeys')).toBe('off');
  });
});
