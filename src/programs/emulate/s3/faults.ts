import { ServiceError } from '../service-error';

/** @param condition the header that holds it. */
export function unmet(condition: string): ServiceError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new ServiceError('PreconditionFailed', 412, message, { Condition: condition });
}

export function malformed(): ServiceError {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new ServiceError('MalformedXML', 400, message);
}
