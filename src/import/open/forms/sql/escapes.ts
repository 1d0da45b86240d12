/** What a letter behind a backslash stands for, in lines of COPY as in texts between quotes. */
export const ESCAPES: { readonly [letter: string]: string } = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
