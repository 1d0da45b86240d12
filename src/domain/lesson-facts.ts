import type { PairedResult, VersionComparison } from './comparison';
import type { NamedItem } from './explanations';
import type { RecipeName } from './recipe-catalogue';
import type { Arn } from './arn';

/**
 * What a step of a lesson asks of the data. `userId` null: somebody for whom the answer can be shown, chosen by the
 * data and the same each time; of several for whom it can, `person` says which (from 0, the first where left out).
 */
export type LessonQuestion =
  | { readonly kind: 'rows' }
  | { readonly kind: 'next-item'; readonly userId: string | null; readonly person?: number }
  | {
      readonly kind: 'neighbours';
      readonly userId: string | null;
      readonly person?: number;
      /** Whose votes count; null: the two most alike. */
      readonly chosen: readonly string[] | null;
      /** Whose votes counted before, for the marks; null: as now. */
      readonly before: readonly string[] | null;
    }
  | {
      readonly kind: 'training';
      readonly userId: string | null;
      readonly person?: number;
      /** Epochs to have finished: those that are finished already are not run again, but where there are more, all begin anew. */
      readonly epochs: number;
    }
  | { readonly kind: 'turn'; readonly person?: number }
  | { readonly kind: 'comparison'; readonly versions: readonly [Arn, Arn] }
  | { readonly kind: 'left-out'; readonly version: Arn }
  | {
      readonly kind: 'order';
      readonly userId: string | null;
      readonly person?: number;
      readonly version: Arn;
    }
  | { readonly kind: 'visits' }
  | { readonly kind: 'popularity'; readonly versions: readonly Arn[] }
  | { readonly kind: 'exploration'; readonly version: Arn }
  | {
      readonly kind: 'truth';
      readonly userId: string | null;
      readonly person?: number;
      readonly versions: readonly Arn[];
    };
export type LessonKind = LessonQuestion['kind'];

/** A few rows as a recipe gets them, and how full the table of everybody and everything is. */
export interface RowsFact {
  readonly kind: 'rows';
  readonly rows: readonly {
    readonly userId: string;
    readonly item: NamedItem;
    readonly timestampSec: number;
    readonly eventType: string | null;
  }[];
  readonly events: number;
  readonly users: number;
  readonly items: number;
  /** Different pairs of a user and an item that have met. */
  readonly pairs: number;
  /** Share of the items that a person has not met: its mean over people, less nothing. */
  readonly unmet: PairedResult;
  /** Of all events as they came: the same 8 hexadecimal digits are the same rows. */
  readonly checksum: string;
}

/** What a person took next, hidden: nothing of it and of what came later is known to those who vote. */
export interface NextItemFact {
  readonly kind: 'next-item';
  readonly userId: string;
  /** The last ones before the hidden one, oldest first. */
  readonly past: readonly { readonly item: NamedItem; readonly timestampSec: number }[];
  /** Times of all events, oldest first, in epoch seconds; the first `seen` of them are known. */
  readonly times: readonly number[];
  readonly seen: number;
  /** Four to choose from, in an order that gives nothing away; each column of shares adds up to 1. */
  readonly choices: readonly { readonly item: NamedItem; readonly alike: number; readonly popular: number }[];
  /** Place of the hidden one among the choices. */
  readonly answer: number;
  /**
   * Of `people` whose next event was hidden the same way: for how many it is within the first ten of each list, for how
   * many people alike guess it among the four and popularity does not, and by how many more people alike find it.
   */
  readonly found: {
    readonly people: number;
    readonly alike: number;
    readonly popular: number;
    readonly alone: number;
    readonly more: PairedResult;
  };
}

export interface Neighbour {
  readonly userId: string;
  /** Cosine over items, rare ones weighing more: 0 … 1. */
  readonly likeness: number;
  /** Different items of this person. */
  readonly items: number;
  /** Items of both, and the most telling of them first. */
  readonly nShared: number;
  readonly shared: readonly NamedItem[];
  readonly chosen: boolean;
}

/** People like one person, and the list that the chosen ones among them make by vote. */
export interface NeighboursFact {
  readonly kind: 'neighbours';
  readonly userId: string;
  /** Different items that are known of this person. */
  readonly items: number;
  /** The most alike first. */
  readonly neighbours: readonly Neighbour[];
  readonly list: readonly {
    readonly item: NamedItem;
    /** Which of the chosen have it. */
    readonly from: readonly string[];
    /** Its rank with the votes before; null: not listed then. */
    readonly rankBefore: number | null;
    /** This person took it later. */
    readonly taken: boolean;
  }[];
  /** Over people: the mean of how many of such a list each took later, by the two most alike and by two drawn by lot. */
  readonly found: { readonly near: number; readonly drawn: number; readonly more: PairedResult };
}

