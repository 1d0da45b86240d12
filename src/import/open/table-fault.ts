import { AppError, type ErrorFacts } from '../../domain/errors';

type Facts = ErrorFacts['TABLE_UNREADABLE'];
export type TableFault = Facts['reason'];

/** Why nothing can be read of a file, or not all. @param record the place of the fault, from 1, where there is one to tell. */
export function tableFault(
  { file, form }: Pick<Facts, 'file' | 'form'>,
  reason: TableFault,
  record: number | null = null,
  cause?: unknown,
): AppError<'TABLE_UNREADABLE'> {
  return new AppError('TABLE_UNREADABLE', { file, form, reason, record }, { cause });
}
