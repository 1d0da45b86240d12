import { AppError, type JsonObject } from '../../domain/errors';
import { optionalObject } from './read-input';

/** No ranking is influenced here, and lists would not tell. @throws AppError INVALID_INPUT where a request asks for it. */
export function refuseInfluence(config: JsonObject): void {
  const influence = Object.keys(optionalObject(config, 'rankingInfluence') ?? {});
  if (influence.length > 0)
    throw new AppError('INVALID_INPUT', { field: 'rankingInfluence', value: influence });
}
