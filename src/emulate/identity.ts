/** The one account that there is. */
export { ACCOUNT } from '../domain/arn';
