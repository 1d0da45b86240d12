import { events, hasHeaders, items, together, type Cells, type Service } from './service';

const beer = (cells: Cells): string => together(cells('brewery_name'), cells('beer_name'));

/** The check-ins of somebody's account, as JSON or CSV. Beers have the same name at several breweries. */
export const untappd: Service = {
  key: 'untappd',
  forms: [
    {
      tells: hasHeaders('beer_name', 'brewery_name', 'beer_type', 'rating_score', 'created_at'),
      makes: () => [
        events({ Beer: 'ITEM_ID', Drunk: 'TIMESTAMP', Rating: 'EVENT_VALUE' }, (cells) => [
          beer(cells),
          cells('created_at'),
          cells('rating_score'),
        ]),
        items(
          { Beer: 'ITEM_ID', Title: 'KEEP', Brewery: 'KEEP', Style: 'KEEP', Strength: 'KEEP' },
          (cells) => [
            beer(cells),
            cells('beer_name'),
            cells('brewery_name'),
            cells('beer_type'),
            cells('beer_abv'),
          ],
        ),
      ],
    },
  ],
};
