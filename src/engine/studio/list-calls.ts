import type { Explanation, ExplanationRequest } from '../../domain/explanations';
import type { FilterCheck, FilterProposals, FilterTrial } from '../../domain/filter-check';
import type { ItemMap } from '../../domain/item-map';
import type { LessonFact, LessonQuestion } from '../../domain/lesson-facts';
import type { Job } from '../../domain/ports';
import type { RankingRequest, RecommendationList, RecommendationRequest } from '../../domain/recommendations';
import { checkFilterText } from '../serving/check-filter';
import { completeFilterText } from '../serving/complete-filter';
import { explainRecommendation } from '../serving/explain';
import { rank, recommend } from '../serving/lists';
import { answerLesson } from '../teaching/lessons/answer-lesson';
import { itemMap } from '../teaching/map/item-map';
import type { Workspace } from './workspace';

/** Lists on screen, why they are as they are, and filters as they are typed; lessons and the map ask here too. */
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

  /** What can be said of a filter expression while it is typed, and what it does to a request. */
  async checkFilter(expression: string, trial: FilterTrial): Promise<FilterCheck> {
    return checkFilterText(this.workspace.projects.current(), expression, trial);
  }

  /** What can be written at the caret of an expression. */
  async completeFilter(expression: string, caret: number): Promise<FilterProposals> {
    return completeFilterText(this.workspace.projects.current(), expression, caret);
  }

  /** Items by who took them, on a plane. */
  async itemMap(job: Job, seed: number): Promise<ItemMap> {
    return this.workspace.onCurrent(async (project) => itemMap(await project.data.index(), seed, job));
  }

  /** What a step of a lesson shows. */
  async lessonFact(job: Job, question: LessonQuestion): Promise<LessonFact> {
    return this.workspace.onCurrent((project) => answerLesson(project, question, job));
  }
}
