/** The one account that there is. */
export const ACCOUNT = '123456789012';
