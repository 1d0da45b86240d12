/**
 * Why a file is not used: it is something else (`page`: of the web, without a table), or has no rows, one column or none
 * (`no-columns`: running text). `unreadable`: of a table that is broken or locked, beside others.
 */
export type Unused =
  | 'not-a-table'
  | 'not-needed'
  | 'empty'
  | 'header-only'
  | 'one-column'
  | 'no-columns'
  | 'page'
  | 'picture'
  | 'recording'
  | 'document'
  | 'program'
  | 'git-pointer'
  | 'unreadable';

/** Why a file tells of no events: of which only one side is there, or a sum of them. */
export type Lacking =
  | 'things'
  | 'people'
  | 'both'
  | 'totals'
  | 'no-thing'
  | 'no-person'
  | 'orders'
  | 'unclear';
