/** Comments and blanks before the first statement. */
const BEFORE = /^(?:\s+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$);?|;)+/;
const STATEMENT =
  /^(\\(un)?restrict\s|\\connect\s|(alter|begin|commit|copy|create|delete|delimiter|drop|grant|insert|lock|pragma|prompt|rem|replace|select|set|spool|start|truncate|upsert|use)\s)/i;
const OF_TABLES =
  /\b(create\s+(\w+\s+)*table|insert\s+(\w+\s+)*into|insert\s+\[|replace\s+into|copy\s[^;\n]*\sfrom\s+stdin\b)/i;
/** What the programs say of themselves, where a beginning holds no more than that. */
const DUMPED = /^--.*\b(dump|dumped|pgadmin|heidisql)\b/im;
/** A line of Apache or nginx, or the names of the fields of others. */
const REQUEST =
  /^(\S+ )?\S+ \S+ .*\[\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:]+ [+-]\d{4}\] "|^#Fields: .*\b(date|time)\b/m;

/** Whether a text is made of the statements that make a database anew. */
export function isDump(beginning: string): boolean {
  const first = beginning.replace(BEFORE, '');
  if (first === '') return DUMPED.test(beginning);
  return STATEMENT.test(first) && OF_TABLES.test(beginning);
}

/** Whether a text is the log of a web server. */
export function isWebLog(beginning: string): boolean {
  return REQUEST.test(beginning.slice(0, 4096));
}
