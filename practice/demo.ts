/**
 * npm run demo: a scripted operator sends a whole practice campaign from two accounts, and the report is compared with
 * the journal of both pages. With `--team` three computers send it, each with an operator.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DateTime } from 'luxon';
import type { Page } from 'playwright-core';
import { ensureChromium } from '../build/chromium.ts';
import { fontEnvironment } from '../build/fonts.ts';
import type { Api } from '../domain/contract.ts';
import { errorText } from '../domain/result.ts';
import { launch } from '../test/host/launch.ts';
import {
  ackWaitMs,
  campaign,
  keepPictures,
  keepShots,
  lateAckMs,
  longestCampaignMs,
  out,
  pace,
  root,
  say,
} from './demo-parts.ts';
import { preparePracticeFolder, startJournalServer } from './journal-server.ts';
import { Operator } from './operator.ts';
import { judge } from './summary.ts';
import { playTeam } from './team-demo.ts';

/** The name that practice mode gives to the second account. */
const otherAccount = 'SendOnce Demo 2';
/** The pictures that the README and the guide show. */
const pictures = [
  ...['link', 'recipients', 'message', 'when', 'check', 'outbox-pending', 'outbox-failed', 'outbox-message'],
  ...['replies', 'people', 'report', 'accounts'],
];
/** Replies of two people. The first asks something, and the operator answers. */
const replies = [
  { from: '447700900104', name: 'Carla Moretti', text: 'Can I bring my two children?' },
  { from: '447700900106', name: 'Eilidh MacRae', text: 'Yes!' },
] as const;
const answer = 'Of course, bring both! There is lunch for children at *12:30*.';
async function run(): Promise<number> {
  const startedMs = performance.now();
  Object.assign(process.env, fontEnvironment, { CHROMIUM_PATH: await ensureChromium() });
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const journal = await startJournalServer({ file: path.join(out, 'journal.jsonl') });
  const folder = await mkdtemp(path.join(tmpdir(), 'sendonce-demo-'));
  await preparePracticeFolder(path.join(root, 'out/practice'), folder, journal.port, pace);
  const app = await launch({ root, args: [`--practice=${folder}`] });
  try {
    const operator = new Operator(app.page);
    await app.page.evaluate(async (wait) => {
      const { commands } = (window as unknown as { sendonce: Api }).sendonce;
      await commands['settings:set']({ ackWaitMs: wait });
    }, ackWaitMs);
    await operator.link();
    await operator.linkAnother(otherAccount);
    say('Linked two practice accounts.');
    const willSend = await operator.prepare({ ...campaign, alsoFrom: otherAccount });
    say(`Read ${path.basename(campaign.file)}: ${willSend} messages to send.`);
    await operator.start();
    await operator.whilePaused(() => operator.cancel(['Yuki Mori', 'Zainab Ali']));
    await operator.picture('outbox-pending');
    let said = '';
    await operator.watch(({ pending, sent, failed }) => {
      const counts = `  pending ${pending} · sent ${sent} · failed ${failed}`;
      if (counts !== said) say(counts);
      said = counts;
    }, longestCampaignMs);
    say('All are out. Waiting for what WhatsApp confirms late.');
    await app.page.waitForTimeout(lateAckMs);
    await operator.settle('Elsewhere Elsa Ward', 'Demo operator');
    // Each reply goes to the account that wrote to this person.
    for (const { from, text } of replies)
      await journal.control({ name: 'receive', from, text }, undefined, journal.messages(from)[0]?.place);
    await operator.answer(replies[0].name, answer, 'volunteer');
    say(`Answered ${replies[0].name}.`);
    await operator.lookAround();
    await operator.otherScreens();
    const reminded = await remind(operator, folder);
    say('Reminders wait for their own time. Waiting for the first.');
    await arrived(app.page, () => journal.messages().some(({ body }) => body === reminded.body));
    await operator.report(campaign.name);
    const report = await takeReport(app.userData);
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    const { summary, wrong, exitCode } = judge(report, journal.messages(), {
      seconds,
      accounts: 2,
      answers: [{ to: `${replies[0].from}@c.us`, body: answer }, reminded],
    });
    await writeFile(path.join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    await keepShots(operator.shots);
    if (process.argv.includes('--pictures')) await keepPictures(operator.shots, pictures);
    say(JSON.stringify(summary, null, 2));
    for (const line of wrong) say(`WRONG: ${line}`);
    say(
      exitCode === 0
        ? 'Nobody got two, from either account, and every status agrees with the journal.'
        : 'The demo failed.',
    );
    return exitCode;
  } catch (error) {
    // The picture shows the window at the step that did not work.
    await app.page.screenshot({ path: path.join(out, 'stuck.png') });
    throw error;
  } finally {
    await app.close();
    await journal.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Sends reminders of three appointments, an hour before each. The first is due in a minute, the others in days. Returns
 * the message of the first.
 */
async function remind(operator: Operator, folder: string): Promise<{ to: string; body: string }> {
  const soon = DateTime.now().plus({ hours: 1, minutes: 1 }).startOf('minute');
  const cells = [soon, soon.plus({ days: 3 }), soon.plus({ days: 5 })].map((at) => at.toFormat('dd.MM.yyyy HH:mm'));
  const numbers = ['447700900180', '447700900181', '447700900182'];
  const file = path.join(folder, 'appointments.csv');
  const rows = numbers.map((number, place) => `Patient ${place + 1},+${number},${cells[place]}`);
  await writeFile(file, `Name,Mobile,Appointment\n${rows.join('\n')}\n`);
  await operator.remind({ name: 'Appointments', file, text: 'See you on {{appointment}}.' }, 'Appointment');
  return { to: `${numbers[0]}@c.us`, body: `See you on ${cells[0]}.` };
}

async function arrived(page: Page, isThere: () => boolean): Promise<void> {
  const endMs = performance.now() + longestCampaignMs;
  while (!isThere()) {
    if (performance.now() > endMs) throw new Error('the reminder has not gone out');
    await page.waitForTimeout(1_000);
  }
}

/** Copies the exported files out of the app's folder, and returns the text of the CSV. */
async function takeReport(userData: string): Promise<string> {
  const exports = path.join(userData, 'exports');
  for (const file of await readdir(exports)) {
    await writeFile(path.join(out, `report${path.extname(file)}`), await readFile(path.join(exports, file)));
  }
  return readFile(path.join(out, 'report.csv'), 'utf8');
}

(process.argv.includes('--team') ? playTeam() : run()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${errorText(error)}\n`);
    process.exit(1);
  },
);
