import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, test } from 'vitest';
import App from '../../src/page/App.svelte';
import { enlargement } from '../../src/page/views/lesson/projector';
import Presenter from '../../src/page/views/lesson/Presenter.svelte';
import { fakeApi } from '../support/fake-api';
import { NEXT } from '../support/fake-lesson';

beforeEach(() => history.replaceState(null, '', '#view=lesson&lesson=neighbours&project=p-sample'));

describe('the presenter’s window', () => {
  it('follows the wall, keeps the notes to itself, and turns the pages of the wall', async () => {
    const lessonFact = async () => NEXT;
    const wall = render(App, { api: fakeApi({ methods: { lessonFact } }) });
    const heading = await within(wall.container).findByRole('heading', { level: 1, name: /Ana/ });
    const presenter = render(Presenter);
    const own = within(presenter.container);
    expect(await own.findByRole('heading', { name: 'Notes' })).toBeInTheDocument();
    expect(own.getByRole('heading', { level: 1 })).toHaveTextContent(heading.textContent);
    expect(own.getByText(/step 1 of 2/)).toBeInTheDocument();
    expect(own.getByRole('timer')).toHaveTextContent(/^0:0\d$/);
    expect(own.queryByRole('heading', { name: 'What it says' })).toBeNull();
    expect(own.getByText(/^5\sminutes planned$/)).toBeVisible();
    expect(own.getByRole('region', { name: /not on the wall yet/ })).toHaveTextContent('It was Seven.');
    expect(within(wall.container).queryByText(/popularity said/)).toBeNull();

    await userEvent.click(own.getByRole('button', { name: 'Show the answer' }));
    expect(await own.findByRole('heading', { name: 'What it says' })).toBeInTheDocument();
    expect(await within(wall.container).findByText(/popularity said/)).toBeInTheDocument();

    expect(await own.findByRole('button', { name: 'Hide the answer' })).toBeVisible();
    await userEvent.click(own.getByRole('button', { name: 'Next' }));
    expect(await own.findByText(/step 2 of 2/)).toBeInTheDocument();
    expect(location.hash).toContain('step=2');
    wall.unmount();
    expect(await own.findByText('No lesson is on the wall')).toBeInTheDocument();
  });

  it('says what to do where there is no lesson', async () => {
    history.replaceState(null, '', '#view=lesson&presenter=yes');
    render(App, { api: fakeApi() });
    expect(await screen.findByText('No lesson is on the wall')).toBeInTheDocument();
    expect(screen.queryByRole('navigation', { name: 'Three ways in' })).toBeNull();
  });
});

test.each([
  [1280, 800, 1],
  [360, 780, 1],
  [1440, 860, 1],
  [1920, 1080, 1.4],
  [3840, 2160, 2.8],
])('on %d × %d pixels a lesson is shown %d times as large', (width, height, times) => {
  expect(enlargement(width, height)).toBe(times);
});
