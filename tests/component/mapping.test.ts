import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../../src/page/App.svelte';
import type { ImportCheck, ImportPlan, ImportProposal } from '../../src/domain/imports';
import type { Issue } from '../../src/domain/issue';
import type { OnProgress } from '../../src/domain/ports';
import type { JobId } from '../../src/domain/resources';
import { fakeApi, type FakeApi, type FakeOptions } from '../support/fake-api';
import { filmsCheck, filmsProposal, GIFT_SHOP, projectState } from '../support/fake-data';
import { dropFile, dropRatings } from '../support/drop-file';

async function dropFiles(options: FakeOptions = {}): Promise<FakeApi> {
  const api = fakeApi(options);
  render(App, { api });
  await dropRatings();
  await screen.findByRole('heading', { name: 'Check the columns' });
  return api;
}
const importButton = (name: RegExp = /^Import/) =>
  within(screen.getByRole('main')).findByRole('button', { name });

const EMPTY_REPORT = {
  datasets: [],
  schemas: {},
  errors: [],
  warnings: [],
  insights: [],
  users: 0,
  items: 0,
};

describe('Check the columns', () => {
  it('says which data of the open project are replaced, and that the others stay', async () => {
    render(App, { api: fakeApi() });
    await userEvent.click(await screen.findByRole('link', { name: 'gift-shop-2011' }));
    await waitFor(() => expect(location.hash).toContain('user='));
    location.hash = '#view=import&project=p-gifts';
    await dropRatings();
    await userEvent.click(await screen.findByRole('button', { name: 'Replace the data' }));
    expect(
      await screen.findByText(
        /^Interactions and Items of gift-shop-2011 are replaced.*what has no file here stays/,
      ),
    ).toBeVisible();
  });

  it('keeps the focus among the problems when a fix goes with what it mends', async () => {
    const few: Issue = { code: 'FEW_USERS', severity: 'warning', details: { users: 4, needed: 25 } };
    await dropFiles({
      methods: {
        checkImport: async (_job, _id, plan) =>
          plan.profile === 'aws' ? { ...filmsCheck(), issues: [few] } : filmsCheck(),
      },
    });
    (await screen.findByRole('button', { name: 'Use the relaxed profile' })).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Use the relaxed profile' })).toBeNull());
    expect(screen.getByRole('group', { name: 'Problems and how to fix them' })).toHaveFocus();
  });

  it('turns any table, turns it round, and asks which columns name the person', async () => {
    const made: ImportPlan['made'][] = [];
    await dropFiles({
      methods: {
        reinspectFile: async (_id, plan) => {
          made.push(plan.made);
          const { files, ...proposal } = filmsProposal();
          const looked = plan.files.map((each, at) => ({ ...(files.at(at) ?? files[0]), plan: each }));
          return { ...proposal, plan, files: looked };
        },
      },
    });
    const turn = 'Turn the table: a person in each row, a thing in each column';
    await userEvent.click(await screen.findByRole('button', { name: turn }));
    await waitFor(() => expect(made.at(-1)).toMatchObject([{ kind: 'turned', of: 'ratings.csv' }]));
    await userEvent.click(await screen.findByRole('button', { name: 'Each row is a thing, each column a person' })); // prettier-ignore
    await waitFor(() => expect(made.at(-1)).toMatchObject([{ across: true }]));
    await userEvent.click(await screen.findByRole('button', { name: 'Each row is a person, each column a thing' })); // prettier-ignore
    await waitFor(() => expect(made.at(-1)?.[0]).not.toHaveProperty('across'));
    await userEvent.click(await screen.findByText('Which columns name the person'));
    await userEvent.click(await screen.findByRole('checkbox', { name: 'movieId' }));
    await waitFor(() => expect(made.at(-1)).toMatchObject([{ people: [0, 1] }]));
  });

  it('names the columns that say who people are, leaves them out by one press and takes them back', async () => {
    const checked: string[][] = [];
    const proposal = filmsProposal();
    const [ratings, movies] = proposal.files;
    const people: typeof movies = {
      ...movies,
      plan: {
        ...movies.plan,
        file: 'people.csv',
        dataset: 'USERS',
        columns: movies.plan.columns.slice(0, 2).map((column, at) => ({
          ...column,
          ...(at === 0
            ? { header: 'member_no', role: 'USER_ID' as const, field: 'USER_ID' }
            : { header: 'full name', field: 'FULL_NAME', categorical: false }),
        })),
      },
      evidence: movies.evidence
        .slice(0, 2)
        .map((facts, at) => (at === 1 ? { ...facts, personal: 'name' } : facts)),
    };
    await dropFiles({
      methods: {
        inspectFiles: async () => ({
          ...proposal,
          plan: { ...proposal.plan, files: [ratings.plan, people.plan] },
          files: [ratings, people],
        }),
        checkImport: async (_job, _id, plan) => {
          checked.push(plan.files.map(({ dataset }) => dataset ?? 'none'));
          return { ...filmsCheck(), files: filmsCheck().files.slice(0, 1) };
        },
      },
    });
    const box = await screen.findByRole('group', { name: 'Columns that say who people are' });
    expect(box).toHaveTextContent(
      /^One column says who people are: names \(full name\)\. It stays on this device\./,
    );
    within(box).getByRole('button', { name: 'Leave it out' }).focus();
    await userEvent.keyboard('{Enter}');
    // Nothing but ids would be left of the people, so that they are left out as a dataset.
    await waitFor(() => expect(checked.at(-1)).toEqual(['INTERACTIONS', 'none']));
    expect(box).toHaveTextContent(
      /^Left out, as it says who people are: names \(full name\)\..*nothing but ids/,
    );
    expect(within(box).getByRole('button', { name: 'Keep it' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(checked.at(-1)).toEqual(['INTERACTIONS', 'USERS']));
    expect(within(box).getByRole('button', { name: 'Leave it out' })).toHaveFocus();
  });

  it('says nothing of people where no column says who they are', async () => {
    await dropFiles();
    await importButton();
    expect(screen.queryByRole('group', { name: 'Columns that say who people are' })).toBeNull();
  });

  it('says which rows are left out for what they say, and keeps them by one press', async () => {
    const kept: boolean[] = [];
    const rule = { reason: 'cancelled', index: 3, header: 'status', sign: 'words' } as const;
    await dropFiles({
      methods: {
        inspectFiles: async () => {
          const proposal = filmsProposal();
          const [ratings, movies] = proposal.plan.files;
          return { ...proposal, plan: { ...proposal.plan, files: [{ ...ratings, rules: [rule] }, movies] } };
        },
        checkImport: async (_job, _id, plan) => {
          const [{ file, rules }] = plan.files;
          kept.push(rules?.[0].kept === true);
          const signs = [{ sign: 'words', column: 'status', cells: ['cancelled'] }];
          const details = { reason: 'cancelled', count: 12, rows: 300, kept: kept.at(-1) === true, signs };
          const sifted: Issue = { code: 'ROWS_SIFTED', severity: 'warning', file, details };
          return { ...filmsCheck(), issues: [sifted] };
        },
      },
    });
    expect(await screen.findByText(/^12 of 300 rows were cancelled.*\(status = cancelled\)/)).toBeVisible();
    (await screen.findByRole('button', { name: 'Keep these rows' })).focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText(/They count like all others\.$/)).toBeVisible();
    expect(screen.getByRole('group', { name: 'How it was read' })).toContainElement(
      document.activeElement as HTMLElement,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Leave these rows out' }));
    expect(await screen.findByRole('button', { name: 'Keep these rows' })).toBeVisible();
    expect(kept).toEqual([false, true, false]);
  });

  it('says which cells count as those above, and leaves them blank by one press', async () => {
    const blank: boolean[] = [];
    const asAbove = { levels: [{ keys: [0, 3], columns: [0, 3] }], width: 4 };
    await dropFiles({
      methods: {
        inspectFiles: async () => {
          const proposal = filmsProposal();
          const [ratings, movies] = proposal.plan.files;
          const own = { ...ratings, format: { ...ratings.format, asAbove } };
          return { ...proposal, plan: { ...proposal.plan, files: [own, movies] } };
        },
        checkImport: async (_job, _id, plan) => {
          const [{ file, format }] = plan.files;
          blank.push(format.asAbove?.blank === true);
          const columns = ['userId', 'timestamp'];
          const details = { of: file, columns, count: 1468, rows: 4250, blank: blank.at(-1) === true };
          const said: Issue = { code: 'CELLS_AS_ABOVE', severity: 'warning', file, details };
          return { ...filmsCheck(), issues: [said] };
        },
      },
    });
    const sentence = '1,468 of 4,250 rows leave userId and timestamp blank: they belong to the row above';
    expect(await screen.findByText(new RegExp(`^${sentence}`))).toBeVisible();
    (await screen.findByRole('button', { name: 'Leave them blank' })).focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText(/ blank\. The cells stay blank\.$/)).toBeVisible();
    expect(screen.getByRole('group', { name: 'How it was read' })).toContainElement(
      document.activeElement as HTMLElement,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Take them from the row above' }));
    expect(await screen.findByRole('button', { name: 'Leave them blank' })).toBeVisible();
    expect(blank).toEqual([false, true, false]);
  });

  it('puts items into the open project that has interactions and no items', async () => {
    const proposal = filmsProposal();
    const [, movies] = proposal.plan.files;
    const alone = { ...proposal, name: 'movies', plan: { ...proposal.plan, files: [movies] } };
    const targets: (readonly [string | null, string, string])[] = [];
    const films = filmsCheck();
    const gifts = projectState({ project: GIFT_SHOP, profile: 'relaxed' });
    const api = fakeApi({
      methods: {
        openProject: async () => ({
          ...gifts,
          datasets: gifts.datasets.filter(({ type }) => type === 'INTERACTIONS'),
        }),
        inspectFiles: async () => ({ ...alone, files: [proposal.files[1]] }),
        checkImport: async (_job, _id, plan, into) => {
          targets.push([into, plan.mode, plan.profile]);
          const tallies = films.tallies.filter(({ dataset }) => dataset === 'ITEMS');
          return { ...films, files: [films.files[1]], issues: [], counts: null, joins: [], tallies };
        },
        importFiles: async (_job, _id, plan, target) => {
          targets.push([target.into, plan.mode, plan.profile]);
          return { state: gifts, report: EMPTY_REPORT };
        },
      },
    });
    render(App, { api });
    await userEvent.click(await screen.findByRole('link', { name: 'gift-shop-2011' }));
    await waitFor(() => expect(location.hash).toContain('user='));
    location.hash = '#view=import&project=p-gifts';
    await dropFile('movies.csv', 'movieId,title,genres\n');
    const where = within(await screen.findByRole('group', { name: 'Where it goes' }));
    expect(where.getByRole('button', { name: 'Add items to gift-shop-2011' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(where.queryByRole('button', { name: /Replace|Add to the data/ })).toBeNull();
    expect(
      screen.getByText(/^Items come to the interactions of gift-shop-2011, which stay as they are/),
    ).toBeVisible();
    expect(await screen.findByText(/recipes learn from those of gift-shop-2011/)).toBeVisible();
    const button = await importButton(/^Import 9,742\srows$/);
    expect(button).toBeEnabled();
    await userEvent.click(button);
    expect(await screen.findByText(/^9,742\srows imported/)).toBeVisible();
    expect(targets).toEqual([
      ['p-gifts', 'FULL', 'relaxed'],
      ['p-gifts', 'FULL', 'relaxed'],
    ]);
  });

  it('takes an export bundle without tables, and makes a new project of it', async () => {
    const proposal = filmsProposal();
    const bundle = { ...proposal, files: [], plan: { ...proposal.plan, files: [] }, bundle: true as const };
    const api = await dropFiles({
      methods: {
        inspectFiles: async () => bundle,
        checkImport: async () => ({
          files: [],
          issues: [],
          importable: true,
          counts: null,
          joins: [],
          read: [],
          told: [],
          tallies: [],
        }),
      },
    });
    expect(
      screen.getByText(/an export bundle without imported rows: everything in it was put/),
    ).toBeVisible();
    const button = await importButton(/^Import$/);
    expect(button).toBeEnabled();
    await userEvent.click(button);
    await waitFor(() => expect(api.calls).toContain('importFiles'));
  });

  it('shows each column with its role, its reason and a histogram', async () => {
    await dropFiles();
    const role = await screen.findByRole('combobox', { name: 'Role of movieId' });
    expect(role).toHaveValue('ITEM_ID');
    expect(role).toHaveAccessibleDescription(
      '9,724 distinct, looks like ids its name; found in movies.csv; one row each',
    );
    expect(screen.getByRole('img', { name: /^rating: 0.5 to 5/ })).toBeVisible();
    expect(await screen.findByText(/100,836\srows, 2\sproblems/)).toBeVisible();
    await importButton(/^Import 110,575\srows$/);
  });

  it('says of a column that describes the items where it goes, and takes it back', async () => {
    const { files, plan, ...rest } = filmsProposal();
    const moved = plan.files.map((file, at) => ({
      ...file,
      columns: file.columns.map((column) =>
        at === 0 && column.header === 'rating'
          ? { ...column, role: 'IGNORE' as const, movedTo: 'ITEMS' as const }
          : column,
      ),
    }));
    const proposal = {
      ...rest,
      plan: { ...plan, files: moved },
      files: files.map((file, at) => ({ ...file, plan: moved[at] })),
    };
    await dropFiles({ methods: { inspectFiles: async () => proposal } });
    const role = await screen.findByRole('combobox', { name: 'Role of rating' });
    expect(role).toHaveDisplayValue('Items: rating');
    await userEvent.selectOptions(role, 'Keep as context');
    expect(role).toHaveDisplayValue('Keep as context');
    expect(within(role).getByRole('option', { name: 'Leave out' })).toBeVisible();
  });

  it('lists problems with their lines and leads to the row', async () => {
    await dropFiles();
    const problems = within(await screen.findByRole('region', { name: /^2\sproblems$/ }));
    await userEvent.click(problems.getByRole('button', { name: '48,213' }));
    const row = screen.getByRole('row', { name: /^48,213/ });
    await waitFor(() => expect(row).toHaveFocus());
    expect(row).toHaveTextContent('2009-13-02');
  });

  it('gives a role by keyboard, takes it from the column that had it, and reads again', async () => {
    const plans: ImportPlan[] = [];
    const checkImport = (_job: JobId, _id: string, plan: ImportPlan): Promise<ImportCheck> => {
      plans.push(plan);
      return Promise.resolve(filmsCheck());
    };
    const judgeTimes: FakeApi['judgeTimes'] = async (_id, { files: [file] }) => ({
      ...file,
      columns: file.columns.map((column) =>
        column.role === 'TIMESTAMP' ? { ...column, timeUnit: 'month-first' as const } : column,
      ),
    });
    await dropFiles({ methods: { checkImport, judgeTimes } });
    const rating = await screen.findByRole('combobox', { name: 'Role of rating' });
    await userEvent.selectOptions(rating, 'TIMESTAMP');
    await waitFor(() => expect(plans).toHaveLength(2));
    const columns = plans[1].files[0].columns;
    expect(columns[2]).toMatchObject({ role: 'TIMESTAMP', type: 'long', field: 'TIMESTAMP' });
    // How the whole column is written is for the worker to say.
    expect(columns[2].timeUnit).toBe('month-first');
    expect(columns[3]).toMatchObject({ role: 'KEEP', field: 'TIMESTAMP_2' });
    expect(screen.getByRole('combobox', { name: 'Role of timestamp' })).toHaveValue('KEEP');
  });

  it('shows the newest check when an older one answers late', async () => {
    const answers: ((check: ImportCheck) => void)[] = [];
    const checkImport = () => new Promise<ImportCheck>((resolve) => answers.push(resolve));
    await dropFiles({ methods: { checkImport } });
    await waitFor(() => expect(answers).toHaveLength(1));
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Role of rating' }), 'IGNORE');
    await waitFor(() => expect(answers).toHaveLength(2));
    const films = filmsCheck();
    answers[1]({
      ...films,
      files: [{ ...films.files[0], rows: 7, kept: 7, issues: [] }],
      read: [],
      told: [],
      tallies: [{ dataset: 'INTERACTIONS', rows: 7, kept: 7, lost: [] }],
    });
    await importButton(/^Import 7\srows$/);
    answers[0](films);
    await Promise.resolve();
    await importButton(/^Import 7\srows$/);
  });

  it('counts rows once that tell of events and of their items', async () => {
    const proposal = filmsProposal();
    const [events, items] = proposal.plan.files;
    const made = { of: events.file, dataset: 'ITEMS', key: 1, columns: [] } as const;
    const plan = { ...proposal.plan, made: [{ kind: 'entities' as const, file: items.file, ...made }] };
    await dropFiles({ methods: { inspectFiles: async () => ({ ...proposal, plan }) } });
    await importButton(/^Import 100,833\srows$/);
  });

  it('reads the file with another separator', async () => {
    const api = await dropFiles();
    await userEvent.click(screen.getByText('How ratings.csv is read'));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Separator' }), ';');
    await waitFor(() => expect(api.calls).toContain('reinspectFile'));
    expect(screen.getByRole('combobox', { name: 'Separator' })).toHaveValue(';');
  });

  it('says of a table that is no delimited text what it is, and asks nothing that means nothing there', async () => {
    const proposal = filmsProposal();
    const files = proposal.plan.files.map((file) => ({
      ...file,
      format: { ...file.format, form: 'xlsx' as const },
    }));
    const plan = { ...proposal.plan, files };
    const proposed = proposal.files.map((file, i) => ({ ...file, plan: files[i] }));
    await dropFiles({ methods: { inspectFiles: async () => ({ ...proposal, plan, files: proposed }) } });
    expect(screen.getByText(/Excel workbook/)).toBeVisible();
    expect(screen.getByRole('group', { name: 'What the rows are' })).toBeVisible();
    expect(screen.queryByRole('combobox', { name: 'Separator', hidden: true })).toBeNull();
  });

  it('lets each file be events, items, people or left out, in its tab', async () => {
    const plans: ImportPlan[] = [];
    const reread: (string | null)[] = [];
    await dropFiles({
      methods: {
        checkImport: async (_job, _id, plan) => {
          plans.push(plan);
          return filmsCheck();
        },
        reinspectFile: async (_id, plan, file) => {
          const { files, ...rest } = filmsProposal();
          reread.push(plan.files.find((each) => each.file === file)?.dataset ?? null);
          const proposed = files.map((each) => ({
            ...each,
            plan: plan.files.find((one) => one.file === each.plan.file) ?? each.plan,
          }));
          return { ...rest, plan, files: proposed };
        },
      },
    });
    await waitFor(() => expect(plans).toHaveLength(1));
    const names = screen.getAllByRole('tab').map(({ textContent }) => textContent);
    expect(names).toEqual(['ratings.csv events', 'movies.csv items']);
    await userEvent.click(screen.getByRole('tab', { name: /^movies.csv/ }));
    const choices = within(screen.getByRole('group', { name: 'What the rows are' }));
    expect(choices.getAllByRole('button').map(({ textContent }) => textContent.trim())).toEqual([
      'Events',
      'Items',
      'People',
      'Leave out',
    ]);
    expect(choices.getByRole('button', { name: 'Items' })).toHaveAttribute('aria-pressed', 'true');
    expect(await screen.findByText(/^9,742\srows, all of them kept/)).toBeVisible();

    // Its columns mean something else now, so that it is looked at anew.
    choices.getByRole('button', { name: 'People' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(reread).toEqual(['USERS']));
    await waitFor(() => expect(plans).toHaveLength(2));
    expect(plans[1].files.map(({ dataset }) => dataset)).toEqual(['INTERACTIONS', 'USERS']);

    await userEvent.click(
      within(screen.getByRole('group', { name: 'What the rows are' })).getByRole('button', {
        name: 'Leave out',
      }),
    );
    await waitFor(() => expect(plans).toHaveLength(3));
    expect(plans[2].files.map(({ dataset }) => dataset)).toEqual(['INTERACTIONS', null]);
    expect(screen.getByRole('tab', { name: /^movies.csv.*left out/ })).toBeVisible();
    // Nothing else is said of a file that is left out, and it can come back.
    expect(screen.queryByRole('combobox', { name: 'Role of title' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Events' })).toBeVisible();
    expect(reread).toEqual(['USERS']);
  });

  describe('when a reading is in doubt', () => {
    const at = { dataset: 'INTERACTIONS', file: 'ratings.csv', column: 'timestamp' } as const;
    const march = Date.UTC(2011, 2, 4) / 1000;
    const april = Date.UTC(2011, 3, 3) / 1000;

    function proposalWith(change: (plan: ImportPlan) => ImportPlan): ImportProposal {
      const { files, ...rest } = filmsProposal();
      const plan = change(rest.plan);
      return { ...rest, plan, files: files.map((file, i) => ({ ...file, plan: plan.files[i] })) };
    }
    const monthFirst = (plan: ImportPlan): ImportPlan => ({
      ...plan,
      files: plan.files.map((file) => ({
        ...file,
        columns: file.columns.map((column) =>
          column.role === 'TIMESTAMP' ? { ...column, timeUnit: 'month-first' as const } : column,
        ),
      })),
    });
    /** The screen with one finding until the plan has changed. */
    async function dropWith(issue: Issue, importable: boolean): Promise<ImportPlan[]> {
      const plans: ImportPlan[] = [];
      await dropFiles({
        methods: {
          inspectFiles: async () => proposalWith(monthFirst),
          checkImport: async (_job, _id, plan) => {
            plans.push(plan);
            const films = filmsCheck();
            return plans.length > 1 ? films : { ...films, issues: [issue], importable };
          },
        },
      });
      return plans;
    }

    it('does not import while more than 5 % of the rows are lost, and offers the other reading', async () => {
      const details = { count: 40_000, rows: 100_836, unit: 'day-first' };
      const plans = await dropWith({ code: 'ROWS_LOST', severity: 'error', ...at, details }, false);
      const lost = await screen.findByText(/40,000 of 100,836\srows cannot be read/);
      const cures = within(lost.closest('li')!);
      expect(await importButton()).toHaveAccessibleDescription('The red problems below come first.');
      expect(cures.getByRole('button', { name: 'Leave these rows out' })).toBeVisible();
      await userEvent.click(cures.getByRole('button', { name: 'Read as day-month' }));
      await waitFor(() => expect(plans).toHaveLength(2));
      expect(plans[1].files[0].columns[3].timeUnit).toBe('day-first');
      expect(plans[1].files[0].acceptsLoss).toBeUndefined();
      await importButton(/^Import 110,575\srows$/);
      expect(screen.queryByText(/40,000 of 100,836/)).toBeNull();
    });

    it('or leaves the lost rows out when told to', async () => {
      const details = { count: 40_000, rows: 100_836, unit: null };
      const plans = await dropWith({ code: 'ROWS_LOST', severity: 'error', ...at, details }, false);
      await userEvent.click(await screen.findByRole('button', { name: 'Leave these rows out' }));
      await waitFor(() => expect(plans).toHaveLength(2));
      expect(plans[1].files[0]).toMatchObject({ acceptsLoss: true });
      expect(plans[1].files[0].columns[3].timeUnit).toBe('month-first');
      expect(await importButton(/^Import 110,575\srows$/)).toBeEnabled();
    });

    it('asks which of two days a date is, says which is taken, and hears either answer', async () => {
      const readings = [
        { unit: 'month-first', sec: april },
        { unit: 'day-first', sec: march },
      ];
      const details = { example: '4/3/2011', readings };
      const plans = await dropWith({ code: 'DATES_EITHER_WAY', severity: 'warning', ...at, details }, true);
      expect(await screen.findByText(/is 4\/3\/2011 3\sApr\s2011 or 4\sMar\s2011\?/)).toBeVisible();
      expect(screen.getByText(/^Until you choose, it is read as 3\sApr\s2011\./)).toBeVisible();
      expect(screen.getByRole('button', { name: /^It is 3\sApr\s2011$/ })).toBeVisible();
      screen.getByRole('button', { name: /^It is 4\sMar\s2011$/ }).focus();
      await userEvent.keyboard('{Enter}');
      await waitFor(() => expect(plans).toHaveLength(2));
      expect(plans[1].files[0].columns[3].timeUnit).toBe('day-first');
      expect(screen.queryByRole('button', { name: /^It is / })).toBeNull();
    });
  });

  it('walks the files with the arrow keys', async () => {
    await dropFiles();
    const first = await screen.findByRole('tab', { name: /^ratings.csv/ });
    first.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(screen.getByRole('tab', { name: /^movies.csv/ })).toHaveFocus();
    expect(screen.getByRole('combobox', { name: 'Role of title' })).toHaveValue('KEEP');
  });

  it('says the name and the rows of the file that is shown, and counts problems over all', async () => {
    await dropFiles();
    expect(await screen.findByText(/100,836\srows, 2\sproblems in all/)).toBeVisible();
    expect(screen.getByText(/^ratings\.csv ·/)).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: /^movies.csv/ }));
    expect(screen.getByText(/^movies\.csv ·/)).toBeVisible();
    expect(screen.getByText(/^9,742\srows, 2\sproblems in all/)).toBeVisible();
  });

  it('ticks off a join only where nothing is without a counterpart', async () => {
    const joins = (idle: number, bare: number): Partial<FakeOptions['methods']> => ({
      checkImport: async () => ({
        ...filmsCheck(),
        joins: [{ dataset: 'ITEMS', described: 100, idle, used: 90, bare }],
      }),
    });
    const mark = async (idle: number, bare: number): Promise<string | undefined> => {
      await dropFiles({ methods: joins(idle, bare) });
      const line = (await screen.findByText(/of items have no interactions|items have interactions/)).closest(
        'li',
      );
      const found = line?.querySelector('span')?.className;
      cleanup();
      history.replaceState(null, '', '#');
      return found;
    };
    expect(await mark(0, 0)).toContain('t-ok');
    expect(await mark(3, 0)).toContain('mute');
    expect(await mark(3, 1)).toContain('t-warn');
  });

  it('tells where a schema is no JSON, and blocks its use', async () => {
    await dropFiles();
    const text = await screen.findByRole('textbox', { name: 'Avro schema of ratings.csv' });
    await userEvent.clear(text);
    await userEvent.click(text);
    await userEvent.paste('{"type": "record",}');
    expect(text).toBeInvalid();
    expect(text).toHaveAccessibleDescription(/line 1/);
    expect(screen.getByRole('button', { name: 'Use this schema' })).toHaveAccessibleDescription(
      'It is not JSON yet.',
    );
  });

  it('checks under the schema that was written by hand', async () => {
    const plans: ImportPlan[] = [];
    const checkImport = (_job: JobId, _id: string, plan: ImportPlan): Promise<ImportCheck> => {
      plans.push(plan);
      return Promise.resolve(filmsCheck());
    };
    await dropFiles({ methods: { checkImport } });
    const text = await screen.findByRole<HTMLTextAreaElement>('textbox', {
      name: 'Avro schema of ratings.csv',
    });
    const edited = text.value.replace('"float"', '"double"');
    await userEvent.clear(text);
    await userEvent.click(text);
    await userEvent.paste(edited);
    await userEvent.click(screen.getByRole('button', { name: 'Use this schema' }));
    await waitFor(() => expect(plans).toHaveLength(2));
    expect(plans[1].files[0].schema?.fields[2].type).toEqual(['null', 'double']);
  });

  it('does not import what the service would refuse, and says what to do', async () => {
    const films = filmsCheck();
    await dropFiles({ methods: { checkImport: () => Promise.resolve({ ...films, importable: false }) } });
    const button = await importButton();
    await waitFor(() => expect(button).toHaveAccessibleDescription('The red problems below come first.'));
    await userEvent.click(button);
    expect(screen.getByRole('heading', { name: 'Check the columns' })).toBeVisible();
  });

  it('imports, says how many rows came in, and shows the data', async () => {
    const api = await dropFiles();
    (await importButton(/^Import 110,575\srows$/)).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(location.hash).toBe('#view=overview&project=p-new'));
    expect(await screen.findByText(/100,836.events imported, 3.rows left out/)).toBeVisible();
    expect(api.calls).toContain('importFiles');
  });

  it('does not build the columns once more when the rows are in', async () => {
    await dropFiles();
    const button = await importButton(/^Import 110,575\srows$/);
    let columns = 0;
    const watch = new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      columns += added.filter((node) => node instanceof Element && node.matches('[role=region].map')).length;
    });
    watch.observe(document.body, { childList: true, subtree: true });
    await userEvent.click(button);
    await waitFor(() => expect(location.hash).toBe('#view=overview&project=p-new'));
    watch.disconnect();
    expect(columns).toBe(0);
  });

  it('shows every column of a wide table', async () => {
    const proposal = filmsProposal();
    const [ratings, ...others] = proposal.plan.files;
    const many = Array.from({ length: 14 }, (_, i) => ({
      ...ratings.columns[2],
      index: 4 + i,
      header: `feature ${i}`,
      role: 'IGNORE' as const,
    }));
    const wide = { ...ratings, columns: [...ratings.columns, ...many] };
    const plan = { ...proposal.plan, files: [wide, ...others] };
    await dropFiles({ methods: { inspectFiles: async () => ({ ...proposal, plan }) } });
    const table = await screen.findByRole('region', { name: 'Columns and first rows of ratings.csv' });
    await waitFor(() => expect(within(table).getAllByRole('columnheader')).toHaveLength(19));
  });

  it('shows a bar with Cancel while it imports, and comes back to the columns when cancelled', async () => {
    let report: OnProgress = () => undefined;
    await dropFiles({
      methods: {
        importFiles: (_job, _id, _plan, _target, onProgress) => {
          report = onProgress;
          return new Promise(() => undefined);
        },
      },
    });
    await userEvent.click(await importButton(/^Import 110,575\srows$/));
    await screen.findByRole('heading', { name: 'Importing' });
    report({ phase: 'reading', done: 0, total: 1000, elapsedMs: 0 });
    report({ phase: 'reading', done: 620, total: 1000, elapsedMs: 5000 });
    const main = within(screen.getByRole('main'));
    const bar = await main.findByRole('progressbar', { name: 'Reading' });
    expect(bar).toHaveAttribute('aria-valuenow', '62');
    expect(main.getByText(/about 3\ss left/)).toBeVisible();
    expect(document.title).toMatch(/^62\u00a0% · /);
    expect(main.getByRole('button', { name: 'Cancel' })).toBeVisible();
  });

  it('keeps the focus on the page when the button goes with the columns', async () => {
    await dropFiles({ methods: { importFiles: () => new Promise(() => undefined) } });
    (await importButton(/^Import 110,575\srows$/)).focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('heading', { name: 'Importing' });
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });

  it('forgets the files on Cancel', async () => {
    await dropFiles();
    await importButton(/^Import 110,575\srows$/);
    await userEvent.click(within(screen.getByRole('main')).getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('heading', { name: 'What will you bring?' })).toBeVisible();
  });
});
