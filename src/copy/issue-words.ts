/** An issue in words: what is the case, and what to do about it (empty when nothing needs doing). */
export interface IssueWords {
  readonly what: string;
  readonly fix: string;
}
