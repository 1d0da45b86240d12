import { AppError } from './errors';

/** Code that is loaded when it is asked for. @throws AppError PART_UNREACHED. */
export async function part<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch (cause) {
    throw new AppError('PART_UNREACHED', { reason: String(cause) }, { cause });
  }
}
