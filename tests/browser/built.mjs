/** Where the server of these tests has the built app. */
export const BUILT = '/built';
