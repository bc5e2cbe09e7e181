import { invitationOf, readInvitation } from '../../../../electron/team/invitation.ts';
import type { Membership } from '../../../../electron/team/owner.ts';
import { BuiltApp } from '../../../support/built-app.ts';
import { CuttingProxy } from '../../../support/cutting-proxy.ts';
import { TestPostgres } from '../../../support/postgres.ts';
import { TestTeam } from '../../../support/team.ts';
import { until } from '../../../support/until.ts';
import { Desk } from '../../kill/operator.ts';
import { wordsAgainst } from '../../kill/truth.ts';

/** A built app of the team, with a line of its own to the team's database. */
export type Computer = { readonly name: string; readonly app: BuiltApp; readonly proxy: CuttingProxy };

const computerNames = ['Office', 'Hall', 'Clinic'] as const;
const gapMs = 700;
/** Long enough that several things happen while it is sent. */
export const peopleOfCampaign = 60;
/** The simulated page has no scenario for these numbers. */
const firstNumber = 447_700_900_100;
const numbers = 700;
const pollMs = 100;
/** The possible states of a person who has it from nobody: certainly not sent, or in doubt. */
const endedReasons = ['interrupted', 'no_confirmation', 'not_handed_over'];

/** Three built apps with a page and a journal each, one real server, and campaigns that they send together. */
export class KillOffice {
  readonly server: TestPostgres;
  readonly computers: readonly Computer[];
  readonly team: TestTeam;
  #campaigns = 0;

  private constructor(server: TestPostgres, computers: readonly Computer[], team: TestTeam) {
    this.server = server;
    this.computers = computers;
    this.team = team;
  }

  static async open(): Promise<KillOffice> {
    const server = await TestPostgres.start();
    const computers: Computer[] = [];
    try {
      for (const name of computerNames) {
        const app = await BuiltApp.install();
        computers.push({ name, app, proxy: await CuttingProxy.to(server.port) });
        await startAgain(app);
        await app.call('settings:set', { gapMinMs: gapMs, gapMaxMs: gapMs });
      }
      return new KillOffice(server, computers, await joinAll(server, computers));
    } catch (error) {
      await closeAll(server, computers);
      throw error;
    }
  }

  get #first(): BuiltApp {
    const [first] = this.computers;
    if (!first) throw new Error('no computer');
    return first.app;
  }

  /** One computer draws up a campaign, and all take part. */
  async begin(): Promise<void> {
    const first = this.#first;
    await this.untilAllOpen();
    const text = `Campaign ${this.#campaigns + 1}`;
    const { id } = await first.call('campaign:create', { name: text });
    const people = Array.from({ length: peopleOfCampaign }, (_, place) => {
      const number = firstNumber + ((this.#campaigns * peopleOfCampaign + place) % numbers);
      return `Person ${place},+${number}`;
    });
    this.#campaigns += 1;
    await new Desk(first).importList(id, ['Name,Phone', ...people].join('\n'));
    // All campaigns together have more people than there are numbers, so some heard from an earlier one within the day.
    await first.call('campaign:update', { id, text, contactsAnswer: 'send' });
    // A connection may be lost between the check and the press. A draw that was interrupted is begun again.
    const begun = await again(() => hasBegun(first, id));
    for (const { app } of begun ? this.computers.slice(1) : this.computers) {
      const uid = await until(async () => {
        const { campaigns } = await again(() => app.call('teamCampaign:list', { id: null }));
        return campaigns.find((one) => one.state === 'running' && one.campaignId === null)?.uid;
      });
      const [account] = (await app.overview()).accounts;
      await again(() => app.call('teamCampaign:join', { uid, accounts: [account?.phone ?? ''] }));
    }
  }

  /** Whether all campaigns are finished on every computer. Pauses are the operator's to end. */
  async isThrough(): Promise<boolean> {
    const states = await Promise.all(
      this.computers.map(async ({ app }) => {
        const { dispatcher, campaigns } = await app.overview();
        if (dispatcher.kind === 'paused') await app.call('dispatcher:resume', undefined);
        return campaigns.every(({ state }) => state === 'finished');
      }),
    );
    return states.every(Boolean);
  }

  async settle(): Promise<void> {
    for (const { proxy } of this.computers) proxy.mend();
    await until(() => this.isThrough(), pollMs, settleMs);
  }

  /** Kills a computer's app at this moment, and starts it again over the same data. */
  async kill({ app }: Computer): Promise<void> {
    await app.kill();
    await startAgain(app);
  }

  async untilAllOpen(): Promise<void> {
    await until(async () => (await Promise.all(this.computers.map(isOpen))).every(Boolean), pollMs, settleMs);
  }

  /** How many messages all pages together took. */
  get taken(): number {
    return this.computers.reduce((sum, { app }) => sum + app.journal.messages().length, 0);
  }

  /** How many people have a text from any of the pages. */
  get reached(): number {
    return this.#reached().size;
  }

  #reached(): Set<string> {
    return new Set(
      this.computers.flatMap(({ app }) =>
        app.journal.messages().map(({ to, body }) => `${to.replace('@c.us', '')} ${body}`),
      ),
    );
  }

  /** The people who have a text twice, by the journals of all pages together. */
  twice(): string[] {
    const all = this.computers.flatMap(({ name, app }) =>
      app.journal.messages().map((entry) => ({ key: `${entry.to}: ${entry.body}`, name })),
    );
    return [...Map.groupBy(all, ({ key }) => key)].flatMap(([key, copies]) =>
      copies.length > 1 ? [`${key} from ${copies.map(({ name }) => name).join(' and ')}`] : [],
    );
  }

  /** Everything that breaks a promise at the end: copies, false states, and people whom no computer accounts for. */
  wrongs(): string[] {
    const accounted = this.#reached();
    const said = this.computers.flatMap(({ name, app }) => {
      const db = app.openDatabase();
      const ended = db.prepare<unknown[], { key: string }>(
        `SELECT substr(r.phone, 2) || ' ' || c.text AS key FROM message m JOIN campaign c ON c.id = m.campaign_id
         JOIN recipient r ON r.id = m.recipient_id WHERE m.reason IN (${endedReasons.map((one) => `'${one}'`).join(', ')})`,
      );
      for (const { key } of ended.all()) accounted.add(key);
      const wrong = wordsAgainst(db, app.journal.messages());
      db.close();
      return wrong.map((line) => `${name}: ${line}`);
    });
    const people = Array.from({ length: this.#campaigns * peopleOfCampaign }, (_, index) => {
      return `${firstNumber + (index % numbers)} Campaign ${Math.floor(index / peopleOfCampaign) + 1}`;
    });
    const lost = people.filter((person) => !accounted.has(person));
    return [...this.twice(), ...said, ...lost.map((person) => `${person}: nobody says what became of them`)];
  }

  close(): Promise<void> {
    return closeAll(this.server, this.computers);
  }
}

