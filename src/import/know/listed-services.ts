import type { NotMeant } from '../../domain/imports';
import { saysCancelled } from '../lexicon/order-words';
import { columnOf, type Cells, type Form, type Service } from './service';

/**
 * Services whose forms need no more than to be told of: a line names the service, and whether its files are `several` or
 * it `splits` one; each further line is a form, by the headers that it `has`, with `what`, `when`, `kind` and `value` of
 * an event, what stands `beside` it, and what is known of the `thing`.
 *
 * Editions of StoryGraph without an ISBN or a number go by their title. Orders of Amazon are from the request for
 * personal data, the report that was there before, or without a parcel. The sport is what Strava's people choose, the
 * community what Reddit's do; votes have no time. Apple tells a line for each song and day, or each play. Beers have the
 * same name at several breweries. In a catalogue of anime the score is everybody's, and the status that of the series. Of Kindle the sessions that are counted for the reader have titles, those of each
 * device none. Of pages that somebody saved the site is what comes again. BoardGameGeek tells no day.
 */
const LISTED = `
goodreads
has Title;Author;My Rating;Exclusive Shelf · what Book Id|Title · when Date Read|Date Added · kind Exclusive Shelf · value My Rating~stars · thing Title; Author; Year = Original Publication Year|Year Published; Pages = Number of Pages; Average Rating
storygraph
has Title;Authors;Read Status;Star Rating · what ISBN/UID|Title · when Last Date Read|Date Added · kind Read Status · value Star Rating · thing Title; Author = Authors; Moods = Moods~list; Pace
imdb
has Const;Your Rating;Date Rated;Title · what Const · when Date Rated · value Your Rating · thing Title; Year; Genres = Genres~list; Kind = Title Type
amazon-orders splits
has ASIN;Product Name;Order Date;Order ID · what ASIN|Product Name · when Order Date · value Quantity|Original Quantity · beside Order ID · thing Title = Product Name; Price = Unit Price~money; Category · cut cancelled
has ASIN/ISBN;Title;Order Date;Order ID;Quantity · what ASIN/ISBN|Title · when Order Date · value Quantity · beside Order ID · thing Title; Price = Purchase Price Per Unit~money; Category · cut cancelled
has ASIN;ProductName;OrderId;DigitalOrderItemId;OrderDate · what ASIN|ProductName · when OrderDate · value Quantity|OriginalQuantity · beside Order ID = OrderId · thing Title = ProductName; Price = OurPrice~money; Category · cut cancelled
has ASIN;Title;OrderId;DigitalOrderItemId;OrderDate · what ASIN|Title · when OrderDate · value Quantity|OriginalQuantity · beside Order ID = OrderId · thing Title; Price = OurPrice~money; Category · cut cancelled
strava
has Activity Date;Activity Type;Distance · what Activity Type · when Activity Date~mdy · value Distance~decimal comma · beside Activity = Activity ID
apple-music splits
has Track Description;Date Played;Play Duration Milliseconds · what Track Description · when Date Played~digits · value Play Duration Milliseconds~seconds of ms · thing Title = Track Description~song; Artist = Track Description~artist
has Play Duration Milliseconds;Event Start Timestamp;Song Name · what Song Name · when Event Start Timestamp|Event End Timestamp|Event Received Timestamp · value Play Duration Milliseconds~seconds of ms · thing Title = Song Name; Album = Album Name
has Play Duration Milliseconds;Event Start Timestamp;Content Name · what Content Name · when Event Start Timestamp|Event End Timestamp|Event Received Timestamp · value Play Duration Milliseconds~seconds of ms · thing Title = Content Name; Album = Album Name
reddit several
has id;permalink;date;subreddit;title · what subreddit|permalink~community · when date~utc · kind =post
has id;permalink;date;subreddit · what subreddit|permalink~community · when date~utc · kind =comment
trakt
has watched_at;type;movie.title · what show.title|movie.title · when watched_at · kind type · value rating · thing Name = show.title|movie.title; Year = show.year|movie.year
has watched_at;type;show.title · what show.title|movie.title · when watched_at · kind type · value rating · thing Name = show.title|movie.title; Year = show.year|movie.year
has rated_at;rating;movie.title · what show.title|movie.title · when rated_at · kind type · value rating · thing Name = show.title|movie.title; Year = show.year|movie.year
has rated_at;rating;show.title · what show.title|movie.title · when rated_at · kind type · value rating · thing Name = show.title|movie.title; Year = show.year|movie.year
untappd
has beer_name;brewery_name;beer_type;rating_score;created_at · what brewery_name – beer_name · when created_at · value rating_score · thing Title = beer_name; Brewery = brewery_name; Style = beer_type; Strength = beer_abv
anime-list
has series_animedb_id;series_title;my_status · what series_animedb_id · when my_finish_date|my_start_date~day · kind my_status · value my_score~stars · thing Title = series_title; Kind = series_type; Episodes = series_episodes
has title;episodes;score;status · unless status airing|aired|finished_|not_yet · what title · when finish_date|finished|start_date|started|my_finish_date|my_start_date~day · kind status · value score~stars · thing Title = title; Kind = type; Episodes = episodes
kindle several
has ASIN;start_time;total_reading_milliseconds;product_name · what ASIN~told · when start_time · value total_reading_milliseconds~minutes of ms · thing Title = product_name~told
has ASIN;start_time;total_reading_milliseconds · what ASIN~told · when start_time · value total_reading_milliseconds~minutes of ms
has ASIN;start_timestamp;total_reading_millis · what ASIN~told · when start_timestamp · value total_reading_millis~minutes of ms · tellsRest
audible
has Product Name;Start Date;Event Duration Milliseconds · what ASIN|Product Name · when Start Date · value Event Duration Milliseconds~minutes of ms · thing Title = Product Name
bookmarks
has url;title;add_date;tags · what url~site · when add_date~epoch · beside Page = title; Tags = tags~list
pocket splits
has url;title;time_added;tags · what url~site · when time_added~epoch · beside Page = title; Tags = tags~list
board-games
has objectname;objectid;rating · what objectid · value rating~stars · thing Title = objectname; Year = yearpublished; Most players = maxplayers; Playing time = playingtime; Average rating = average
`;

const isCancelled = (cells: Cells): NotMeant | null =>
  saysCancelled(cells('Order Status')) ? 'cancelled' : null;

type Field = 'has' | 'unless' | 'what' | 'when' | 'kind' | 'value' | 'beside' | 'thing' | 'cut' | 'tellsRest';

function formOf(line: string): Form {
  const fields: { [field in Field]?: string } = Object.fromEntries(
    line.split(' · ').map((field) => [field.split(' ', 1)[0], field.slice(field.indexOf(' ') + 1)]),
  );
  const { has = '', unless, cut, tellsRest, what = '', ...more } = fields;
  const [column, ...words] = unless?.split(' ') ?? [];
  const speaksAgainst = new RegExp(words.join(' '), 'i');
  return {
    has,
    ...(column === undefined
      ? {}
      : { if: (head) => !columnOf(head, column).some((cell) => speaksAgainst.test(cell)) }),
    told: { what, ...more, ...(cut === undefined ? {} : { cut: isCancelled }) },
    ...(tellsRest === undefined ? {} : { tellsRest: true }),
  };
}

export const listed: readonly Service[] = LISTED.trim()
  .split(/\n(?!has )/)
  .map((lines): Service => {
    const [head, ...forms] = lines.split('\n');
    const [key, flag] = head.split(' ');
    return { key, ...(flag === undefined ? {} : { [flag]: true }), forms: forms.map(formOf) };
  });
