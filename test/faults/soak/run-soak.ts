/**
 * Runs one installation for a long time: campaign after campaign, with people who behave badly, and kills and restarts
 * of the app and of WhatsApp's browser. Compares it with the journal of what WhatsApp took, and measures it while it
 * stays up.
 */
import { brokenInvariant } from '../../../db/folder/invariants.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { randomFrom } from '../../support/random.ts';
import { until } from '../../support/until.ts';
import { Desk } from '../kill/operator.ts';
import { truthOf } from '../kill/truth.ts';
import { type Growth, growthOf, measure, type Sample } from './measure.ts';
import { killBrowserOf } from './whatsapp-browser.ts';

type Trouble = 'none' | 'kill' | 'restart' | 'kill the browser';

export type SoakReport = {
  readonly seed: number;
  readonly minutes: number;
  readonly campaigns: number;
  readonly messages: {
    readonly all: number;
    readonly sent: number;
    readonly notSent: number;
    readonly notConfirmed: number;
  };
  readonly takenByWhatsApp: number;
  readonly troubles: Readonly<Record<Trouble, number>>;
  /** How often the queue stopped for an operator, by reason. */
  readonly pauses: Readonly<Record<string, number>>;
  /** The measurements of the second half, in which the app is not restarted. */
  readonly samples: readonly Sample[];
  readonly growth: Growth | null;
  /** What went wrong, one line each; empty when every promise held and nothing grew. */
  readonly wrong: readonly string[];
};

type SoakOptions = {
  readonly minutes: number;
  readonly seed: number;
  /** How many people a campaign has. */
  readonly people?: number;
  readonly tell: (line: string) => void;
};

/** Numbers without a scenario of their own. */
const firstPerson = 447_700_900_100;
const everybody = 600;
const usualPeople = 30;
/** In the first half of the time the app is killed; each half has at least one campaign. */
const fewestCampaigns = 2;
/** One person in this many behaves badly. */
const badEvery = 6;
/**
 * The bad behaviours: late, missing, foreign and repeated acknowledgements, errors around the hand-over, hangs, and
 * pages that freeze, reload, crash and loop. Without those after which nothing continues for half an hour, and those
 * that should raise an alarm.
 */
const scenarios = [1, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 20, 21, 23, 24, 29, 30, 31, 36, 37, 38, 39, 42];
const page = { slowAckMs: 3_000, hangMs: 4_000, freezeMs: 4_000, offlineMs: 2_000, slowCatchUpMs: 4_000 };
const settings = { gapMinMs: 200, gapMaxMs: 200, ackWaitMs: 2_000, gateReachMs: 3_000, unconfirmedInARow: 1_000 };
/** A campaign that takes longer is stuck. */
const campaignMaxMs = 8 * 60_000;
/** After this long without a change, a report says what the app waits for. */
const quietMs = 30_000;
const pollMs = 100;

/** Runs for this many minutes, and on until the last campaign is over. */
export async function runSoak({ minutes, seed, people = usualPeople, tell }: SoakOptions): Promise<SoakReport> {
  const random = randomFrom(seed);
  const app = await BuiltApp.install();
  const soak = new Soak(app, random, people, tell);
  const startedMs = performance.now();
  const share = () => (performance.now() - startedMs) / (minutes * 60_000);
  try {
    await soak.start();
    let campaigns = 0;
    while (share() < 1 || campaigns < fewestCampaigns) {
      await soak.campaign(share() < 0.5 ? 'storm' : 'calm');
      campaigns += 1;
    }
    await soak.end();
    return soak.report(seed, (performance.now() - startedMs) / 60_000);
  } finally {
    await app.uninstall();
  }
}

class Soak {
  readonly #app: BuiltApp;
  readonly #desk: Desk;
  readonly #random: () => number;
  readonly #people: number;
  readonly #tell: (line: string) => void;
  readonly #wrong: string[] = [];
  readonly #samples: Sample[] = [];
  readonly #pauses: Record<string, number> = {};
  readonly #troubles: Record<Trouble, number> = { none: 0, kill: 0, restart: 0, 'kill the browser': 0 };
  #campaigns = 0;
  #counts = { sent: 0, notSent: 0, notConfirmed: 0, cancelled: 0, pending: 0, sending: 0 };

  constructor(app: BuiltApp, random: () => number, people: number, tell: (line: string) => void) {
    this.#app = app;
    this.#desk = new Desk(app);
    this.#random = random;
    this.#people = people;
    this.#tell = tell;
  }

  async start(): Promise<void> {
    await this.#app.start(page);
    await this.#app.untilLinked();
    await this.#app.call('settings:set', settings);
  }

  /** In a storm the app itself is killed and restarted too. */
  async campaign(weather: 'storm' | 'calm'): Promise<void> {
    this.#campaigns += 1;
    const text = `Soak ${this.#campaigns}`;
    const numbers = await this.#castOf();
    const { id } = await this.#app.call('campaign:create', { name: text });
    await this.#desk.importList(id, `Name,Phone\n${numbers.map((number) => `Person,+${number}`).join('\n')}\n`);
    // Everybody heard from an earlier campaign a moment ago.
    await this.#app.call('campaign:update', { id, text, contactsAnswer: 'send' });
    // The page that hung in the previous campaign may still be restarting.
    await this.#app.untilLinked();
    await this.#app.call('campaign:start', { id });
    await this.#trouble(weather);
    await this.#untilOver();
    this.#judge(text);
    if (weather === 'calm') this.#samples.push(await measure(this.#app.running));
    this.#tell(`${text}: ${this.#app.journal.messages().length} taken, ${this.#wrong.length} wrong`);
  }

