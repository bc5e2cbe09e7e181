/**
 * npm run demo -- --team: three computers with an operator each share a real PostgreSQL and send one practice campaign.
 * Each computer's report is compared with the journal of its page, and all journals are looked through together.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureChromium } from '../build/chromium.ts';
import { fontEnvironment } from '../build/fonts.ts';
import { BuiltApp } from '../test/support/built-app.ts';
import { TestPostgres } from '../test/support/postgres.ts';
import {
  ackWaitMs,
  campaign,
  keepPictures,
  keepShots,
  lateAckMs,
  longestCampaignMs,
  out,
  pace,
  say,
} from './demo-parts.ts';
import { Operator } from './operator.ts';
import { judgeTeam } from './summary.ts';
import { TeamOperator } from './team-operator.ts';

const names = ['Office PC', 'Hall laptop', 'Clinic PC'] as const;

/** A computer of the team at work. */
type Computer = { readonly name: string; readonly app: BuiltApp; readonly operator: Operator };

export async function playTeam(): Promise<number> {
  const startedMs = performance.now();
  Object.assign(process.env, fontEnvironment, { CHROMIUM_PATH: await ensureChromium() });
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const server = await TestPostgres.start();
  const apps = await Promise.all(names.map(() => BuiltApp.install()));
  try {
    const computers: Computer[] = [];
    for (const [place, app] of apps.entries()) {
      await app.start(pace);
      await app.call('settings:set', { ackWaitMs });
      const operator = new Operator(app.page, { pictures: place === 0 });
      await operator.link();
      computers.push({ name: names[place] ?? '', app, operator });
    }
    say(`Linked a practice account on each of three computers: ${names.join(', ')}.`);
    await makeTeam(server, computers);
    say('Made a team of them, in a PostgreSQL that was started for it.');
    const willSend = await send(computers);
    say('All are out. Waiting for what WhatsApp confirms late.');
    await delay(lateAckMs);
    const reports = [];
    for (const { name, app, operator } of computers) {
      await operator.exportReport(campaign.name);
      reports.push({ name, report: await takeReport(app, name), journal: app.journal.messages() });
    }
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    const { summary, wrong, exitCode } = judgeTeam(reports, { seconds, willSend });
    await writeFile(path.join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    const { shots = [] } = computers[0]?.operator ?? {};
    await keepShots(shots);
    if (process.argv.includes('--pictures')) await keepPictures(shots, ['team']);
    say(JSON.stringify(summary, null, 2));
    for (const line of wrong) say(`WRONG: ${line}`);
    say(
      exitCode === 0
        ? 'Nobody got two, from any computer of the team, and every status agrees with the journals.'
        : 'The demo failed.',
    );
    return exitCode;
  } catch (error) {
    for (const [place, app] of apps.entries())
      await app.page.screenshot({ path: path.join(out, `stuck-${place + 1}.png`) }).catch(() => undefined);
    throw error;
  } finally {
    for (const app of apps) await app.uninstall();
    await server.remove();
  }
}

/** The first computer makes the team, the others join with a code each. */
async function makeTeam(server: TestPostgres, [first, ...others]: readonly Computer[]): Promise<void> {
  await server.asOwner('CREATE DATABASE team');
  const owner = { address: `127.0.0.1:${server.port}/team`, user: 'owner', password: server.password };
  if (!first) throw new Error('a team has a first computer');
  const coordinator = new TeamOperator(first.app.page);
  await coordinator.make('Harbour team', first.name, owner);
  for (const { name, app } of others)
    await new TeamOperator(app.page).join(await coordinator.invite(name, owner), name);
  await first.operator.picture('team-members');
}

/**
 * One computer draws the campaign and all take part. Each continues sending where it stopped with a question. Returns
 * how many people the campaign is for.
 */
async function send(computers: readonly Computer[]): Promise<number> {
  const [first, ...others] = computers;
  if (!first) throw new Error('a team has a first computer');
  const willSend = await first.operator.prepare(campaign);
  say(`Read ${path.basename(campaign.file)}: ${willSend} messages to send.`);
  await first.operator.startWithTeam();
  for (const { operator } of others) await operator.takePart();
  let said = '';
  const endMs = performance.now() + longestCampaignMs;
  const isThrough = async ({ app, operator }: Computer) => {
    await operator.goOn();
    return (await app.overview()).campaigns[0]?.state === 'finished';
  };
  let isSeen = false;
  for (let left = computers.length; left > 0; ) {
    const counts = computers.map(({ name, app }) => `${name} ${app.journal.messages().length}`);
    const now = `  sent from ${counts.join(' · ')}`;
    if (now !== said) say(now);
    said = now;
    if (!isSeen) isSeen = await first.operator.seesAllSend(computers.length);
    left = (await Promise.all(computers.map(isThrough))).filter((isDone) => !isDone).length;
    if (performance.now() > endMs) throw new Error(`${left} computers are not through`);
    await delay(1_000);
  }
  return willSend;
}

/** Copies the exported file out of the computer's folder, and returns its text. */
async function takeReport({ userData }: BuiltApp, name: string): Promise<string> {
  const exports = path.join(userData, 'exports');
  const [file = ''] = await readdir(exports);
  const report = await readFile(path.join(exports, file), 'utf8');
  await writeFile(path.join(out, `report-${name.toLowerCase().replaceAll(' ', '-')}.csv`), report);
  return report;
}
