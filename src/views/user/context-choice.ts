import { isContextField } from '../../domain/context-fields';
import type { RequestContext } from '../../domain/histories';
import type { ProjectState } from '../../domain/resources';

/** Reads `DEVICE=mobile`, several joined by `&`; what the schema has no field for is left out. */
export function readContext(text: string | null, project: ProjectState | null): RequestContext | undefined {
  const fields = project?.datasets.find(({ type }) => type === 'INTERACTIONS')?.schema.fields ?? [];
  const given = [...new URLSearchParams(text ?? '')].filter(
    ([field, value]) => value !== '' && isContextField(field) && fields.some(({ name }) => name === field),
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The same with one value changed; an empty one is not given. */
export function writeContext(context: RequestContext, field: string, value: string): string | null {
  const given = Object.entries({ ...context, [field]: value }).filter(([, text]) => text !== '');
  return given.length === 0 ? null : new URLSearchParams(given).toString();
}
