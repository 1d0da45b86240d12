import { part } from '../../domain/part';
import type { Workspace } from './workspace';

type Method = (...args: readonly unknown[]) => unknown;

/** The same calls, answered when their code is there. */
type Later<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...args: infer Args) => infer Answer
    ? Answer extends Promise<unknown>
      ? Calls[Name]
      : (...args: Args) => Promise<Answer>
    : never;
};

/**
 * Calls whose code is loaded when the first of them is made, so that a page that makes none does not wait for it.
 *
 * @param load is tried again by the next call where it fails; then that call is refused with PART_UNREACHED.
 */
export function later<Calls extends object, const Name extends keyof Calls & string>(
  workspace: Workspace,
  load: () => Promise<Calls>,
  names: readonly Name[],
): Later<Pick<Calls, Name>> {
  let loading: Promise<Calls> | null = null;
  const loaded = (): Promise<Calls> =>
    (loading ??= workspace.beforeOpening(
      part(load).catch((error: unknown) => {
        loading = null;
        throw error;
      }),
    ));
  const ask =
    (name: Name): Method =>
    async (...args) =>
      ((await loaded())[name] as Method)(...args);
  return Object.fromEntries(names.map((name) => [name, ask(name)])) as Later<Pick<Calls, Name>>;
}
