import type { View } from '../../state/route-table';
import * as say from '../../../words/messages/palette';

/** The service's own words for what is done on a page: the search knows them, other screens do not say them. */
export const PAGE_TERMS: { readonly [V in View]?: () => string } = {
  overview: say.termsOverview,
  import: say.termsImport,
  train: say.termsTrain,
  recommendations: say.termsRecommendations,
  actions: say.termsActions,
  filters: say.termsFilters,
  versions: say.termsVersions,
  campaigns: say.termsCampaigns,
  recommenders: say.termsRecommenders,
  simulation: say.termsSimulation,
  attribution: say.termsAttribution,
  batch: say.termsBatch,
  cost: say.termsCost,
  schemas: say.termsSchemas,
  export: say.termsExport,
};
