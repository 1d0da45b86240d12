/** What a shop's export tells of a customer: who they are first, and then what could tell tastes apart. */
const FIRST = ['Ann', 'Bo', 'Cleo', 'Dana', 'Eva', 'Finn', 'Gus'];
const LAST = ['Lee', 'Müller', 'Rossi', 'Kim', 'Silva'];
const CUSTOMERS = 60;

const first = (i: number): string => FIRST[i % FIRST.length];
const last = (i: number): string => LAST[(i * 3) % LAST.length];
const COLUMNS: Readonly<Record<string, (i: number) => string>> = {
  customer_id: (i) => `c${i}`,
  first_name: first,
  last_name: last,
  name: (i) => `${first(i)} ${last(i)}`,
  email: (i) => `${first(i).toLowerCase()}${i}@example.com`,
  phone: (i) => `0170${1_000_000 + i * 7919}`,
  street: (i) => `${1 + i} High Street`,
  birth_date: (i) => `19${60 + (i % 40)}-0${1 + (i % 9)}-1${i % 9}`,
  city: (i) => ['Berlin', 'Seoul', 'Paris'][i % 3],
  age_group: (i) => ['18-29', '30-49', '50+'][i % 3],
};
/** Those that say who somebody is. */
export const PERSONAL_HEADERS = ['first_name', 'last_name', 'name', 'email', 'phone', 'street', 'birth_date'];

/** The customers of a shop, with these columns or all. */
export function customersCsv(headers: readonly string[] = Object.keys(COLUMNS)): string {
  const rows = Array.from({ length: CUSTOMERS }, (_, i) => headers.map((header) => COLUMNS[header](i)));
  return `${[headers, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** What they bought: 1,200 rows of 40 articles, which have names too. */
export function purchasesCsv(who: (i: number) => string = (i) => `c${i}`): string {
  const rows = Array.from(
    { length: 1200 },
    (_, i) => `${who((i * 7) % CUSTOMERS)},s${(i * 11 + (i % 5)) % 40},${1_700_000_000 + i * 60}`,
  );
  return `${['customer_id,sku,timestamp', ...rows].join('\n')}\n`;
}

export function articlesCsv(): string {
  const rows = Array.from({ length: 40 }, (_, i) => `s${i},Lamp ${i},Ann Lee,info${i}@maker.example`);
  return `${['sku,name,designer_name,email', ...rows].join('\n')}\n`;
}
