import { cpus, loadavg } from 'node:os';
import { verdict, type Figure } from './figure';
import { line, summary } from './table';

/** What a benchmark ran on. */
interface Machine {
  readonly cpu: string;
  readonly threads: number;
  readonly engine: string;
  /** Processes that wanted to run in the minute before: from about 0.3 on, times by the clock say little. */
  readonly load: number;
}

/** Prints figures as they come, and all of them at the end: for people, or as one JSON document on standard output. */
export class Report {
  private readonly figures: Figure[] = [];
  private readonly machine: Machine;

  /** @param engine e.g. "Node v20.20.2". */
  constructor(
    engine: string,
    private readonly json: boolean,
  ) {
    this.machine = { cpu: cpus()[0]?.model ?? 'unknown', threads: cpus().length, engine, load: loadavg()[0] };
    const { cpu, threads, load } = this.machine;
    this.say(`${threads} × ${cpu}, ${engine}, load ${load.toFixed(1)}`);
  }

  readonly tell = (figure: Figure): void => {
    this.figures.push(figure);
    this.say(line(figure));
  };

  end(): void {
    this.say(summary(this.figures));
    if (!this.json) return;
    const figures = this.figures.map((figure) => ({ ...figure, verdict: verdict(figure) }));
    process.stdout.write(`${JSON.stringify({ machine: this.machine, figures }, null, 2)}\n`);
  }

  /** People read along on standard error where machines read standard output. */
  private say(text: string): void {
    (this.json ? process.stderr : process.stdout).write(`${text}\n`);
  }
}
