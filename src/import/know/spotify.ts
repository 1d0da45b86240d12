import type { NotMeant } from '../../domain/imports';
import { events, items, hasHeaders, together, type Cells, type Making, type Service } from './service';

/** The service counts a song as played from here on. */
const PLAYED_MS = 30_000;

interface Names {
  readonly artist: string;
  readonly track: string;
  readonly album: string | null;
  readonly ended: string;
  readonly played: string;
}

function makings(names: Names): readonly Making[] {
  const { artist, track, album, ended, played } = names;
  const cut = (cells: Cells): NotMeant | null =>
    cells(track) === '' && cells('episode_name') !== '' ? 'podcast' : null;
  return [
    events({ Song: 'ITEM_ID', Ended: 'TIMESTAMP', What: 'EVENT_TYPE', Seconds: 'EVENT_VALUE' }, (cells) => {
      const ms = Number(cells(played));
      const seconds = Number.isFinite(ms) ? String(Math.round(ms / 1000)) : '';
      const what = ms >= PLAYED_MS ? 'play' : 'skip';
      return cut(cells) ?? [together(cells(artist), cells(track)), cells(ended), what, seconds];
    }),
    items(
      { Song: 'ITEM_ID', Title: 'KEEP', Artist: 'KEEP', Album: 'KEEP' },
      (cells) =>
        cut(cells) ?? [
          together(cells(artist), cells(track)),
          cells(track),
          cells(artist),
          album === null ? '' : cells(album),
        ],
    ),
  ];
}

/** Streaming history: of the last year from the account data, or of all years from the extended one. */
export const spotify: Service = {
  key: 'spotify',
  splits: true,
  forms: [
    {
      tells: hasHeaders('ts', 'ms_played', 'master_metadata_track_name', 'master_metadata_album_artist_name'),
      makes: () =>
        makings({
          artist: 'master_metadata_album_artist_name',
          track: 'master_metadata_track_name',
          album: 'master_metadata_album_album_name',
          ended: 'ts',
          played: 'ms_played',
        }),
    },
    {
      tells: hasHeaders('endTime', 'artistName', 'trackName', 'msPlayed'),
      makes: () =>
        makings({
          artist: 'artistName',
          track: 'trackName',
          album: null,
          ended: 'endTime',
          played: 'msPlayed',
        }),
    },
    // Podcasts and the rest of the account's files.
    { tells: hasHeaders('endTime', 'podcastName', 'episodeName', 'msPlayed'), spare: true },
  ],
};
