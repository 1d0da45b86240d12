import { evidenceOf, otherKey } from './plan-columns';
import { roleDoubts } from './doubts';
import { headIssues } from './head-issues';
import { haveSameIds } from './joins';
import { stemOf } from '../lexicon/names';
import { namePersons } from './who';
import { previewOf } from '../open/sample';
import type { SampledColumn } from './sampled-column';
import { recognise as recogniseService } from '../know/recognise';
import type { ColumnRole, FilePlan, FileProposal, ImportProposal } from '../../domain/imports';
import { randomId } from '../../domain/random-id';
import type { Profile } from '../../domain/schema';
import type { Found } from './made/found';
import { isAmazonHeader, type Look } from './look-at';
import type { SourceMap } from '../open/open-sources';

export function proposalOf(
  sources: SourceMap,
  { looks, plans: found, made }: Found,
  profile: Profile,
  ignored: ImportProposal['ignored'],
): ImportProposal {
  const plans = namePersons(found).map((plan, i) => ofPerson(plan, looks[i]));
  const files = looks.map((look, i) => propose(look, plans[i], looks, plans));
  return {
    id: randomId(),
    name: nameOf(sources, plans),
    plan: { profile, mode: 'FULL', files: plans, ...(made.length > 0 ? { made } : {}) },
    files,
    ignored,
  };
}

/** The plan of a service's file that is known to be one person's. */
function ofPerson(plan: FilePlan, { source: { table } }: Look): FilePlan {
  if (plan.dataset !== 'INTERACTIONS' || table?.service?.person === undefined) return plan;
  const timed = plan.columns.some(({ role }) => role === 'TIMESTAMP');
  return { ...plan, person: table.service.person, ...(timed ? {} : { rowOrderAsTime: true }) };
}

function propose(look: Look, plan: FilePlan, all: readonly Look[], plans: readonly FilePlan[]): FileProposal {
  const { sample, columns, source } = look;
  const derived = plan.columns.slice(columns.length).map((column) => columns[column.index]);
  return {
    plan,
    sizeBytes: source.sizeBytes,
    within: source.within ?? null,
    recognised: recognise(look, plan),
    evidence: [...columns, ...derived].map((column, i) => {
      const { role } = plan.columns[i];
      const joins = joinsOf(column, role, look, all, plans);
      return evidenceOf(column, plan.dataset, plan.columns[i], joins, otherKey(role, plan, columns));
    }),
    preview: previewOf(sample),
    // Of a known service nothing was guessed.
    issues:
      plan.dataset === null
        ? []
        : [...headIssues(plan, sample, source), ...(source.table?.service ? [] : roleDoubts(plan, columns))],
  };
}

function recognise(look: Look, plan: FilePlan): FileProposal['recognised'] {
  const { source, sample } = look;
  if (source.table?.service !== undefined) return source.table.service.key;
  if (plan.dataset !== null && isAmazonHeader(plan.dataset, sample.headers)) return 'amazon';
  return recogniseService({ path: source.path, ...sample })?.service.key ?? 'unknown';
}

/** The other file whose key column holds most of this key column's values. */
function joinsOf(
  column: SampledColumn,
  role: ColumnRole,
  look: Look,
  all: readonly Look[],
  plans: readonly FilePlan[],
): string | null {
  if (role !== 'USER_ID' && role !== 'ITEM_ID' && role !== 'ACTION_ID') return null;
  for (const [i, other] of all.entries()) {
    if (other === look || plans[i].dataset === null) continue;
    const index = plans[i].columns.find((candidate) => candidate.role === role)?.index;
    if (index !== undefined && haveSameIds(column, other.columns[index])) return other.source.path;
  }
  return null;
}

/** The archive, the folder or the interactions file, without its ending. */
function nameOf(sources: SourceMap, plans: readonly FilePlan[]): string {
  const main = plans.find((plan) => plan.dataset === 'INTERACTIONS') ?? plans[0];
  const source = sources.get(main?.file ?? '') ?? sources.values().next().value;
  if (!source) return 'data';
  const folders = source.path.split('/');
  const path = source.within ?? (folders.length > 1 ? folders[0] : folders[folders.length - 1]);
  const stem = stemOf(path);
  // Of `u.data` one letter would be left.
  return stem.length > 1 ? stem : path;
}
