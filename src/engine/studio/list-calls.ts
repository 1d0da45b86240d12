import type { ActionList, ActionListRequest } from '../../domain/actions';
import type { Explanation, ExplanationRequest } from '../../domain/explanations';
import type { FilterCheck, FilterProposals, FilterTrial } from '../../domain/filter-check';
import type { RankingRequest, RecommendationList, RecommendationRequest } from '../../domain/recommendations';
import { listActions } from '../serving/action-list';
import { checkFilterText } from '../serving/check-filter';
import { completeFilterText } from '../serving/complete-filter';
import { explainRecommendation } from '../serving/explain';
import { rank, recommend } from '../serving/lists';
import type { Workspace } from './workspace';

/** Lists on screen, why they are as they are, and filters as they are typed. */
export class ListCalls {
  constructor(private readonly workspace: Workspace) {}

  async getRecommendations(request: RecommendationRequest): Promise<RecommendationList> {
    const id = this.workspace.identifiers.recommendation();
    return recommend(this.workspace.projects.current(), request, id, () =>
      this.workspace.options.clock.nowMs(),
    );
  }

  async explainRecommendation(request: ExplanationRequest): Promise<Explanation> {
    return explainRecommendation(this.workspace.projects.current(), request, () =>
      this.workspace.options.clock.nowMs(),
    );
  }

  async getPersonalizedRanking(request: RankingRequest): Promise<RecommendationList> {
    const id = this.workspace.identifiers.recommendation();
    return rank(this.workspace.projects.current(), request, id, () => this.workspace.options.clock.nowMs());
  }

  /** What a person can be asked to do, with reasons. */
  async listActions(request: ActionListRequest): Promise<ActionList> {
    return listActions(this.workspace.projects.current(), request);
  }

  /** What can be said of a filter expression while it is typed, and what it does to a request. */
  async checkFilter(expression: string, trial: FilterTrial): Promise<FilterCheck> {
    return checkFilterText(this.workspace.projects.current(), expression, trial);
  }

  /** What can be written at the caret of an expression. */
  async completeFilter(expression: string, caret: number): Promise<FilterProposals> {
    return completeFilterText(this.workspace.projects.current(), expression, caret);
  }
}
