/**
 * Says in ten minutes whether SendOnce still works with WhatsApp's present page. It needs a real account, which
 * messages only itself. Prints PASS, FAIL or UNKNOWN for each step, writes a file without numbers and texts, and ends
 * with exit code 1 on a FAIL.
 *
 *   npm run check:whatsapp
 *   npm run check:whatsapp -- --practice     on the practice page, with its waits shortened
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportText, type StepResult } from '../electron/whatsapp/check/result-file.ts';
import { makeChecked } from './check-whatsapp/checked-session.ts';
import { personAtTerminal } from './check-whatsapp/person.ts';
import { openPracticeRig, practiceLimits, practiceWaits } from './check-whatsapp/practice-rig.ts';
import { runCheck, steps } from './check-whatsapp/run-check.ts';
import type { CheckParts, Waits } from './check-whatsapp/types.ts';

const minuteMs = 60_000;
const realWaits: Waits = {
  allMs: 10 * minuteMs,
  pageMs: 1 * minuteMs,
  codesMs: 170_000,
  linkMs: 2 * minuteMs,
  catchUpMs: 6 * minuteMs,
  settleMs: 3_000,
  ackMs: 1 * minuteMs,
  quietMs: 1 * minuteMs,
  lineMs: 1 * minuteMs,
};
const root = join(import.meta.dirname, '..');
const out = join(root, 'out/check');
const isPractice = process.argv.includes('--practice');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function check(parts: CheckParts): Promise<StepResult[]> {
  const results = await runCheck(parts, {
    onBegin: ({ title }, number) => say(`${number} of ${steps.length}  ${title} …`),
    onResult: ({ word, why }) => say(`        ${word.toUpperCase()}${why === '' ? '' : `: ${why}`}`),
  });
  const version = String(results.find(({ step }) => step === 'page')?.values.version ?? '');
  const { version: app }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { platform } = process;
  mkdirSync(out, { recursive: true });
  const file = join(out, `check-${version.replace(/[^\w.]/g, '') || 'unknown'}.json`);
  writeFileSync(file, reportText({ app, version, platform, atMs: Date.now(), isPractice }, results));
  say(`\n${tableOf(results, version)}\n\nWritten without numbers or texts: ${file}\nSend us this file.`);
  return results;
}

function tableOf(results: readonly StepResult[], version: string): string {
  const lines = steps.map(({ name, title }, index) => {
    const { word = 'unknown', why = '' } = results.find(({ step }) => step === name) ?? {};
    return `${index + 1}  ${title.padEnd(34)}${word.toUpperCase().padEnd(9)}${why}`.trimEnd();
  });
  return [`WhatsApp ${version || 'of unknown version'}`, ...lines].join('\n');
}

async function onPractice(): Promise<StepResult[]> {
  const rig = await openPracticeRig();
  const checked = makeChecked({ loginFolder: join(rig.folder, 'login'), page: rig.page, limits: practiceLimits });
  checked.session.start();
  const results = await check({ checked, person: rig.person, waits: practiceWaits });
  await checked.session.stop();
  await rig.close();
  return results;
}

async function onWhatsApp(): Promise<StepResult[]> {
  const person = personAtTerminal(say);
  const checked = makeChecked({ loginFolder: join(out, 'login'), page: null, onLink: (state) => person.show(state) });
  say('This takes at most ten minutes. It messages only the account that you link, and unlinks it at the end.');
  checked.session.start();
  const results = await check({ checked, person, waits: realWaits });
  // The login is needed no more, and whoever has it can send in the account's name.
  await checked.session.logout();
  await checked.session.stop();
  person.close();
  return results;
}

const results = await (isPractice ? onPractice() : onWhatsApp());
process.exitCode = results.some(({ word }) => word === 'fail') ? 1 : 0;
