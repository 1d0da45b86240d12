/** One look at the page while it trains. */
export interface Sample {
  /** Since *Train* was pressed. */
  readonly ms: number;
  /** 0…1; null where no bar is drawn, or it does not say how far it is. */
  readonly share: number | null;
  /** The time left, as it is said. */
  readonly left: string | null;
  /** Where the training is, as it is said. */
  readonly at: string;
  /** The list that stands beside it, best first. */
  readonly rows: readonly string[];
}

/** From a quarter of the training on, each said time is held against what was really left. */
const FIRST_QUARTER = 0.25;
/** Said in whole seconds: nearer than this nothing can be. */
const ROUNDED_MS = 1000;

/** What the samples of one training come to. The last one is the moment when the version is there. */
export function judge(samples: readonly Sample[]) {
  const totalMs = samples.at(-1)?.ms ?? 0;
  const bars = samples.filter((sample): sample is Sample & { share: number } => sample.share !== null);
  let fell = 0;
  let stoodMs = 0;
  let still = bars.at(0);
  for (const [k, sample] of bars.entries()) {
    const before = bars[k - 1];
    if (before !== undefined && sample.share < before.share - 1e-9) fell++;
    if (still === undefined || Math.abs(sample.share - still.share) > 1e-9) still = sample;
    stoodMs = Math.max(stoodMs, sample.ms - still.ms);
  }
  const told = samples.flatMap(({ ms, left }) => {
    const saidMs = millisecondsIn(left);
    return saidMs === null || ms < FIRST_QUARTER * totalMs ? [] : [{ saidMs, leftMs: totalMs - ms }];
  });
  const isHonest = ({ saidMs, leftMs }: (typeof told)[number]): boolean =>
    Math.abs(saidMs - leftMs) <= Math.max(ROUNDED_MS, leftMs / 3);
  const late = samples.filter(({ ms }) => ms >= FIRST_QUARTER * totalMs).length - 1;
  let moves = 0;
  let shown: readonly string[] | null = null;
  for (const { rows } of samples) {
    if (rows.length === 0) continue;
    if (shown !== null && rows.join('\n') !== shown.join('\n')) moves++;
    shown = rows;
  }
  const worst = Math.max(
    0,
    ...told
      .filter((t) => t.leftMs > 3 * ROUNDED_MS)
      .map(({ saidMs, leftMs }) => Math.abs(saidMs - leftMs) / leftMs),
  );
  return {
    seconds: round(totalMs / 1000),
    barFrom: round((bars.at(0)?.ms ?? totalMs) / 1000),
    fell,
    longestStill: round(stoodMs / 1000),
    /** Of the looks after the first quarter. */
    saysTime: round(told.length / Math.max(1, late)),
    honest: round(told.filter(isHonest).length / Math.max(1, told.length)),
    worstError: round(worst),
    firstRows: rowsFrom(samples),
    moves,
  };
}

function rowsFrom(samples: readonly Sample[]): number | null {
  const first = samples.find(({ rows }) => rows.length > 0);
  return first === undefined ? null : round(first.ms / 1000);
}

/** `about 1 min 20 s left`, `almost done`. */
function millisecondsIn(words: string | null): number | null {
  if (words === null || words.trim() === '') return null;
  if (/almost/.test(words)) return 0;
  const [, minutes] = /([\d.]+)\s*min/.exec(words) ?? [];
  const [, seconds] = /([\d.]+)\s*s\b/.exec(words) ?? [];
  const [, milliseconds] = /([\d.]+)\s*ms\b/.exec(words) ?? [];
  if (minutes === undefined && seconds === undefined && milliseconds === undefined) return null;
  return 60_000 * Number(minutes ?? 0) + 1000 * Number(seconds ?? 0) + Number(milliseconds ?? 0);
}

const round = (value: number): number => Math.round(100 * value) / 100;
