import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { fixtureTables } from '../../src/programs/cli/fixture-tables';
import type { AvroSchema } from '../../src/domain/schema';
import { DataIndex } from '../../src/engine/project/data-index';
import type { OpenProject } from '../../src/engine/project/open-project';
import { checkFilterText } from '../../src/engine/serving/check-filter';
import { completeFilterText } from '../../src/engine/serving/complete-filter';
import { searchItems } from '../../src/engine/serving/search';
import FiltersView from '../../src/page/views/filters/FiltersView.svelte';
import { fakeApi } from '../support/fake-api';
import { withActions } from '../support/fake-actions';
import { GIFT_SHOP, projectState } from '../support/fake-data';
import WithApp from '../support/WithApp.svelte';
import { schemas, tables } from '../unit/filters/fixture';
import { showFilms } from '../support/show-films';

const index = new DataIndex(tables);
const datasets = (['ITEMS', 'INTERACTIONS', 'USERS'] as const).map((type) => ({
  type,
  schema: schemas[type],
}));
/** Actions stand where items do, among tables of their own. */
const { tables: actions } = fixtureTables({
  items: [
    { ITEM_ID: 'join', CATEGORY: 'Membership' },
    { ITEM_ID: 'renew', CATEGORY: 'Membership' },
    { ITEM_ID: 'invite', CATEGORY: 'Friends' },
  ],
  interactions: [
    { USER_ID: 'u1', ITEM_ID: 'join', EVENT_TYPE: 'TAKEN', TIMESTAMP: 1 },
    { USER_ID: 'u2', ITEM_ID: 'invite', EVENT_TYPE: 'VIEWED', TIMESTAMP: 1 },
  ],
});
const schemasOfActions = withActions(projectState()).datasets.filter(({ type }) => type.startsWith('ACTION'));

/** As much of a project as the checker asks for, with the data of the filter cases. */
const project = {
  state: { datasets },
  data: { index: async () => index, existing: async () => ({ tables: index.tables }) },
} as unknown as OpenProject;

/** The same with actions. */
const club = {
  state: {
    datasets: [
      ...datasets,
      ...schemasOfActions.map(({ type, schema }) => ({ type, schema: withFields(schema) })),
    ],
  },
  data: {
    index: async () => new DataIndex({ ...tables, actions }),
    existing: async () => ({ tables }),
  },
} as unknown as OpenProject;

/** What the actions and their interactions hold beside the ids. */
function withFields(schema: AvroSchema): AvroSchema {
  const more: AvroSchema['fields'] =
    schema.name === 'Actions'
      ? [{ name: 'CATEGORY', type: 'string', categorical: true }]
      : [{ name: 'EVENT_TYPE', type: 'string' }];
  return { ...schema, fields: [...schema.fields, ...more] };
}

/** The screen over the real checker. */
async function open(of = project) {
  const invoked: [string, unknown][] = [];
  const api = fakeApi({
    methods: {
      checkFilter: (expression, trial) => checkFilterText(of, expression, trial),
      completeFilter: (expression, caret) => completeFilterText(of, expression, caret),
      typicalUser: async () => 'u1',
      searchItems: async () =>
        ['m01', 'm02', 'm04', 'm07'].map((itemId) => ({ itemId, title: `Film ${itemId}`, events: 1 })),
      searchActions: async (text, limit) => searchItems((await of.data.index()).actions, text, limit),
      getRecommendations: async () => {
        throw new Error('not asked here');
      },
      invoke: async (operation, input) => {
        invoked.push([operation, input]);
        return { datasetGroups: [{ datasetGroupArn: 'group' }] };
      },
    },
  });
  const { app, unmount } = await showFilms(FiltersView, api);
  const user = userEvent.setup();
  const editor = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'filterExpression' });
  await user.click(editor);
  return { user, editor, invoked, app, unmount };
}
const where = 'INCLUDE ItemID WHERE ';
const words = () => screen.getByRole('region', { name: 'In words' });
const options = () => screen.queryAllByRole('option', { hidden: false }).filter((one) => one.closest('.pop'));
const labels = () => options().map((one) => one.querySelector('.code')?.textContent);

