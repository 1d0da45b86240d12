import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors';
import type { TakeAwayChoice } from '../../src/domain/take-away';
import type { StudioApi } from '../../src/domain/door';
import VersionsView from '../../src/page/views/versions/VersionsView.svelte';
import { fakeApi } from '../support/fake-api';
import { takenAway } from '../support/fake-taken-away';
import { eventually } from '../support/eventually';
import { showFilms } from '../support/show-films';

const button = () => screen.getByRole('button', { name: 'Take it away' });

describe('Take it away', () => {
  it('leaves histories out and takes whole numbers, unless that is asked for', async () => {
    const asked: TakeAwayChoice[] = [];
    const takeAway: StudioApi['takeAway'] = async (_job, _arn, choice) => {
      asked.push(choice);
      return { zip: new Blob(['folder']), taken: takenAway(choice) };
    };
    await showFilms(VersionsView, fakeApi({ methods: { takeAway } }));
    await userEvent.click(button());
    await eventually(() => expect(asked).toHaveLength(1));
    await userEvent.click(screen.getByLabelText('In 8 bits where lists stay the same'));
    await userEvent.click(screen.getByLabelText('With what people did'));
    await userEvent.click(button());
    await eventually(() => expect(asked).toHaveLength(2));
    expect(asked).toEqual([
      { histories: 'left-out', leastPeople: 1, eightBit: false },
      { histories: 'kept', leastPeople: 1, eightBit: true },
    ]);
  });

  it('says why one cannot leave', async () => {
    const facts = { recipe: 'aws-item-affinity', type: 'USER_SEGMENTATION' };
    const takeAway = async () => {
      throw new AppError('CANNOT_LEAVE', facts);
    };
    await showFilms(VersionsView, fakeApi({ methods: { takeAway } }));
    await userEvent.click(button());
    expect(await screen.findByText(/people stay where their data are/)).toBeVisible();
  });
});
