import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../../../../src/import/open/forms/sql/statements';
import { isDump } from '../../../../../src/import/open/forms/sql/is-dump';
import { DUMPS } from '../../../../support/dumps';
import { gz, only, opened } from './tables';

const ROWS = [
  ['user', 'item', 'title', 'n'],
  ['u1', 'i1', 'it\'s a "cup"; (new), or -- not /* 100% */', '7'],
  ['u2', 'i2', 'back\\slash, two\nlines\tand 찻잔', '12'],
  ['u3', 'i3', '', '0'],
];
const [HEAD, ...BODY] = ROWS;

describe('a dump', () => {
  it.each(Object.entries(DUMPS))('of %s is a table with its columns and cells', async (_, write) => {
    const text = write('orders', ROWS);
    expect(await only(text, 'shop.sql')).toEqual({
      path: 'shop.sql',
      headers: HEAD,
      rows: BODY,
      lines: [1, 2, 3],
      unread: [],
    });
    expect((await only(gz(text), 'shop.sql.gz')).rows).toEqual(BODY);
  });

  it('is a table for each that has rows, wherever its statements stand', async () => {
    const text = `${DUMPS.mysql('orders', ROWS)}CREATE TABLE \`empty\` (\`a\` int);
INSERT INTO \`people\` (\`id\`, \`name\`) VALUES (1,'Ann');
INSERT INTO \`orders\` (\`n\`,\`user\`) VALUES (3,'u4') ON DUPLICATE KEY UPDATE \`n\` = 4;
INSERT INTO \`people\` VALUES (2,'Bo');`;
    const tables = await opened('shop.sql', text);
    expect(tables.map(({ path, headers, rows }) => [path, headers, rows])).toEqual([
      ['shop.sql/orders', HEAD, [...BODY, ['u4', '', '', '3']]],
      ['shop.sql/people', ['id', 'name'], [['1', 'Ann'], ['2', 'Bo']]],
    ]); // prettier-ignore
  });

  it('names tables of one name by what they lie in', async () => {
    const text = `-- MySQL dump
USE \`old\`;
INSERT INTO \`orders\` VALUES (1,'a');
USE \`new\`;
INSERT INTO \`orders\` VALUES (2,'b'),(3,'c');`;
    expect((await opened('all.sql', text)).map(({ path, rows }) => [path, rows])).toEqual([
      ['all.sql/old.orders', [['1', 'a']]],
      ['all.sql/new.orders', [['2', 'b'], ['3', 'c']]],
    ]); // prettier-ignore
  });

  it('of another program is read as well', async () => {
    const server = `USE [Shop]\r\nGO\r\nCREATE TABLE [dbo].[Order Lines](\r\n\t[Id] [int] IDENTITY(1,1) NOT NULL,\r\n\t[What] [nvarchar](40) NULL,\r\n\t[At] [datetime] NULL,\r\n CONSTRAINT [PK] PRIMARY KEY ([Id] ASC)\r\n) ON [PRIMARY]\r\nGO\r\nSET IDENTITY_INSERT [dbo].[Order Lines] ON\r\nINSERT [dbo].[Order Lines] ([Id], [What], [At]) VALUES (1, N'Tee''s', CAST(N'2024-01-02T10:00:00.000' AS DateTime))\r\nINSERT [dbo].[Order Lines] ([Id], [What], [At]) VALUES (2, NULL, CAST(N'2024-01-03' AS Date))\r\nGO\r\n`;
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...server].flatMap((sign) => [sign.charCodeAt(0), 0])]);
    const wanted = { headers: ['Id', 'What', 'At'], rows: [['1', "Tee's", '2024-01-02T10:00:00.000'], ['2', '', '2024-01-03']] }; // prettier-ignore
    expect(await only(server, 'shop.sql')).toMatchObject(wanted);
    expect(await only(utf16, 'shop.sql')).toMatchObject(wanted);
    const oracle = `REM INSERTING into ORDERS\nSET DEFINE OFF;\nInsert into SHOP.ORDERS (ID,WHAT,ORDERED) values (1,'a'||chr(10)||'b',to_date('2024-01-02 10:00:00','YYYY-MM-DD HH24:MI:SS'));\n`;
    expect(await only(oracle, 'orders.sql')).toMatchObject({
      headers: ['ID', 'WHAT', 'ORDERED'],
      rows: [['1', 'a\nb', '2024-01-02 10:00:00']],
    });
  });

  it('has cells as a person would type them', async () => {
    const mysql = `-- MySQL dump
CREATE TABLE \`t\` (\`a\` bit(1), \`b\` set('x','y'), \`c\` datetime, \`d\` longblob, \`e\` binary(4), \`f\` decimal(5,2), \`g\` text);
INSERT INTO \`t\` VALUES (b'1','x,y','0000-00-00 00:00:00',_binary 'PNG',0x0AFF,-1.50,_utf8mb4'caf\\'e');`;
    expect((await only(mysql, 't.sql')).rows).toEqual([['1', 'x|y', '', '', '0aff', '-1.50', "caf'e"]]);
    const postgres = `-- PostgreSQL database dump
CREATE TABLE public.t (a boolean, b text[], c double precision, d timestamp with time zone);
INSERT INTO public.t (d, a, b, c) VALUES ('2024-01-02 03:04:05+00', true, '{x,"y z",NULL}', 1e-05), (NULL, false, ARRAY['q'], (-3));
COPY public.t (a, b, c, d) FROM stdin;
t\t{}\t\\N\t\\N
\\.
`;
    expect((await only(postgres, 't.sql')).rows).toEqual([
      ['true', 'x|y z|', '1e-05', '2024-01-02 03:04:05+00'],
      ['false', 'q', '-3', ''],
      ['true', '', '', ''],
    ]);
    const sqlite = `PRAGMA foreign_keys=OFF;
CREATE TABLE t(a,b);
INSERT INTO t VALUES(replace('two\\nlines','\\n',char(10)),'C:\\');
INSERT INTO t VALUES(unistr('\\u0041b'),X'0aff');`;
    expect((await only(sqlite, 't.sql')).rows).toEqual([['two\nlines', 'C:\\'], ['Ab', '0aff']]); // prettier-ignore
  });

  it('passes over programs and what they hold', async () => {
    const text = `-- phpMyAdmin SQL Dump
DELIMITER $$
CREATE PROCEDURE \`p\`() BEGIN
INSERT INTO \`t\` VALUES (9);
END$$
DELIMITER ;
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN IF NEW.a THEN
INSERT INTO \`t\` VALUES (8); END IF; SET @a = CASE WHEN 1 THEN 2 END; END;
INSERT INTO \`t\` (\`a\`) SELECT \`a\` FROM \`u\`;
# a comment; it's one
INSERT INTO \`t\` (\`a\`, \`b\`) VALUES (1, 2);`;
    expect((await only(text, 't.sql')).rows).toEqual([['1', '2']]);
  });

  it('is the same however it is cut into pieces', async () => {
    for (const write of Object.values(DUMPS)) {
      const text = `${write('orders', ROWS)}\n${write('more', ROWS)}`;
      const said = async (step: number): Promise<string[]> => {
        const pieces = (async function* () {
          for (let at = 0; at < text.length; at += step)
            yield await Promise.resolve(text.slice(at, at + step));
        })();
        const all: string[] = [];
        const refuse = (reason: string): never => {
          throw new RangeError(reason);
        };
        for await (const some of statementsOf(pieces, text.includes('`'), 0, refuse))
          for (const { text: statement, place, copied } of some)
            all.push(...(copied ?? [`${place} ${statement}`]));
        return all;
      };
      const whole = await said(text.length);
      for (const step of [1, 7, 61]) expect(await said(step)).toEqual(whole);
    }
  });

  it('longer than a piece is read from where each table begins', async () => {
    const rows = (name: string): string[][] => [
      ['who', 'what'],
      ...Array.from({ length: 9000 }, (_, i) => [
        `${name}${i % 7}`,
        `찻잔과 접시 ${i} – ${'길'.repeat(i % 40)}`,
      ]),
    ];
    const text = `${DUMPS.mysql('a', rows('a'))}${DUMPS.mysql('b', rows('b'))}${DUMPS.mysql('c', rows('c'))}`;
    expect(text.length).toBeGreaterThan(3 << 18);
    for (const content of [text, gz(text)])
      expect((await opened('long.sql', content)).map((table) => table.rows)).toEqual(
        ['a', 'b', 'c'].map((name) => rows(name).slice(1)),
      );
  });

  it('counts rows that are none, and reads on behind them', async () => {
    const text = `CREATE TABLE t (a int, b text);
INSERT INTO t VALUES (1,'x'),(2),(3,'z') oops;
INSERT INTO t VALUES (4,'y'),;
INSERT INTO t VALUES (5,'w');`;
    expect(await only(text, 't.sql')).toMatchObject({
      rows: [['1', 'x'], ['3', 'z'], ['4', 'y'], ['5', 'w']],
      lines: [1, 3, 4, 5],
      unread: [{ line: 2, value: '2' }],
    }); // prettier-ignore
  });

  it('whose last row is none has all the others', async () => {
    const text = `-- MySQL dump\nINSERT INTO \`t\` VALUES (1,'x'),(2,'y'),(;\n-- more\nSET a = 1;\n`;
    expect(await only(text, 't.sql')).toMatchObject({ rows: [['1', 'x'], ['2', 'y']], unread: [{ line: 3 }] });
  }); // prettier-ignore

  it.each([
    ['cut', DUMPS.mysql('t', ROWS).slice(0, -120)],
    ['cut', DUMPS.postgres('t', ROWS).slice(0, DUMPS.postgres('t', ROWS).indexOf('찻잔'))],
    ['cut', "INSERT INTO t VALUES (1,'a'),"],
    ['no-rows', '-- MySQL dump 10.13\nCREATE TABLE `t` (`a` int);\n'],
    ['no-rows', '-- MySQL dump 10.13\n'],
    ['packed-dump', 'PGDMP\u0001\u000e\u0000\u0004'],
  ])('is refused as %s', async (reason, content) => {
    await expect(opened('t.sql', content)).rejects.toMatchObject({
      code: 'TABLE_UNREADABLE',
      details: { form: 'sql', reason },
    });
  });

  it.each([
    ['a,b,c\n1,2,3\n'],
    ['-- notes about what to insert into the list\nsugar, flour\n'],
    ['set,create table,insert into\n1,2,3\n'],
    ['{"sql": "create table t (a int)"}'],
  ])('is told from %j', (text) => {
    expect(isDump(text)).toBe(false);
  });
});