it('says of no data that they give nothing to filter by before it knows', async () => {
  const methods = { completeFilter: () => new Promise<never>(() => undefined) };
  await showFilms(FiltersView, fakeApi({ methods }));
  expect(words()).toHaveTextContent('Begin with a condition');
});

describe('writing a filter', () => {
  it('offers what fits at the caret, and keys take it', async () => {
    const { user, editor } = await open();
    await user.type(editor, 'inc');
    await waitFor(() => expect(labels()).toEqual(['INCLUDE']));
    await user.keyboard('{Tab}');
    expect(editor).toHaveValue('INCLUDE ');
    await waitFor(() => expect(labels()).toEqual(['ItemID', 'UserID']));
    await user.keyboard('{Tab}');
    await waitFor(() => expect(labels()).toEqual(['WHERE']));
    await user.keyboard('{Tab}Items.GEN');
    await waitFor(() => expect(labels()).toEqual(['GENRES']));
    await user.keyboard('{Enter}IN (');
    await waitFor(() => expect(labels().slice(0, 2)).toEqual(['Action', 'Comedy']));
    expect(editor).toHaveAttribute('aria-activedescendant', options()[0].id);
    expect(options()[0]).toHaveAttribute('aria-selected', 'true');
    expect(options()[0]).toHaveTextContent('4 items');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(editor).toHaveValue(`${where}Items.GENRES IN ("Comedy"`);
    await waitFor(() => expect(labels()).toEqual([',', ')']));
    await user.keyboard('{Escape}');
    expect(options()).toEqual([]);
    expect(editor).not.toHaveAttribute('aria-activedescendant');
    await user.keyboard(')');
    await screen.findByRole('heading', { name: '13 → 3 films' });
  });

  it('leaves Tab and Enter to the field while nothing is offered', async () => {
    const { user, editor } = await open();
    await user.type(editor, `${where}Items.PRICE > 1{Escape}{Enter}`);
    expect(editor.value).toBe(`${where}Items.PRICE > 1\n`);
    await user.keyboard('{Escape}{Tab}');
    expect(editor).not.toHaveFocus();
  });

  it('marks a fault at its letters and mends it by a press or a key', async () => {
    const { user, editor } = await open();
    await user.type(editor, `${where}Items.GENR IN [("Comdey")`.replace('[(', '('));
    const mend = await screen.findByRole('button', { name: 'GENRES' });
    expect(document.querySelector('.fault')).toHaveTextContent(/^GENR$/);
    expect(editor).toBeInvalid();
    expect(screen.getByText(/Line 1, character 28 · F04/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Create filter' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText('The expression cannot be read yet.')).toBeVisible();
    await user.click(mend);
    expect(editor).toHaveValue(`${where}Items.GENRES IN ("Comdey")`);
    // Now the data doubt the value.
    await screen.findByText('No Items.GENRES is “Comdey”.');
    await user.keyboard('{Alt>}{Enter}{/Alt}');
    expect(editor).toHaveValue(`${where}Items.GENRES IN ("Comedy")`);
    await screen.findByRole('heading', { name: '13 → 3 films' });
    expect(editor).toBeValid();
  });

  it('shows what each condition leaves, and what took each of the first', async () => {
    const { user, editor } = await open();
    await user.click(editor);
    await user.paste(
      'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("watch") | INCLUDE ItemID WHERE Items.GENRES IN ("Comedy")',
    );
    await screen.findByRole('heading', { name: '13 → 1 films for user u1' });
    const rows = within(screen.getByRole('region', { name: /13 → 1/ })).getAllByRole('row');
    expect(rows.map((row) => row.lastElementChild?.textContent)).toEqual(['Left', '13', '10', '1']);
    const top = within(screen.getByRole('list', { name: 'The first ones without the filter' }));
    const said = top.getAllByRole('listitem').map((item) => item.textContent?.replace(/\s+/g, ' ').trim());
    expect(said).toEqual([
      '1 Film m01 user u1 has done “watch”',
      '2 Film m02 user u1 has done “watch”',
      '3 Film m04 not: GENRES is Comedy',
      '4 Film m07 stays',
    ]);
  });

  it('asks for the values of parameters and says what a request without them meets', async () => {
    const { user, editor } = await open();
    await user.click(editor);
    await user.paste(`${where}Items.GENRES IN ($G)`);
    await screen.findByText('Parameter $G has no value.');
    await user.type(screen.getByRole('textbox', { name: '$G' }), '"Drama"');
    await screen.findByRole('heading', { name: '13 → 2 films' });
  });

  it('is there again on the way back, for its own project only', async () => {
    const { user, editor, app, unmount } = await open();
    const half = `${where}Items.GENRES IN ("Dra`;
    await user.type(editor, half);
    await user.type(screen.getByRole('textbox', { name: 'name' }), 'dramas');
    unmount();
    const again = render(WithApp, { app, screen: FiltersView });
    expect(screen.getByRole('textbox', { name: 'filterExpression' })).toHaveValue(half);
    expect(screen.getByRole('textbox', { name: 'name' })).toHaveValue('dramas');
    await app.workspace.open(GIFT_SHOP.id);
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'filterExpression' })).toHaveValue(''));
    expect(screen.getByRole('textbox', { name: 'name' })).toHaveValue('');
    again.unmount();
  });

  it('makes the filter under its name', async () => {
    const { user, editor, invoked } = await open();
    await user.click(editor);
    await user.paste(`${where}Items.PRICE < 5`);
    await user.type(screen.getByRole('textbox', { name: 'name' }), 'cheap');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Create filter' })).not.toHaveAttribute('aria-disabled'),
    );
    await user.click(screen.getByRole('button', { name: 'Create filter' }));
    await waitFor(() => expect(editor).toHaveValue(''));
    expect(invoked.at(-1)).toEqual([
      'CreateFilter',
      { name: 'cheap', datasetGroupArn: 'group', filterExpression: `${where}Items.PRICE < 5` },
    ]);
  });
});

