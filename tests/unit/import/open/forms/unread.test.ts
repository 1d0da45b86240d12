import { expect, it } from 'vitest';
import { isDump, isWebLog } from '../../../../../src/import/open/forms/unread';
import { opened } from './tables';

const DUMP =
  '-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nCREATE TABLE `t` (`a` int);\nINSERT INTO `t` VALUES (1);\n';
const LOG =
  '203.0.113.7 - - [10/Oct/2025:13:55:36 +0000] "GET /cups HTTP/1.1" 200 9 "-" "Mozilla/5.0"\n'.repeat(20);

it.each([
  ['shop.sql', DUMP, 'sql-dump'],
  ['packed.dump', `PGDMP${'\0\u0001'.repeat(300)}`, 'sql-dump'],
  ['access.log', LOG, 'web-log'],
  ['iis.log', '#Software: IIS\n#Fields: date time c-ip cs-uri-stem\n2025-10-10 13:55:36 203.0.113.7 /cups\n', 'web-log'],
])('%s is told, and refused as what it is', async (path, text, reason) => {
  await expect(opened(path, text)).rejects.toMatchObject({ details: { file: path, reason } });
}); // prettier-ignore

it('takes no other text for a dump or a log', () => {
  for (const text of ['user,item\nu1,i1\n', 'Select,Item\nu1,i1\n', 'u1 i1 4 881250949\n', '# Fields\na,b\n'])
    expect([isDump(text), isWebLog(text)]).toEqual([false, false]);
});
