import { events, items, hasHeaders, type Service } from './service';

/** A collection of board games: what it was given of ten, and how often it was played. No day is told. */
export const boardGames: Service = {
  key: 'board-games',
  forms: [
    {
      tells: hasHeaders('objectname', 'objectid', 'rating', 'own'),
      makes: () => [
        events({ Game: 'ITEM_ID', Rating: 'EVENT_VALUE' }, (cells) => {
          const rating = Number(cells('rating'));
          return [cells('objectid'), rating > 0 ? String(rating) : ''];
        }),
        items(
          {
            Game: 'ITEM_ID',
            Title: 'KEEP',
            Year: 'KEEP',
            'Most players': 'KEEP',
            'Playing time': 'KEEP',
            'Average rating': 'KEEP',
          },
          (cells) => [
            cells('objectid'),
            cells('objectname'),
            cells('yearpublished'),
            cells('maxplayers'),
            cells('playingtime'),
            cells('average'),
          ],
        ),
      ],
    },
  ],
};
