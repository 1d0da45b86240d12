import { lastPart } from '../../domain/arn';
import { saysCancelled } from '../lexicon/order-words';
import { GENRES } from '../open/headless-columns';
import { bigQuery, exploration, isExploration } from './ga4';
import { netflixProfile, netflixAccount, areDays } from './netflix';
import { columnOf, type Cells, type Form, type Head, type Service, type Told } from './service';
import { areSearches, watchedVideos } from './youtube';
import { siteOf } from './writings';

/** The service counts a song as played from here on. */
const PLAYED_MS = 30_000;
const spotify = (artist: string, track: string, album: string, ended: string, played: string): Told => ({
  what: `${artist} – ${track}`,
  when: ended,
  kind: (cells) => (Number(cells(played)) >= PLAYED_MS ? 'play' : 'skip'),
  value: [played, 'seconds of ms'],
  thing: { Title: track, Artist: artist, Album: album },
  cut: (cells) => (cells(track) === '' && cells('episode_name') !== '' ? 'podcast' : null),
});

/** Of a film a remake has the same name. */
const film = (cells: Cells): string =>
  cells('Name') === '' || cells('Year') === '' ? cells('Name') : `${cells('Name')} (${cells('Year')})`;
const films = (when: string, kind: Told['kind'] = '=watch'): Told => ({
  what: film,
  when,
  kind,
  value: 'Rating',
  thing: { Title: 'Name', Year: 'Year' },
});
const FILMS = 'Date;Name;Year;Letterboxd URI';

const ordered = (id: string, title: string, price: string, when: string, order: string): Told => ({
  what: `${id}|${title}`,
  when,
  value: 'Quantity|Original Quantity|OriginalQuantity',
  beside: { 'Order ID': order },
  thing: { Title: title, Price: [price, 'money'], Category: 'Category' },
  cut: (cells) => (saysCancelled(cells('Order Status')) ? 'cancelled' : null),
});

const anime = (id: string, title: string, my: string, days: string): Told => ({
  what: id,
  when: [days, 'day'],
  kind: `${my}status`,
  value: [`${my}score`, 'stars'],
  thing: { Title: title, Kind: 'series_type|type', Episodes: 'series_episodes|episodes' },
});