  /** Quits, starts once more, and quits: only what is on the disk counts. */
  async end(): Promise<void> {
    await this.#quit();
    await this.#app.start(page);
    await this.#app.untilLinked();
    await this.#untilOver();
    await this.#quit();
    this.#judge('the end');
  }

  async #quit(): Promise<void> {
    const { process } = this.#app.running;
    await this.#app.quit();
    if (process.exitCode !== 0) this.#wrong.push(`the app quit with ${process.exitCode ?? process.signalCode}`);
  }

  report(seed: number, minutes: number): SoakReport {
    const growth = growthOf(this.#samples);
    const { sent, notSent, notConfirmed } = this.#counts;
    return {
      seed,
      minutes: Math.round(minutes * 10) / 10,
      campaigns: this.#campaigns,
      messages: { all: this.#campaigns * this.#people, sent, notSent, notConfirmed },
      takenByWhatsApp: this.#app.journal.messages().length,
      troubles: this.#troubles,
      pauses: this.#pauses,
      samples: this.#samples,
      growth,
      wrong: [...this.#wrong, ...(growth?.wrong ?? [])],
    };
  }

  /** The people of this campaign, each with their behaviour this time. */
  async #castOf(): Promise<number[]> {
    const first = Math.floor(this.#random() * everybody);
    const numbers = Array.from({ length: this.#people }, (_, index) => firstPerson + ((first + index) % everybody));
    for (const number of numbers) {
      const isBad = this.#random() * badEvery < 1;
      const scenario = isBad ? (scenarios[Math.floor(this.#random() * scenarios.length)] ?? null) : null;
      const command = { name: 'set_scenario', number: String(number), scenario } as const;
      const isSet = () =>
        this.#app.journal.control(command).then(
          () => true,
          () => false,
        );
      // A page that hangs takes no command until the app has noticed and restarted it.
      await until(isSet, pollMs, campaignMaxMs);
    }
    return numbers;
  }

  async #trouble(weather: 'storm' | 'calm'): Promise<void> {
    const choices: readonly Trouble[] =
      weather === 'storm'
        ? ['kill', 'kill', 'restart', 'kill the browser', 'none']
        : ['none', 'none', 'kill the browser'];
    const trouble = choices[Math.floor(this.#random() * choices.length)] ?? 'none';
    this.#troubles[trouble] += 1;
    const mostMs = 12_000;
    await new Promise((resolve) => setTimeout(resolve, this.#random() * mostMs));
    if (trouble === 'none') return;
    if (trouble === 'kill the browser') return killBrowserOf(this.#app);
    await (trouble === 'kill' ? this.#app.kill() : this.#quit());
    await this.#app.start(page);
    await this.#app.untilLinked();
  }

  /**
   * Answers the questions to an operator until nothing waits any more. Alarms are never answered: there must be none.
   */
  async #untilOver(): Promise<void> {
    let said = '';
    let changedMs = performance.now();
    await until(
      async () => {
        const { dispatcher, campaigns, counts, alarms } = await this.#app.overview();
        if (alarms.length > 0) throw new Error(`an alarm: ${alarms.map(({ kind }) => kind).join(', ')}`);
        const state = `${dispatcher.kind}, ${counts.pending} pending`;
        if (state !== said) changedMs = performance.now();
        else if (performance.now() - changedMs > quietMs) {
          this.#tell(`  still: ${JSON.stringify(dispatcher)}, ${counts.pending} pending`);
          changedMs = performance.now();
        }
        said = state;
        const paused = campaigns.find(({ state }) => state === 'paused');
        if (paused) await this.#app.call('campaign:resume', { id: paused.id });
        if (dispatcher.kind === 'paused') {
          this.#pauses[dispatcher.reason] = (this.#pauses[dispatcher.reason] ?? 0) + 1;
          if (dispatcher.reason === 'internal') this.#wrong.push('sending stopped for an error that nobody expected');
          await this.#app.call('dispatcher:resume', undefined);
        }
        return counts.pending + counts.sending === 0;
      },
      pollMs,
      campaignMaxMs,
    );
  }

  #judge(when: string): void {
    const db = this.#app.openDatabase();
    const found = truthOf(db, this.#app.journal.messages());
    const broken = brokenInvariant({ has: (sql) => db.prepare(sql).get() !== undefined });
    const messages = db.prepare<unknown[], { status: string; isDoubtful: 0 | 1; count: number }>(
      `SELECT status, coalesce(reason IN ('no_confirmation', 'interrupted', 'rejected'), 0) AS isDoubtful, count(*) AS count
       FROM message GROUP BY 1, 2`,
    );
    const rows = messages.all();
    db.close();
    const countOf = (status: string, isDoubtful: 0 | 1 = 0) =>
      rows.find((row) => row.status === status && row.isDoubtful === isDoubtful)?.count ?? 0;
    const { pending, sending } = { pending: countOf('pending'), sending: countOf('sending') };
    const { sent, notSent, notConfirmed } = {
      sent: countOf('sent'),
      notSent: countOf('failed'),
      notConfirmed: countOf('failed', 1),
    };
    this.#counts = { sent, notSent, notConfirmed, cancelled: countOf('cancelled'), pending, sending };
    const all = sent + notSent + notConfirmed + pending + sending + countOf('cancelled');
    if (all !== this.#campaigns * this.#people) found.push(`${all} messages of ${this.#campaigns} campaigns`);
    if (pending + sending > 0) found.push(`${pending + sending} messages were left behind`);
    if (broken !== null) found.push(`not so any more: ${broken}`);
    for (const line of found) this.#tell(`${when}: ${line}`);
    this.#wrong.push(...found.map((line) => `${when}: ${line}`));
  }
}
