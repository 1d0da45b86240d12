import { GENRES } from '../open/headless-columns';
import { bigQuery, exploration, isExploration } from './ga4';
import { netflixProfile, netflixAccount, areDays } from './netflix';
import { columnOf, type Cells, type Form, type Head, type Service, type Told } from './service';
import { listed } from './listed-services';
import { areSearches, watchedVideos } from './youtube';
import { siteOf } from './writings';

/** The service counts a song as played from here on. */
const PLAYED_MS = 30_000;
const spotify = (artist: string, track: string, album: string, when: string, played: string): Form => ({
  has: `${artist};${track};${when};${played}`,
  own: 'username',
  told: (_, all) => ({
    what: `${artist} – ${track}`,
    when,
    kind: (cells) => (Number(cells(played)) >= PLAYED_MS ? 'play' : 'skip'),
    value: `${played}~seconds of ms`,
    thing: `Title = ${track}; Artist = ${artist}; Album = ${album}`,
    cut: (cells) => (cells(track) === '' && cells('episode_name') !== '' ? 'podcast' : null),
    // The account is told in each row: only those of several are people.
    ...(new Set(all.flatMap((head) => columnOf(head, 'username'))).size > 1 ? { who: 'username' } : {}),
  }),
});

/** Of a film a remake has the same name. */
const film = (cells: Cells): string =>
  cells('Name') === '' || cells('Year') === '' ? cells('Name') : `${cells('Name')} (${cells('Year')})`;
const films = (when: string, kind: Told['kind'] = '=watch'): Told => ({
  what: film,
  when,
  kind,
  value: 'Rating',
  thing: 'Title = Name; Year',
});
const FILMS = 'Date;Name;Year;Letterboxd URI';

