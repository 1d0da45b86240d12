import { AppError } from '../../../domain/errors';
import { propertyName } from '../../../domain/event-properties';
import {
  entityKey,
  fieldType,
  type AvroSchema,
  type DatasetType,
  type EntityDatasetType,
} from '../../../domain/schema';
import type { PutEntity, TrackedEntity } from '../../../domain/tracking';
import { LIMITS } from '../../../domain/limits';
import { missingCell, readProperties } from './read-properties';

const MAX_PROPERTIES: { readonly [type in DatasetType]: number } = {
  INTERACTIONS: 0,
  ITEMS: 32_000,
  USERS: 24_000,
  ACTIONS: 32_000,
  ACTION_INTERACTIONS: 0,
};

/**
 * Checks a PutItems or PutUsers call; one bad row rejects all of it. Properties that are left out become null.
 *
 * @throws AppError E02 … E06; `details.place` counts rows from 1, 0 is the call itself.
 */
export function readEntities(
  entities: readonly PutEntity[],
  type: EntityDatasetType,
  schema: AvroSchema,
): TrackedEntity[] {
  const key = entityKey(type);
  if (entities.length === 0) throw new AppError('E02', { place: 0, field: type.toLowerCase(), max: null });
  if (entities.length > LIMITS.putAtOnce)
    throw new AppError('E06', { count: entities.length, max: LIMITS.putAtOnce });
  return entities.map(({ id, properties }, i) => {
    const place = i + 1;
    const isMissing = typeof id !== 'string' || id === '';
    if (isMissing || id.length > LIMITS.idChars) {
      const field = propertyName(key);
      throw new AppError('E02', { place, field, max: isMissing ? null : LIMITS.idChars });
    }
    const cells = readProperties(properties, schema, [key], MAX_PROPERTIES[type], place, 'refused');
    for (const field of schema.fields) {
      if (field.name === key || Object.hasOwn(cells, field.name)) continue;
      if (!fieldType(field).nullable) throw missingCell(field, place);
      cells[field.name] = null;
    }
    return { id, cells };
  });
}
