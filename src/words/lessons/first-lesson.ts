import * as say from '../messages/first-lesson';

/** The walk through all of it, which the first screen names: apart from the others, whose texts it does not need. */
export const FIRST_LESSON = { id: 'ten-minutes', title: say.title, minutes: 10 } as const;
