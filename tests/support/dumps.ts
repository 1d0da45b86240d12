type Rows = readonly (readonly string[])[];

/** Head and rows as three programs dump them, in a table called so; cells of digits alone are numbers. */
export const DUMPS = {
  mysql(table: string, [head, ...rows]: Rows): string {
    const values = rows.map((cells) => `(${cells.map((cell) => literal(cell, escapedByMysql)).join(',')})`);
    return `-- MySQL dump 10.13  Distrib 8.0.36
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS \`${table}\`;
CREATE TABLE \`${table}\` (
${head.map((name) => `  \`${name}\` varchar(255) DEFAULT NULL COMMENT 'it''s; (a note)'`).join(',\n')},
  PRIMARY KEY (\`${head[0]}\`),
  KEY \`by\` (\`${head[1]}\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES \`${table}\` WRITE;
INSERT INTO \`${table}\` VALUES ${values.join(',')};
UNLOCK TABLES;
-- Dump completed on 2026-01-01  0:00:00
`;
  },

  postgres(table: string, [head, ...rows]: Rows): string {
    return `--
-- PostgreSQL database dump
--
\\restrict x
SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.${table} VALUES ('it''s no row'); -- it's none
END $$;
CREATE TABLE public.${table} (
${head.map((name) => `    "${name}" text DEFAULT 'a, b'::text`).join(',\n')}
);
COPY public.${table} (${head.map((name) => `"${name}"`).join(', ')}) FROM stdin;
${rows.map((cells) => `${cells.map(copied).join('\t')}\n`).join('')}\\.

ALTER TABLE ONLY public.${table} ADD CONSTRAINT k PRIMARY KEY ("${head[0]}");
\\unrestrict x
`;
  },

  sqlite(table: string, [head, ...rows]: Rows): string {
    const lines = rows.map(
      (cells) => `INSERT INTO "${table}" VALUES(${cells.map((cell) => literal(cell, doubled)).join(',')});`,
    );
    return `PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "${table}" (${head.map((name) => `"${name}" TEXT`).join(', ')});
${lines.join('\n')}
CREATE TRIGGER touched AFTER INSERT ON "${table}" BEGIN INSERT INTO "${table}" VALUES (new.x); END;
COMMIT;
`;
  },
} as const;

function literal(cell: string, write: (cell: string) => string): string {
  if (cell === '') return 'NULL';
  return /^\d+$/.test(cell) ? cell : write(cell);
}

function escapedByMysql(cell: string): string {
  const escaped = cell
    .replace(/[\\'"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `'${escaped}'`;
}

function doubled(cell: string): string {
  return `'${cell.replaceAll("'", "''")}'`;
}

function copied(cell: string): string {
  if (cell === '') return '\\N';
  return cell
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