/** Long, since three apps and other work share the machine. */
const settleMs = 600_000;

async function startAgain(app: BuiltApp): Promise<void> {
  await app.start();
  await app.untilLinked();
}

/** Tries until the team's database answers. */
/**
 * False where an earlier start got through and its answer was lost: the campaign is then offered like to the others.
 */
async function hasBegun(app: Computer['app'], id: number): Promise<boolean> {
  try {
    await app.call('teamCampaign:start', { id });
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('drawn_for_team')) return false;
    throw error;
  }
}

async function again<Value>(work: () => Promise<Value>): Promise<Value> {
  const { value } = await until(async () => {
    try {
      return { value: await work() };
    } catch (error) {
      if (error instanceof Error && error.message.includes('team_no_answer')) return undefined;
      throw error;
    }
  }, pollMs);
  return value;
}

const isOpen = async ({ app }: Computer) => (await app.overview()).team?.state.kind === 'open';

/** The first computer makes the team and the others join, each by its own line. */
async function joinAll(server: TestPostgres, computers: readonly Computer[]): Promise<TestTeam> {
  const [first, ...others] = computers;
  if (!first) throw new Error('no computer');
  const database = 'team';
  await server.asOwner(`CREATE DATABASE ${database}`);
  const login = { user: 'owner', password: server.password };
  const address = `127.0.0.1:${first.proxy.port}/${database}`;
  const made = { name: 'Harbour', computer: first.name, takesOnWeak: true };
  await first.app.call('team:make', { ...login, address, ...made });
  let team: Membership | undefined;
  for (const { name, app, proxy } of others) {
    const { code } = await first.app.call('team:invite', { ...login, name, kind: 'sender' });
    const read = readInvitation(code);
    if (!read.ok) throw new Error(read.failure);
    team = { ...read.value, address: { ...read.value.address, port: proxy.port } };
    await app.call('team:join', { code: invitationOf(team), computer: name });
  }
  if (!team) throw new Error('a team of one');
  return new TestTeam(server, database, team);
}

async function closeAll(server: TestPostgres, computers: readonly Computer[]): Promise<void> {
  for (const { app, proxy } of computers) {
    await app.uninstall();
    await proxy.remove();
  }
  await server.remove();
}
