import { isContextField } from '../../../domain/context-fields';
import type { RequestContext } from '../../../domain/histories';
import type { ProjectState } from '../../../domain/resources';
import { fieldsOf } from '../../../domain/schema';

/** Reads `DEVICE=mobile`, several joined by `&`; what the schema has no field for is left out. */
export function readContext(text: string | null, project: ProjectState | null): RequestContext | undefined {
  const fields = fieldsOf(project?.datasets ?? [], 'INTERACTIONS');
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
