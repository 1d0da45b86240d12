import { AppError } from '../../domain/errors';
import type { AppState } from '../state/app';

/**
 * Whether this tab may change what is stored. Where another tab works, the person is told at once, wherever on the page
 * was pressed, and not when an Undo has lapsed.
 */
export function mayWrite({ workspace, toasts }: Pick<AppState, 'workspace' | 'toasts'>): boolean {
  if (workspace.writer) return true;
  void sayWhy(toasts);
  return false;
}

async function sayWhy(toasts: AppState['toasts']): Promise<void> {
  const { describeError } = await import('../../words/copy/errors');
  const { what, todo } = describeError(new AppError('READ_ONLY_TAB'));
  void toasts.show(`${what} ${todo}`);
}