const scrobbles = (when: string): Told => ({
  what: 'artist – track',
  when,
  thing: 'Title = track; Artist = artist; Album = album',
});
const SINCE = /^date(#.*)?$/i;
/** `Date#ann` where the exporter names the account. */
const since = ({ headers }: Head): string => headers.find((header) => SINCE.test(header)) ?? '';
/** Artist, album, track and a time to the minute, which what is being played now does not have. */
const MINUTE = /^\d{1,2} \p{L}{3,5} \d{4},? \d{1,2}:\d{2}$/u;
const areScrobbles = ({ headers, rows }: Head): boolean => {
  const times = rows.map((row) => row[3]).filter((time) => time !== '');
  return headers.length === 4 && times.length > 0 && times.every((time) => MINUTE.test(time));
};

const played = (game: string, hours: string, when?: string): Told => ({
  what: game,
  when,
  value: hours,
  thing: `Title = name|${game}`,
  cut: (cells) => (Number(cells(hours.split('~')[0]).replaceAll(',', '')) > 0 ? null : 'not-started'),
});
/** What a library that was put into a table by hand calls its columns. */
const [GAME, HOURS] = [/^(game|name|title)$/i, /^(hours([ _]played| on record)?|playtime(_hours)?)$/i];
const headerLike = ({ headers }: Head, words: RegExp): string =>
  headers.find((header) => words.test(header)) ?? '';
const isOwnLibrary = (head: Head): boolean =>
  head.headers.length <= 4 &&
  headerLike(head, HOURS) !== '' &&
  headerLike(head, /steam/i.test(head.path) ? GAME : /^game$/i) !== '';

const VISITED =
  'time_usec|visit_time|visitTime|lastVisitTime|last_visit_time|last_visit_date|visit_date|Visit Time|DateTime';
const isVisited = (header: string): boolean =>
  VISITED.toLowerCase().split('|').includes(header.toLowerCase());
const TELLING = /^(visit.?(count|time|type|date)|typed.?count|page_transition|transition|last.?visit.*)$/i;
/** A list of articles or films has addresses too: visits go to many pages of few sites, and say more. */
const areVisits = (head: Head): boolean => {
  const { headers } = head;
  const hasDays = ['date', 'time'].every((name) => headers.some((header) => header.toLowerCase() === name));
  if (!hasDays && !headers.some(isVisited)) return false;
  if (headers.some((header) => header === 'time_usec' || TELLING.test(header))) return true;
  const sites = columnOf(head, 'url')
    .map(siteOf)
    .filter((site) => site !== '');
  return headers.length <= 4 && sites.length > head.rows.length / 2 && new Set(sites).size < sites.length;
};
const visits: Told = { what: 'url|NavigatedToUrl~site', when: `${VISITED}~epoch` };
const apartVisits: Told = { ...visits, when: (cells) => `${cells('date')} ${cells('time')}`.trim() };

const isHead =
  (...heads: string[]): Form['if'] =>
  (head) =>
    heads.includes(head.headers.join(','));

/** Every service whose exports are known by their form; the first that tells a file has it. */
export const services: readonly Service[] = [
  {
    key: 'netflix',
    forms: [
      { has: 'Profile Name;Start Time;Duration;Title;Supplemental Video Type', told: netflixAccount },
      { has: 'Title;Date', only: true, if: areDays, told: netflixProfile },
    ],
  },
  {
    key: 'spotify',
    splits: true,
    forms: [
      spotify(
        'master_metadata_album_artist_name',
        'master_metadata_track_name',
        'master_metadata_album_album_name',
        'ts',
        'ms_played',
      ),
      spotify('artistName', 'trackName', 'albumName', 'endTime', 'msPlayed'),
      { has: 'endTime;podcastName;episodeName;msPlayed', spare: true },
    ],
  },
  {
    // The diary has days and repeats, ratings and the list of watched films add what it lacks; the watchlist names
    // films that nobody has seen yet.
    key: 'letterboxd',
    several: true,
    forms: [
      { has: 'Letterboxd URI;Review;Watched Date', spare: true },
      { has: FILMS, path: /watchlist|(^|\/)(likes|lists|deleted|orphaned)\//i, spare: true },
      { has: 'Date Joined;Username;Favorite Films', spare: true },
      { has: 'Date;Content;Comment', path: /(^|\/)comments\.csv$/i, spare: true },
      {
        has: `${FILMS};Watched Date;Rewatch`,
        told: films('Watched Date|Date', (cells) => (/^yes$/i.test(cells('Rewatch')) ? 'rewatch' : 'watch')),
      },
      { has: `${FILMS};Rating`, told: films('Date'), tellsRest: true },
      { has: FILMS, told: films('Date'), tellsRest: true },
    ],
  },
  {
    key: 'lastfm',
    forms: [
      { has: 'uts;utc_time;artist;album;track', told: scrobbles('utc_time~calendar') },
      {
        has: 'artist;album;track',
        if: ({ headers }) =>
          headers.some((header) => SINCE.test(header)) &&
          headers.every((header) => SINCE.test(header) || /^(artist|album|albumid|track)$/i.test(header)),
        told: (head) => scrobbles(`${since(head)}~calendar`),
      },
      {
        if: areScrobbles,
        headless: ['artist', 'album', 'track', 'time'],
        told: scrobbles('time~calendar'),
      },
    ],
  },
  {
    // Google Takeout, Edge or the usual extensions of browsers: the site is what was chosen.
    key: 'browser',
    splits: true,
    forms: [
      { has: 'NavigatedToUrl;PageTitle', own: 'client_id', told: visits },
      {
        has: 'url;title',
        if: areVisits,
        own: 'client_id',
        told: ({ headers }) => (headers.some(isVisited) ? visits : apartVisits),
      },
    ],
  },
  {
    key: 'ga4',
    forms: [
      { if: isExploration, own: 'user id|effective user id|client id', told: exploration },
      { has: 'event_timestamp;event_name;user_pseudo_id', own: 'user_id', each: 'items', told: bigQuery },
    ],
  },
  {
    // What a recommender does not need beside the ratings, and the parts into which they were cut for experiments, is
    // spare; so is what leads to numbers elsewhere, where the films are described.
    key: 'movielens',
    several: true,
    forms: [
      { if: isHead('userId,movieId,rating,timestamp'), asIs: 'INTERACTIONS' },
      { if: isHead('movieId,title,genres'), asIs: 'ITEMS' },
      { if: isHead('movieId,imdbId,tmdbId'), spare: 'beside-items' },
      { if: isHead('userId,movieId,tag,timestamp', 'movieId,tagId,relevance', 'tagId,tag'), spare: true },
      { path: /(^|\/)u([1-5ab]\.(base|test)|\.(genre|info|occupation))$/, spare: true },
      {
        has: 'movieId;title;imdbUrl;Film-Noir;Western',
        told: {
          describes: true,
          what: 'movieId',
          thing: {
            title: 'title',
            genres: (cells) => GENRES.filter((genre) => cells(genre) === '1').join('|'),
          },
        },
      },
    ],
  },
  {
    key: 'steam',
    forms: [
      {
        has: 'appid;name;playtime_forever',
        told: played('appid', 'playtime_forever~hours of minutes', 'rtime_last_played~epoch'),
      },
      {
        if: isOwnLibrary,
        told: (head) => played(headerLike(head, GAME), `${headerLike(head, HOURS)}~hours`),
      },
    ],
  },
  {
    key: 'youtube',
    splits: true,
    forms: [
      { has: 'title;titleUrl;time', if: areSearches, spare: true },
      {
        has: 'title;titleUrl;time',
        if: (head) => columnOf(head, 'titleUrl').some((url) => url.includes('youtu')),
        told: watchedVideos,
      },
    ],
  },
  ...listed,
];
