const PYTHON = /^[[{(]\s*u?'/;
const TOKENS = /u?'((?:[^'\\]|\\[\s\S])*)'|u?"((?:[^"\\]|\\[\s\S])*)"|\b(True|False|None|nan)\b/g;
const WORDS: { readonly [word: string]: string } = {
  True: 'true',
  False: 'false',
  None: 'null',
  nan: 'null',
};
const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

/** A record as Python prints it, as JSON; any other text as it is. Data sets of reviews come so, a record on each line. */
export function jsonOfPython(text: string): string {
  if (!PYTHON.test(text)) return text;
  return text.replace(TOKENS, (whole, single?: string, double?: string, word?: string) => {
    if (word !== undefined) return WORDS[word];
    return JSON.stringify(unescaped(single ?? double ?? whole));
  });
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(x[\da-f]{2}|u[\da-f]{4}|[\s\S])/gi, (_, escape: string) => {
    if (/^[xu]./i.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
    return Object.hasOwn(ESCAPES, escape) ? ESCAPES[escape] : escape;
  });
}
