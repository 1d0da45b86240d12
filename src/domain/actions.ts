import type { Arn } from './arn';

/** What a person can be asked to do, as the screen asks it of a version. */
export interface ActionListRequest {
  readonly solutionVersionArn: Arn;
  readonly userId: string;
  /** Filter expression that starts with INCLUDE or EXCLUDE ActionID; absent = none. */
  readonly filterExpression?: string;
}

/** A share of the log-odds of taking an action: what is known of the person, null for what holds of everybody. */
export interface ActionShare {
  readonly word: string | null;
  readonly value: number;
}

interface NamedAction {
  readonly actionId: string;
  readonly title: string | null;
}

export interface ListedAction extends NamedAction {
  /** 0 … 1; null where too little is known of the action, which is tried out. */
  readonly propensity: number | null;
  /** VALUE; null where it has none. */
  readonly worth: number | null;
  /** Largest first; they add up to the log-odds of the propensity. */
  readonly shares: readonly ActionShare[];
}

export interface HeldBackAction extends NamedAction {
  readonly reason: 'expired' | 'repeat' | 'filter';
  /** With `repeat`: when it can be listed again, epoch seconds. */
  readonly untilSec: number | null;
}

export interface ActionList {
  readonly userId: string;
  /** Within how many days an action is meant to be taken. */
  readonly periodDays: number;
  readonly actions: readonly ListedAction[];
  readonly heldBack: readonly HeldBackAction[];
}
