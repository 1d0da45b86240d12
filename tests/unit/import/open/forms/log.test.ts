import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../../../src/import/open/forms/weblog/requests';
import { logReader } from '../../../../../src/import/open/forms/weblog/is-log';
import { isNoPage, isPagePart, isRobot } from '../../../../../src/import/lexicon/request-words';
import { gz, only } from './tables';

const HEADERS = ['visitor', 'page', 'time', 'came from', 'method', 'status', 'browser'];
const COMBINED = [
  '203.0.113.7 - - [10/Oct/2025:13:55:36 -0700] "GET /cups/red-cup?utm_source=x HTTP/1.1" 200 2326 "https://www.example.org/list" "Mozilla/5.0 (X11) \\"odd\\""',
  '2001:db8::1 - ann smith [10/Oct/2025:13:55:37 -0700] "POST /cart HTTP/1.1" 302 - "-" "-"',
  'this is no request',
  '203.0.113.9 - - [10/Oct/2025:13:55:38 -0700] "\\x16\\x03\\x01" 400 226 "-" "-"',
  '',
  '10.0.0.1 - - [10/Oct/2025:13:55:39 -0700] "GET /%EC%B0%BB%EC%9E%94/ HTTP/2.0" 304 0 "-" "Mozilla/5.0" "198.51.100.4, 10.0.0.1"',
  '',
].join('\n');

describe('the log of a web server', () => {
  it('has a row for each request, with who asked for which page and when', async () => {
    const log = await only(COMBINED, 'access.log');
    expect(log).toEqual({
      path: 'access.log',
      headers: HEADERS,
      rows: [
        ['203.0.113.7', '/cups/red-cup', '2025-10-10T20:55:36', 'example.org', 'GET', '200', 'Mozilla/5.0 (X11) \\"odd\\"'],
        ['ann smith', '/cart', '2025-10-10T20:55:37', '', 'POST', '302', ''],
        ['203.0.113.9', '', '2025-10-10T20:55:38', '', '', '400', ''],
        ['198.51.100.4', '/찻잔', '2025-10-10T20:55:39', '', 'GET', '304', 'Mozilla/5.0'],
      ],
      lines: [1, 2, 4, 6],
      unread: [{ line: 3, value: 'this is no request' }],
    }); // prettier-ignore
    expect(await only(gz(COMBINED), 'access.log')).toEqual(log);
  });

  it('may be short, begin with the host, or come from a load balancer', async () => {
    const short = '203.0.113.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.0" 200 2326\n';
    const row = ['203.0.113.7', '/', '2025-10-10T13:55:36', '', 'GET', '200', ''];
    expect((await only(short, 'a.log')).rows).toEqual([row]);
    expect((await only(`shop.example.com:443 ${short}`, 'a.log')).rows).toEqual([row]);
    const balancer = `https 2025-10-10T13:55:36.186641Z app/lb/50dc 203.0.113.7:2817 10.0.0.1:80 0.0 0.0 0.0 200 200 0 57 "GET https://www.example.com:443/?x=1 HTTP/1.1" "curl/8" - -\n`;
    expect((await only(balancer, 'a.log')).rows).toEqual([[...row.slice(0, 6), 'curl/8']]);
  });

  it('may name its fields', async () => {
    const cloudfront = `#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query\n2025-10-10\t13:55:36\t203.0.113.7\tGET\t/a\t200\t-\tMozilla/5.0%20(X11;+x)\tid=7&b=1\n`;
    expect((await only(cloudfront, 'E1.gz')).rows).toEqual([
      ['203.0.113.7', '/a?id=7', '2025-10-10T13:55:36', '', 'GET', '200', 'Mozilla/5.0 (X11;+x)'],
    ]);
    const server = `#Software: Microsoft IIS\r\n#Fields: date time cs-method cs-uri-stem cs-username c-ip cs(User-Agent) sc-status\r\n2025-10-10 13:55:36 GET /a ann 203.0.113.7 Mozilla/5.0+(X11) 200\r\n#Fields: date time c-ip cs-uri-stem cs-method sc-status\r\n2025-10-10 13:55:37 203.0.113.8 /b GET 404\r\n`;
    expect((await only(server, 'iis.log')).rows).toEqual([
      ['ann', '/a', '2025-10-10T13:55:36', '', 'GET', '200', 'Mozilla/5.0 (X11)'],
      ['203.0.113.8', '/b', '2025-10-10T13:55:37', '', 'GET', '404', ''],
    ]);
  });

  it.each([
    ['/a/b/?page=2#top', '/a/b'],
    ['/', '/'],
    ['/?p=12', '/?p=12'],
    ['/list?p=12', '/list'],
    ['/item.php?sid=1&id=7', '/item.php?id=7'],
    ['http://www.example.com/a?goodsNo=3', '/a?goodsNo=3'],
    ['/%E0%A4%A', '/%E0%A4%A'],
  ])('%s is the page %s', (target, page) => {
    expect(pageOf(target)).toBe(page);
  });

  it('tells pages from their parts, people from robots, and answers from failures', () => {
    expect(['/app.js', '/a/b.PNG', '/favicon.ico', '/robots.txt', '/.well-known/x', '/wp-admin/'].every(isPagePart)).toBe(true);
    expect(['/', '/a.html', '/papers/a.pdf', '/songs/a.mp3', '/js', '/wp-admin-tips'].some(isPagePart)).toBe(false);
    expect(['Mozilla/5.0 (compatible; Googlebot/2.1)', 'GPTBot/1.2', 'curl/8.1', 'AhrefsBot'].every(isRobot)).toBe(true);
    expect(['Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 9)', '', 'Mozilla/5.0 (X11) Firefox/130'].some(isRobot)).toBe(false);
    expect(['404', '301', '500', ''].every(isNoPage)).toBe(true);
    expect(['200', '206', '304'].some(isNoPage)).toBe(false);
  }); // prettier-ignore

  it.each(['user,item,time\nu1,i1,2024\n', '[10/Oct/2025] "GET" 200\n', '#Fields: a b\n1 2\n', ''])('is not %j', (text) => {
    expect(logReader(text)).toBeNull();
  }); // prettier-ignore
});
