import { localTime } from './local-time';
import { events, hasHeaders, type Service } from './service';

/** The list of activities of an account: the sport is what was chosen. */
export const strava: Service = {
  key: 'strava',
  forms: [
    {
      tells: hasHeaders('Activity ID', 'Activity Date', 'Activity Name', 'Activity Type'),
      makes: () => [
        events(
          { Sport: 'ITEM_ID', Began: 'TIMESTAMP', Kilometres: 'EVENT_VALUE', Activity: 'KEEP' },
          (cells) => [
            cells('Activity Type'),
            localTime(cells('Activity Date'), 'mdy'),
            cells('Distance').replace(',', '.'),
            cells('Activity ID'),
          ],
        ),
      ],
    },
  ],
};