/** One epoch of the small factor model. */
export interface LessonEpoch {
  readonly epoch: number;
  /** Mean loss of a pair over the epoch, natural logarithm. */
  readonly loss: number;
  /** nDCG@10 of the items that each person took later, without those known already. */
  readonly heldOut: number;
}

/** A run of the factor model that lessons train: small enough to be watched epoch by epoch. */
export interface TrainingFact {
  readonly kind: 'training';
  readonly userId: string;
  readonly regularization: number;
  readonly points: readonly LessonEpoch[];
  /** Epochs that a run may have. */
  readonly most: number;
  readonly people: number;
  /** Numbers that each person and each item has. */
  readonly factors: number;
  /** Pairs of a person and an item that one epoch goes through. */
  readonly pairs: number;
  /** The same measure for the popular order. */
  readonly popular: number;
  /** The first epoch of a whole run that is ahead of it; null: none is. */
  readonly passes: number | null;
  /** At the end of the run, person by person: its measure less that of the popular order. */
  readonly more: PairedResult;
  /** Much taken items on the two main axes of their factors, in −1 … 1; `group` indexes `groups`. */
  readonly places: readonly {
    readonly item: NamedItem;
    readonly x: number;
    readonly y: number;
    readonly group: number;
  }[];
  /** The most frequent first categories; the last stands for all others. */
  readonly groups: readonly string[];
  /** What the person would get now, and where each item stood an epoch ago. */
  readonly list: readonly { readonly item: NamedItem; readonly rankBefore: number | null }[];
}

/** One epoch as the two runs are held against each other: how much it is surprised by what it has seen, and has not. */
export interface TurnEpoch {
  readonly epoch: number;
  /** As of `LessonEpoch`. */
  readonly loss: number;
  /** The same for what each person took later: mean −ln σ(its score − the score of one never taken), over the people. */
  readonly surprise: number;
}

/** The same model twice: held back as usual, and hardly at all. */
export interface TurnFact {
  readonly kind: 'turn';
  readonly held: { readonly regularization: number; readonly points: readonly TurnEpoch[] };
  readonly free: { readonly regularization: number; readonly points: readonly TurnEpoch[] };
  /** The free run's epoch of least surprise, in digits as they are shown; of equals the first. */
  readonly turn: number;
  /** Of the free run, person by person: surprise at the end less surprise at the turn. */
  readonly rise: PairedResult;
  /** nDCG@10 at the end, person by person: held back less free. */
  readonly lists: PairedResult;
  readonly people: number;
}

export interface ComparisonFact {
  readonly kind: 'comparison';
  readonly recipes: readonly [RecipeName, RecipeName];
  readonly result: VersionComparison;
}

/** Which items are left out, told on choices that were hidden from a version. */
export interface LeftOutFact {
  readonly kind: 'left-out';
  readonly recipe: RecipeName;
  readonly people: number;
  /** Items that at most so many people had taken are little known: `items` of the `of` there are. */
  readonly upTo: number;
  readonly items: number;
  readonly of: number;
  /** Hidden choices, and how many of them the lists of 25 hold. */
  readonly choices: number;
  readonly hits: number;
  /** Share of the choices, and of the hits, that little-known items have. */
  readonly share: number;
  readonly shareOfHits: number;
  /** The one less the other; its interval is as wide as it can be. */
  readonly more: PairedResult;
}

/** One history in two orders. */
export interface OrderFact {
  readonly kind: 'order';
  readonly userId: string;
  readonly recipe: RecipeName;
  /** The items whose order is turned round, oldest first. */
  readonly turned: readonly NamedItem[];
  readonly asItWas: readonly NamedItem[];
  readonly backwards: readonly { readonly item: NamedItem; readonly rankBefore: number | null }[];
  /** Of the first ten, how many are others. */
  readonly changed: number;
  /** The same of some people, this one among them or not: their mean, and how far it can be trusted. */
  readonly others: PairedResult;
}

