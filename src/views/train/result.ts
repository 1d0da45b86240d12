import { counted, metric, percent, times } from '../../domain/numbers';
import { sentence, type SentencePart } from '../../charts/summary';
import { hasEpochs } from '../../charts/turn';
import { describeError, type ErrorWords } from '../../copy/errors';
import { recipeWords } from '../../copy/recipes';
import { settingsWords } from '../../copy/tuning';
import type { ErrorRecord } from '../../domain/errors';
import { BASELINE_RECIPE } from '../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../domain/resources';

const KEY = 'normalized_discounted_cumulative_gain_at_10';

/** What a finished training found, against popularity on the same held-out users. */
export function resultSentence(version: SolutionVersion): readonly SentencePart[] {
  const name = recipeWords(version.spec.recipe).name;
  if (version.trainingMode === 'UPDATE')
    return sentence(
      `${name} has taken in what came since; what it had learned is as before, so nothing was measured anew.`,
    );
  const found = version.metrics?.values.recall_at_1_percent;
  if (found !== undefined) return segmentSentence(version, name, found);
  const own = version.metrics?.values[KEY];
  const base = version.baseline?.values[KEY];
  const n = version.metrics?.n ?? 0;
  if (own === undefined) return sentence(`${name} is trained; this recipe has no nDCG@10 to compare.`);
  const people = counted(n, 'held-out user', 'held-out users');
  const few = n < 50 ? ' With so few users, small differences are luck.' : '';
  if (version.spec.recipe === BASELINE_RECIPE || base === undefined)
    return sentence(`${name} reaches an nDCG@10 of *${metric(own)}* on ${people}.${few}`);
  if (base === 0)
    return sentence(`${name} reaches *${metric(own)}* where popularity reaches 0, on ${people}.${few}`);
  const ratio = own / base;
  const verdict =
    ratio >= 1.95
      ? `*${times(ratio)} times as good as popularity*`
      : ratio > 1.02
        ? `*${percent(ratio - 1)} better than popularity*`
        : ratio < 0.98
          ? `*${percent(1 - ratio)} worse than popularity*`
          : '*no better than popularity*';
  return sentence(
    `${name} is ${verdict}: nDCG@10 ${metric(own)} against ${metric(base)}, on ${people}.${few}`,
  );
}

/** What the first hundredth of the people named for an item holds, against the most active people. */
function segmentSentence(version: SolutionVersion, name: string, found: number): readonly SentencePart[] {
  const active = version.baseline?.values.recall_at_1_percent ?? 0;
  return sentence(
    `${name} finds *${percent(found)}* of the people who chose something later among the first 1 % it names; the most active people make up ${percent(active)}. It answers with lists of people, in batch segment jobs.`,
  );
}

/** What a search has settled on, in words; null where nothing was searched, or not to the end. */
export function foundSettings({ spec, tunedHPOParams, tuning }: SolutionVersion): string | null {
  const search = tuning?.searches.find(({ recipe }) => recipe === spec.recipe);
  const defaults = search?.trials.find(({ number }) => number === 1)?.algorithmHyperParameters;
  if (tunedHPOParams === undefined || defaults === undefined) return null;
  return settingsWords(tunedHPOParams.algorithmHyperParameters, defaults);
}

/** `ACTIVE`, with how much was finished where it was stopped and kept. */
export function statusText(version: SolutionVersion): string {
  const { done, total } = version.epochs;
  if (version.failureReason === 'interrupted') return 'Interrupted';
  if (version.status !== 'ACTIVE' || done >= total) return version.status;
  return `ACTIVE (${done} of ${total} ${hasEpochs({ points: version.curve }) ? 'epochs' : 'steps'})`;
}

/** Why a version failed and what to do, in words; null where it did not. */
export function failureWords(version: SolutionVersion): ErrorWords | null {
  const reason = version.failureReason;
  if (reason === undefined) return null;
  if (reason === 'interrupted') {
    return {
      what: 'The page was closed while it was learning.',
      safe: '',
      todo: 'Resume it, or train again.',
    };
  }
  // A reason is a code and its facts.
  const [, code, facts] = /^([A-Z][A-Z_0-9]*) (\{.*\})$/s.exec(reason) ?? [];
  if (code === undefined) return { what: reason, safe: '', todo: '' };
  return describeError({ code, details: JSON.parse(facts) as unknown } as ErrorRecord);
}