describe('a filter of actions', () => {
  it('is offered word by word where the group has some, with what there is of each value', async () => {
    const { user, editor } = await open(club);
    await user.type(editor, 'INCLUDE ');
    await waitFor(() => expect(labels()).toEqual(['ItemID', 'UserID', 'ActionID']));
    await user.keyboard('ActionID WHERE ');
    await waitFor(() => expect(labels()).toEqual(['Actions', 'Action_Interactions']));
    await user.keyboard('Actions.CATEGORY IN (');
    await waitFor(() => expect(labels().slice(0, 2)).toEqual(['Membership', 'Friends']));
    expect(options()[0]).toHaveTextContent('2 actions');
    await user.clear(editor);
    await user.paste('EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (');
    await waitFor(() => expect(labels()).toContain('TAKEN'));
    expect(options()[0]).toHaveTextContent('1 event');
  });

  it('counts actions and says what takes each, of the person it is tried on', async () => {
    const { user } = await open(club);
    await user.click(await within(words()).findByRole('button', { name: 'Actions they have not answered' }));
    await screen.findByRole('heading', { name: '3 → 2 actions for user u1' });
    expect(within(words()).getByText('actions where')).toBeVisible();
    const top = await screen.findByRole('list', { name: 'The first ones without the filter' });
    await waitFor(() => expect(within(top).getAllByRole('listitem')).toHaveLength(3));
    const said = within(top).getAllByRole('listitem');
    expect(said.map((one) => one.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      '1 invite stays',
      '2 join user u1 has had any event with it',
      '3 renew stays',
    ]);
    await user.type(screen.getByRole('searchbox', { name: 'What of this action?' }), 'renew');
    await waitFor(() => expect(within(top).getAllByRole('listitem')).toHaveLength(4));
  });

  it('is not offered where the group has none', async () => {
    await open();
    await within(words()).findByRole('button', { name: 'Not seen yet' });
    expect(within(words()).queryByRole('button', { name: 'Actions they have not answered' })).toBeNull();
  });
});

