/** The plural rules of the languages, as compiled messages ask for them. */
export const en = (value: number): 'one' | 'other' => (value === 1 ? 'one' : 'other');
export const ko = (): 'other' => 'other';
