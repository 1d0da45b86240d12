import { describe, expect, it } from 'vitest';
import { log, lookInto, rowsIn } from './logs';

describe('how much somebody likes a thing', () => {
  it.each([
    ['x', '★★★★☆', '4', ['★☆☆☆☆', '★★★★★']],
    ['my verdict', '⭐⭐⭐', '3', ['⭐', '⭐⭐⭐⭐⭐']],
    ['Sterne', '★★★½', '3.5', ['★', '★★']],
    ['내 별점', '★★☆☆☆', '2', ['★★★★★']],
    ['Urteil', '4 von 5', '4', ['1 von 5', '5 von 5']],
    ['score', '3.0 out of 5 stars', '3', ['5.0 out of 5 stars']],
    ['note', '17/20', '17', ['9/20', '12/20']],
    ['평가', '5점 만점에 4점', '4', ['5점 만점에 1점']],
    ['watch_ratio', '80 %', '80', ['15 %', '100 %']],
    ['progress', '80%', '80', ['15%', '100%']],
    ['rating', '2 stars', '2', ['1 star', '5 stars']],
    ['평점', '4점', '4', ['1점', '5점']],
    ['評価', '4点', '4', ['1点', '5点']],
    ['rating', 'B', '4', ['A', 'C', 'F']],
    ['rating', 'Love it', '5', ['Like it', 'OK', 'Hate it']],
    ['평가', '별로예요', '2', ['정말좋아요', '보통']],
  ])('is written %s = %s', async (header, cell, value, others) => {
    const { rows } = await rowsIn(log(`user,item,${header},time`, [cell, ...others]));
    expect(rows.map((row) => row.EVENT_VALUE)).toContain(value);
    const { issues } = await lookInto(log(`user,item,${header},time`, [cell, ...others]));
    expect(issues('VALUES_READ')[0].details).toMatchObject({
      values: expect.arrayContaining([expect.objectContaining({ word: cell })]) as unknown,
    });
  });

  it('has a comma in it where people write so', async () => {
    const { rows } = await rowsIn(log('user;item;Bewertung;time', ['4,5', '3,0'], ';'));
    expect(rows.map((row) => row.EVENT_VALUE)).toContain('4.5');
  });

  it.each([
    ...['hours', 'hours played', 'weight', 'plays', 'play_count', 'listen count', 'watch_ratio', 'progress'],
    ...['score', 'stars', '평점', '별점', '점수', '시청시간', '재생수', '评分', '評価', 'Bewertung', 'note'],
    ...['avance', 'puntuación', 'оценка', 'betyg', 'ocena', 'puan', 'avaliação', 'voto', 'beoordeling'],
  ])('is a number under %s', async (header) => {
    const { roleOf } = await lookInto(log(`user,item,${header},time`, ['1.5', '2', '3', '4.5', '7']));
    expect(roleOf(header)).toBe('EVENT_VALUE');
  });

  it('is how much of a thing before how long that was', async () => {
    const log = Array.from(
      { length: 90 },
      (_, i) =>
      [`u${i % 13}`, `v${(i * 5) % 17}`, `${(i * 37) % 900}`, `0.${(i * 41) % 97}`, `2024-03-01 10:${10 + (i % 50)}:00`].join(','), // prettier-ignore
    );
    const { roleOf } = await lookInto(['user_id,video_id,play_duration,watch_ratio,time', ...log].join('\n'));
    expect(roleOf('watch_ratio')).toBe('EVENT_VALUE');
  });

  it.each([
    ['rating', 'like', 'dislike'],
    ['reaction', '👍', '👎'],
    ['평가', '좋아요', '싫어요'],
    ['評価', '高評価', '低評価'],
  ])('is 1 or −1 beside its kind where %s says %s or %s', async (header, like, dislike) => {
    const { rows } = await rowsIn(log(`user,item,${header},time`, [like, dislike]));
    const pairs = new Set(rows.map((row) => `${row.EVENT_TYPE} ${row.EVENT_VALUE}`));
    expect(pairs).toEqual(new Set([`${like} 1`, `${dislike} -1`]));
  });

  it('is left blank for the kinds that say nothing of it', async () => {
    const { rows } = await rowsIn(log('user,item,what they did,time', ['view', 'like', 'dislike']));
    const pairs = new Set(rows.map((row) => `${row.EVENT_TYPE} ${row.EVENT_VALUE}`));
    expect(pairs).toEqual(new Set(['view ', 'like 1', 'dislike -1']));
  });

  it.each([
    ['Rating', 'Your Rating'],
    ['평점', '내 평점'],
  ])('is not the %s of the crowd where %s stands beside it', async (crowd, own) => {
    const text = [
      `Title,${crowd},${own},Date`,
      ...Array.from(
        { length: 40 },
        (_, i) => `Film ${i},${7 + (i % 20) / 10},${1 + (i % 9)},2024-03-${10 + (i % 20)}`,
      ),
    ].join('\n');
    const { roleOf } = await lookInto(text);
    expect([roleOf(crowd), roleOf(own)]).toEqual(['KEEP', 'EVENT_VALUE']);
  });

  it.each(['weight', 'stars', '무게'])('is not the %s that a thing has for everybody', async (header) => {
    const text = log(`user,item,${header},time`, ['x']).replaceAll(
      /,t(\d+),x,/g,
      (_, thing: string) => `,t${thing},${1 + (Number(thing) % 5)},`,
    );
    expect((await lookInto(text)).roleOf(header)).toBe('KEEP');
  });
});