describe('builder and text', () => {
  it('show the same filter, whichever is changed', async () => {
    const { user, editor } = await open();
    await user.click(await within(words()).findByRole('button', { name: 'Condition' }));
    await waitFor(() => expect(editor).toHaveValue(`${where}Items.GENRES IN ("Action")`));
    const row = await within(words()).findByRole('group', { name: /Items.GENRES/ });
    await user.click(within(row).getByRole('button', { name: 'Add value' }));
    await user.keyboard('Drama{Enter}');
    await waitFor(() => expect(editor).toHaveValue(`${where}Items.GENRES IN ("Action", "Drama")`));
    await user.click(await within(words()).findByRole('button', { name: 'Remove Action' }));
    await waitFor(() => expect(editor).toHaveValue(`${where}Items.GENRES IN ("Drama")`));
    await user.selectOptions(await within(words()).findByRole('combobox', { name: 'Test' }), 'is none of');
    await waitFor(() => expect(editor).toHaveValue(`${where}Items.GENRES NOT IN ("Drama")`));
    await user.selectOptions(within(words()).getByRole('combobox', { name: 'Field' }), 'Items.YEAR');
    await waitFor(() => expect(editor).toHaveValue(`${where}Items.YEAR >= 2004`));
    await user.selectOptions(within(words()).getByRole('combobox', { name: 'Action' }), 'Leave out');
    await waitFor(() => expect(editor).toHaveValue('EXCLUDE ItemID WHERE Items.YEAR >= 2004'));
    await user.clear(editor);
    await user.paste(`${where}Items.PRICE < 5 IF CurrentUser.AGE > 18`);
    await waitFor(() => expect(within(words()).getAllByRole('combobox', { name: 'Field' })).toHaveLength(2));
    expect(within(words()).getByRole('group', { name: 'only if CurrentUser.AGE' })).toBeVisible();
  });

  it('keep the focus where a beginning was chosen, which goes with the press', async () => {
    const { user } = await open();
    await within(words()).findByRole('button', { name: 'Condition' });
    const start = within(words()).getAllByRole('button').at(-1);
    expect(start).not.toHaveAccessibleName('Condition');
    start?.focus();
    await user.keyboard('{Enter}');
    expect(await within(words()).findByRole('combobox', { name: 'Action' })).toBeVisible();
    expect(within(words()).getByRole('group', { name: 'In words' })).toHaveFocus();
  });

  it('keeps to the last text that could be read, and leaves the text alone', async () => {
    const { user, editor } = await open();
    await user.click(editor);
    await user.paste(`${where}Items.PRICE < 5`);
    await within(words()).findByRole('group', { name: /Items.PRICE/ });
    await user.type(editor, ' AND (');
    await within(words()).findByText('the last text that could be read');
    expect(within(words()).getByRole('combobox', { name: 'Field' })).toBeDisabled();
    expect(within(words()).queryByRole('button', { name: /And/ })).toBeNull();
    expect(editor).toHaveValue(`${where}Items.PRICE < 5 AND (`);
  });

  it('shows what it has no fields for as text', async () => {
    const { user, editor } = await open();
    await user.click(editor);
    await user.paste(`${where}Items.PRICE < CurrentItem.PRICE`);
    const row = await within(words()).findByRole('group', { name: /Items.PRICE/ });
    expect(row).toHaveTextContent('CurrentItem.PRICE as text only');
  });
});