const scrobbles = (when: Told['when']): Told => ({
  what: 'artist – track',
  ...(when === undefined ? {} : { when }),
  thing: { Title: 'track', Artist: 'artist', Album: 'album' },
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

const notStarted = (hours: string): Told['cut'] => (cells) =>
  Number(cells(hours).replaceAll(',', '')) > 0 ? null : 'not-started';
/** What a library that was put into a table by hand calls its columns. */
const GAME = /^(game|name|title)$/i;
const HOURS = /^(hours([ _]played| on record)?|playtime(_hours)?)$/i;
const ownLibrary = ({ headers }: Head): Told => {
  const [game = '', hours = ''] = [GAME, HOURS].map((words) => headers.find((header) => words.test(header)));
  return { what: game, value: [hours, 'hours'], thing: { Title: game }, cut: notStarted(hours) };
};
const isOwnLibrary = ({ headers, path }: Head): boolean =>
  headers.some((header) => HOURS.test(header)) &&
  headers.some((header) => /^game$/i.test(header) || (GAME.test(header) && /steam/i.test(path))) &&
  headers.length <= 4;

const VISITED = /^(time_usec|(last_?)?visit[_ ]?(time|date))$/i;
const TELLING = /^(visit.?(count|type)|typed.?count|page_transition|transition)$/i;
/** A list of articles or films has addresses too: visits go to many pages of few sites, and say more. */
const areVisits = (head: Head): boolean => {
  const { headers } = head;
  const dated = headers.some((header) => VISITED.test(header) || /^datetime$/i.test(header));
  if (!dated && !['date', 'time'].every((name) => headers.some((header) => header.toLowerCase() === name)))
    return false;
  if (headers.some((header) => VISITED.test(header) || TELLING.test(header))) return true;
  const sites = columnOf(head, 'url').map(siteOf).filter((site) => site !== '');
  return headers.length <= 4 && sites.length > head.rows.length / 2 && new Set(sites).size < sites.length;
};
const VISIT_TIMES = 'time_usec|visit_time|visitTime|lastVisitTime|last_visit_time|last_visit_date|visit_date|Visit Time|DateTime';
const visits: Told = {
  what: ['url|NavigatedToUrl', 'site'],
  when: [VISIT_TIMES, 'epoch'],
};
const apartVisits: Told = { ...visits, when: (cells) => `${cells('date')} ${cells('time')}`.trim() };

const saved = (when: string): Form => ({
  has: `url;title;${when};tags`,
  told: { what: ['url', 'site'], when: [when, 'epoch'], beside: { Page: 'title', Tags: ['tags', 'list'] } },
});

const read = (when: string, length: string): Form => ({
  has: `ASIN;${when};${length}`,
  told: ({ headers }) => ({
    what: ['ASIN', 'told'],
    when,
    value: [length, 'minutes of ms'],
    ...(headers.includes('product_name') ? { thing: { Title: ['product_name', 'told'] } } : {}),
  }),
});

const written = (kind: 'comment' | 'post'): Form => ({
  has: 'id;permalink;date;subreddit',
  if: ({ headers }) => headers.includes('title') === (kind === 'post'),
  told: { what: ['subreddit|permalink', 'community'], when: ['date', 'utc'], kind: `=${kind}` },
});

const shows = (when: string, more: string): Form => ({
  has: `${when};${more}`,
  if: ({ headers }) => headers.includes('movie.title') || headers.includes('show.title'),
  told: {
    what: 'show.title|movie.title',
    when,
    kind: (cells) => cells('type') || 'watch',
    value: 'rating',
    thing: { Name: 'show.title|movie.title', Year: 'show.year|movie.year' },
  },
});

const isHead = (...heads: string[]): Form['if'] => (head) => heads.includes(head.headers.join(','));

/** Every service whose exports are known by their form; the first that tells a file has it. */
export const services: readonly Service[] = [
  {
    key: 'netflix',
    forms: [
      {
        has: 'Profile Name;Start Time;Duration;Title;Supplemental Video Type',
        told: netflixAccount,
      },
      { has: 'Title;Date', only: true, if: areDays, told: netflixProfile },
    ],
  },
  {
    key: 'spotify',
    splits: true,
    forms: [
      {
        has: 'ts;ms_played;master_metadata_track_name;master_metadata_album_artist_name',
        told: spotify(
          'master_metadata_album_artist_name',
          'master_metadata_track_name',
          'master_metadata_album_album_name',
          'ts',
          'ms_played',
        ),
      },
      {
        has: 'endTime;artistName;trackName;msPlayed',
        told: spotify('artistName', 'trackName', 'albumName', 'endTime', 'msPlayed'),
      },
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
      {
        has: FILMS,
        if: ({ path }) => /watchlist|(^|\/)(likes|lists|deleted|orphaned)\//i.test(path),
        spare: true,
      },
      { has: 'Date Joined;Username;Favorite Films', spare: true },
      {
        has: 'Date;Content;Comment',
        if: ({ path }) => lastPart(path).toLowerCase() === 'comments.csv',
        spare: true,
      },
      {
        has: `${FILMS};Watched Date;Rewatch`,
        told: films('Watched Date|Date', (cells) => (/^yes$/i.test(cells('Rewatch')) ? 'rewatch' : 'watch')),
      },
      { has: `${FILMS};Rating`, told: films('Date'), tellsRest: true },
      { has: FILMS, told: films('Date'), tellsRest: true },
    ],
  },
  {
    key: 'goodreads',
    forms: [
      {
        has: 'Book Id;Title;Author;My Rating;Exclusive Shelf;Date Added',
        told: {
          what: 'Book Id',
          when: 'Date Read|Date Added',
          kind: 'Exclusive Shelf',
          value: ['My Rating', 'stars'],
          thing: {
            Title: 'Title',
            Author: 'Author',
            Year: 'Original Publication Year|Year Published',
            Pages: 'Number of Pages',
            'Average Rating': 'Average Rating',
          },
        },
      },
    ],
  },
  {
    // Editions have an ISBN or a number of the service's own; books without either go by their title.
    key: 'storygraph',
    forms: [
      {
        has: 'Title;Authors;ISBN/UID;Read Status;Date Added;Star Rating',
        told: {
          what: 'ISBN/UID|Title',
          when: 'Last Date Read|Date Added',
          kind: 'Read Status',
          value: 'Star Rating',
          thing: { Title: 'Title', Author: 'Authors', Moods: ['Moods', 'list'], Pace: 'Pace' },
        },
      },
    ],
  },
  {
    key: 'imdb',
    forms: [
      {
        has: 'Const;Your Rating;Date Rated;Title;Title Type;Year;Genres',
        told: {
          what: 'Const',
          when: 'Date Rated',
          value: 'Your Rating',
          thing: { Title: 'Title', Year: 'Year', Genres: ['Genres', 'list'], Kind: 'Title Type' },
        },
      },
    ],
  },
  {
    key: 'lastfm',
    forms: [
      { has: 'uts;utc_time;artist;album;track', told: scrobbles(['utc_time', 'dmy']) },
      {
        has: 'artist;album;track',
        if: (head) =>
          since(head) !== '' &&
          head.headers.every((header) => SINCE.test(header) || /^(artist|album|albumid|track)$/i.test(header)),
        told: (head) =>
          scrobbles([since(head), columnOf(head, since(head)).some((cell) => /^\d{13}$/.test(cell)) ? 'epoch' : 'dmy']),
      },
      {
        if: areScrobbles,
        headless: ['artist', 'album', 'track', 'time'],
        told: scrobbles(['time', 'dmy']),
      },
    ],
  },
  {
    // From the request for personal data, or the report that was there before; then books, songs and films without a
    // parcel, which older files call titles.
    key: 'amazon-orders',
    splits: true,
    forms: [
      {
        has: 'ASIN;Product Name;Order Date;Order ID',
        told: ordered('ASIN', 'Product Name', 'Unit Price', 'Order Date', 'Order ID'),
      },
      {
        has: 'ASIN/ISBN;Title;Order Date;Order ID;Quantity',
        told: ordered('ASIN/ISBN', 'Title', 'Purchase Price Per Unit', 'Order Date', 'Order ID'),
      },
      ...['ProductName', 'Title'].map(
        (title): Form => ({
          has: `ASIN;${title};OrderId;DigitalOrderItemId;OrderDate`,
          told: ordered('ASIN', title, 'OurPrice', 'OrderDate', 'OrderId'),
        }),
      ),
    ],
  },
  {
    key: 'anime-list',
    forms: [
      {
        has: 'series_animedb_id;series_title;my_status',
        told: anime('series_animedb_id', 'series_title', 'my_', 'my_finish_date|my_start_date'),
      },
      {
        has: 'title;episodes;score;status',
        // In a catalogue the score is everybody's, and its state that of the series.
        if: (head) => !columnOf(head, 'status').some((cell) => /airing|aired|finished_|not_yet/i.test(cell)),
        told: anime(
          'title',
          'title',
          '',
          'finish_date|finished|start_date|started|my_finish_date|my_start_date',
        ),
      },
    ],
  },
  {
    // Google Takeout, Edge or the usual extensions of browsers: the site is what was chosen.
    key: 'browser',
    splits: true,
    forms: [
      { has: 'NavigatedToUrl;PageTitle', told: visits },
      {
        has: 'url;title',
        if: areVisits,
        told: ({ headers }) =>
          headers.some((header) => VISIT_TIMES.toLowerCase().split('|').includes(header.toLowerCase()))
            ? visits
            : apartVisits,
      },
    ],
  },
  {
    key: 'ga4',
    forms: [
      { if: isExploration, told: exploration },
      { has: 'event_timestamp;event_name;user_pseudo_id', each: 'items', told: bigQuery },
    ],
  },
  {
    // What a recommender does not need beside the ratings, and the parts into which they were cut for experiments, is spare.
    key: 'movielens',
    several: true,
    forms: [
      { if: isHead('userId,movieId,rating,timestamp'), asIs: 'INTERACTIONS' },
      { if: isHead('movieId,title,genres'), asIs: 'ITEMS' },
      // Where the films are described under their numbers elsewhere, it leads there.
      { if: isHead('movieId,imdbId,tmdbId'), spare: 'beside-items' },
      { if: isHead('userId,movieId,tag,timestamp', 'movieId,tagId,relevance', 'tagId,tag'), spare: true },
      { if: ({ path }) => /(^|\/)u([1-5ab]\.(base|test)|\.(genre|info|occupation))$/.test(path), spare: true },
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
        told: {
          what: 'appid',
          when: ['rtime_last_played', 'epoch'],
          value: ['playtime_forever', 'hours of minutes'],
          thing: { Title: 'name' },
          cut: notStarted('playtime_forever'),
        },
      },
      { if: isOwnLibrary, told: ownLibrary },
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
  {
    // The sport is what was chosen.
    key: 'strava',
    forms: [
      {
        has: 'Activity ID;Activity Date;Activity Name;Activity Type',
        told: {
          what: 'Activity Type',
          when: ['Activity Date', 'mdy'],
          value: ['Distance', 'decimal comma'],
          beside: { Activity: 'Activity ID' },
        },
      },
    ],
  },
  {
    // Each play, or a line for each song and day.
    key: 'apple-music',
    splits: true,
    forms: [
      {
        has: 'Track Description;Date Played;Play Duration Milliseconds',
        told: {
          what: 'Track Description',
          when: ['Date Played', 'digits'],
          value: ['Play Duration Milliseconds', 'seconds of ms'],
          thing: {
            Title: ['Track Description', 'song of artist'],
            Artist: ['Track Description', 'artist of song'],
          },
        },
      },
      {
        has: 'Play Duration Milliseconds;Event Start Timestamp',
        if: ({ headers }) => headers.includes('Song Name') || headers.includes('Content Name'),
        told: {
          what: 'Song Name|Content Name',
          when: 'Event Start Timestamp|Event End Timestamp|Event Received Timestamp',
          value: ['Play Duration Milliseconds', 'seconds of ms'],
          thing: { Title: 'Song Name|Content Name', Album: 'Album Name' },
        },
      },
    ],
  },
  // The communities in which somebody wrote. Votes have no time.
  { key: 'reddit', several: true, forms: [written('comment'), written('post')] },
  { key: 'trakt', forms: [shows('watched_at', 'type'), shows('rated_at', 'rating')] },
  {
    // Beers have the same name at several breweries.
    key: 'untappd',
    forms: [
      {
        has: 'beer_name;brewery_name;beer_type;rating_score;created_at',
        told: {
          what: 'brewery_name – beer_name',
          when: 'created_at',
          value: 'rating_score',
          thing: { Title: 'beer_name', Brewery: 'brewery_name', Style: 'beer_type', Strength: 'beer_abv' },
        },
      },
    ],
  },
  {
    // Sessions of reading, with titles since they are counted for the reader, and those of each device.
    key: 'kindle',
    several: true,
    forms: [
      read('start_time', 'total_reading_milliseconds'),
      { ...read('start_timestamp', 'total_reading_millis'), tellsRest: true },
    ],
  },
  {
    key: 'audible',
    forms: [
      {
        has: 'Product Name;Start Date;Event Duration Milliseconds',
        told: {
          what: 'ASIN|Product Name',
          when: 'Start Date',
          value: ['Event Duration Milliseconds', 'minutes of ms'],
          thing: { Title: 'Product Name' },
        },
      },
    ],
  },
  // Pages that somebody saved: as with those that were visited, the site is what comes again.
  { key: 'bookmarks', forms: [saved('add_date')] },
  { key: 'pocket', splits: true, forms: [saved('time_added')] },
  {
    // What a game was given of ten. No day is told.
    key: 'board-games',
    forms: [
      {
        has: 'objectname;objectid;rating;own',
        told: {
          what: 'objectid',
          value: ['rating', 'stars'],
          thing: {
            Title: 'objectname',
            Year: 'yearpublished',
            'Most players': 'maxplayers',
            'Playing time': 'playingtime',
            'Average rating': 'average',
          },
        },
      },
    ],
  },
];