/** How often what somebody chooses has a category in common with what they chose just before. Means over people. */
export interface VisitsFact {
  readonly kind: 'visits';
  /** Those who have enough of both. */
  readonly people: number;
  /** Of the items that go on with a visit. */
  readonly within: number;
  /** Of the items that begin another one. */
  readonly back: number;
  /** Of any two items of a person, as a draw of them has it. */
  readonly any: number;
  /** `within` less `back`. */
  readonly more: PairedResult;
}

/** To which items the places of lists go. */
export interface PopularityFact {
  readonly kind: 'popularity';
  readonly people: number;
  /** The less known items are the half that fewest people took. */
  readonly items: { readonly little: number; readonly all: number };
  /** Share of these people's own events that the less known have, each person counting once. */
  readonly data: number;
  readonly rows: readonly {
    readonly recipe: RecipeName;
    /** Share of the places. */
    readonly share: number;
    /** Different items in all lists. */
    readonly items: number;
    /** Share of the less known in a person's own events less their share in that person's list. */
    readonly more: PairedResult;
  }[];
}

/** What exploring costs and brings. */
export interface ExplorationFact {
  readonly kind: 'exploration';
  readonly recipe: RecipeName;
  readonly people: number;
  /** Items that began to be offered within so many days of the newest event, and how many there are. */
  readonly days: number;
  readonly fresh: number;
  /** Places out of ten times `people` that go to fresh items, by weight. */
  readonly rows: readonly {
    readonly weight: number;
    readonly fresh: number;
    readonly kept: number;
    /** Fresh ones in a person's ten, less those that the same person gets without exploring. */
    readonly more: PairedResult;
  }[];
  /** null: nobody took anything later, or nothing was new then. */
  readonly hits: ExploredHits | null;
}

/** What exploring costs and brings in hits, told on rows that were hidden when the lists were made. */
export interface ExploredHits {
  readonly people: number;
  readonly rows: readonly {
    readonly weight: number;
    /** Of ten times `people` places, how many hold what the person took later, and how many of these were new. */
    readonly hits: number;
    readonly fresh: number;
    /** Hits of a person without exploring less those with it. */
    readonly fewer: PairedResult;
    /** New ones among them with exploring less those without. */
    readonly more: PairedResult;
  }[];
}

/** What a simulated person really likes, and what recipes believed. */
export interface TruthFact {
  readonly kind: 'truth';
  readonly userId: string;
  readonly items: number;
  /** What this person would enjoy most in the last quarter, best first. */
  readonly favourites: readonly NamedItem[];
  /** Genres by how much they draw this person in each quarter: the strongest, and the one most avoided. */
  readonly taste: readonly { readonly genre: string; readonly byQuarter: readonly number[] }[];
  /** How many items count as the best for this person: a twentieth of all. */
  readonly best: number;
  readonly rows: readonly {
    readonly recipe: RecipeName;
    /** The first ten of the list, and where each stands in truth: 0 = enjoyed most of all, 1 = least. */
    readonly list: readonly { readonly item: NamedItem; readonly place: number }[];
    readonly amongBest: number;
    /** Mean of the places over many people; half is what blind choice gives. */
    readonly meanPlace: number;
  }[];
  readonly people: number;
  /** Person by person: how many of the first version's ten are among the best, less those of the last one's. */
  readonly more: PairedResult;
}

/** These data cannot show it. */
export interface LackingFact {
  readonly kind: 'lacking';
  /**
   * `truth`: nobody knows what these people really like; `people`: too few with enough events; `measure`: nobody was
   * held out when the version was trained; `versions`: the versions were not measured on the same rows; `tail`: hardly any
   * choice fell on what few people know; `changed`: the rows are no longer those that the version was measured on;
   * `kinds`: no item has a category; `visits`: too few people come more than once and choose several items each time;
   * `left`: this person has half of all items or more, so hardly any are
   * left to list.
   */
  readonly reason:
    | 'truth'
    | 'people'
    | 'measure'
    | 'versions'
    | 'tail'
    | 'changed'
    | 'kinds'
    | 'visits'
    | 'left';
}

export type LessonFact =
  | LackingFact
  | RowsFact
  | NextItemFact
  | NeighboursFact
  | TrainingFact
  | TurnFact
  | ComparisonFact
  | LeftOutFact
  | OrderFact
  | VisitsFact
  | PopularityFact
  | ExplorationFact
  | TruthFact;

/** One that the data could give. */
export type KnownFact = Exclude<LessonFact, LackingFact>;
