import { describe, expect, it } from 'vitest';
import { gz, only, opened } from './tables';

const page = (body: string): string =>
  `<!DOCTYPE html>\n<html><head><title>x</title><style>td{}</style></head><body>${body}</body></html>`;
const rowsOf = (rows: readonly string[][], cell = 'td'): string =>
  rows.map((cells) => `<tr>${cells.map((text) => `<${cell}>${text}</${cell}>`).join('')}</tr>`).join('\n');

describe('a web page', () => {
  it('is the largest of its tables, headed as the page says', async () => {
    const content = page(`
      <table><tr><td>menu</td><td>login</td></tr></table>
      <table><thead>${rowsOf([['2023', 'item']], 'th')}</thead><tbody>
        ${rowsOf([
          ['u&amp;1', '<a href="x">Caf&eacute;</a> <b>noir</b>'],
          ['u2', 'a<br>b<script>1</script>'],
        ])}
      </tbody></table>`);
    expect(await only(content, 'export.html')).toMatchObject({
      headers: ['2023', 'item'],
      rows: [['u&1', 'Café noir'], ['u2', 'a b']],
      lines: [2, 3],
    }); // prettier-ignore
    expect((await only(gz(content), 'export.html.gz')).rows).toHaveLength(2);
  });

  it('may leave ends of elements out, and have cells over several rows', async () => {
    const content = `<table><tr><td>user<td>item<td>n<tr><td rowspan=2>u1<td>i1<td>1<tr><td colspan=2>i2<tr><td>u2<td>i3<td>3</table>`;
    expect(await only(content, 'old.xls')).toMatchObject({
      headers: ['user', 'item', 'n'],
      rows: [['u1', 'i1', '1'], ['u1', 'i2', ''], ['u2', 'i3', '3']],
    }); // prettier-ignore
  });

  it('from Google Takeout has the columns of the JSON of the same list', async () => {
    const card = (content: string, caption = ''): string =>
      `<div class="outer-cell mdl-cell"><div class="mdl-grid"><div class="header-cell mdl-cell"><p class="mdl-typography--title">YouTube<br></p></div><div class="content-cell mdl-cell mdl-typography--body-1">${content}</div><div class="content-cell mdl-cell mdl-typography--body-1 mdl-typography--text-right"></div><div class="content-cell mdl-cell mdl-typography--caption"><b>Products:</b><br>&emsp;YouTube<br>${caption}</div></div></div>`;
    const cards = [
      card(
        'Watched&nbsp;<a href="https://www.youtube.com/watch?v=abcdefghijk">Heat &amp; dust</a><br><a href="https://www.youtube.com/channel/UC1">Films</a><br>Nov 20, 2024, 9:01:02\u202fPM CET<br>',
      ),
      card(
        'Watched&nbsp;<a href="https://www.youtube.com/watch?v=lmnopqrstuv">https://www.youtube.com/watch?v=lmnopqrstuv</a><br>Nov 19, 2024, 8:00:00\u202fAM CET<br>',
        '<b>Details:</b><br>&emsp;From Google Ads<br>',
      ),
    ];
    const table = await only(page(`<div class="mdl-grid">${cards.join('')}</div>`), 'watch-history.html');
    const records = table.rows.map((row) =>
      Object.fromEntries(table.headers.map((name, i) => [name, row[i]])),
    );
    expect(records).toEqual([
      {
        title: 'Watched Heat & dust',
        titleUrl: 'https://www.youtube.com/watch?v=abcdefghijk',
        'subtitles.name': 'Films',
        time: 'Nov 20, 2024, 9:01:02 PM CET',
        'details.name': '',
      },
      {
        title: 'Watched https://www.youtube.com/watch?v=lmnopqrstuv',
        titleUrl: 'https://www.youtube.com/watch?v=lmnopqrstuv',
        'subtitles.name': '',
        time: 'Nov 19, 2024, 8:00:00 AM CET',
        'details.name': 'From Google Ads',
      },
    ]);
  });

  it('is refused where its elements lie too deep in one another, and none where it has no table', async () => {
    await expect(opened('deep.html', page('<div>'.repeat(1e5)))).rejects.toMatchObject({
      details: { reason: 'too-deep', form: 'html' },
    });
    expect((await only(page('Please sign in'), 'ratings.html')).headers).toEqual([]);
  });
});
