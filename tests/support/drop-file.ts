import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';

/** Gives the page a file to import. */
export async function dropFile(name: string, text: string): Promise<void> {
  await userEvent.upload(await screen.findByLabelText('Files to import'), new File([text], name));
}

export function dropRatings(): Promise<void> {
  return dropFile('ratings.csv', 'userId,movieId,rating,timestamp\n');
}
