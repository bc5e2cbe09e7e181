import { appendFileSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../../db/ledger/ledger.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { hashOf } from '../../../support/attempts.ts';
import { granted } from '../../../support/granted.ts';
import { startMs, temporaryFolder } from '../../../support/temporary-database.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = `${folder.folder}/ledger/fences.ledger`;
});
afterEach(() => folder.remove());

const entry = (name: string) => ({
  token: `token-${name}`,
  campaign: 'campaign',
  row: 2,
  account: '+447700900118',
  scopes: [campaignScope('x'), textScope('y')],
  aliases: [hashOf('hash')],
  random: `3EB0${name}`,
  atMs: startMs,
});
const opened = () => granted(Ledger.open(file));

describe('the fence ledger', () => {
  it('gives back after a restart what was appended, in order', () => {
    const made = Ledger.create(file, 'database', null, startMs);
    made.append(entry('a'));
    made.append(entry('b'));
    const position = made.position;
    made.close();
    const read = opened();
    expect([...read.lines()].map((line) => line.random)).toEqual(['3EB0a', '3EB0b']);
    expect(read.position).toEqual(position);
    expect(read.hash('phone:+44')).toBe(made.hash('phone:+44'));
    read.close();
  });

  it('gives every scope back, of which its own campaign’s stands there without the name that the line has', () => {
    const scopes = [
      campaignScope('campaign'),
      campaignScope('campaign', '2026-12-31'),
      { ...campaignScope('campaign'), repeat: 2 },
      campaignScope('campaign-2', '2026-12-31'),
      { ...textScope('y', 3), occasion: '2026-12-31T09:30' },
    ];
    const made = Ledger.create(file, 'database', null, startMs);
    made.append({ ...entry('a'), scopes });
    made.append({ ...entry('b'), campaign: '', scopes });
    expect([...made.lines()]).toEqual([
      { ...entry('a'), number: 1, scopes },
      { ...entry('b'), number: 2, campaign: '', scopes },
    ]);
    made.close();
    expect(readFileSync(file, 'utf8')).toContain('["","@2026-12-31","#2","campaign:campaign-2@');
  });

  it('cuts a torn last line before it appends', () => {
    const made = Ledger.create(file, 'database', null, startMs);
    made.append(entry('a'));
    const whole = statSync(file).size;
    made.append(entry('b'));
    made.close();
    truncateSync(file, whole + 30);
    const read = opened();
    expect([...read.lines()]).toHaveLength(1);
    read.append(entry('c'));
    read.close();
    expect([...opened().lines()].map((line) => line.random)).toEqual(['3EB0a', '3EB0c']);
  });

  it('takes a last line whose sectors never arrived for torn', () => {
    const made = Ledger.create(file, 'database', null, startMs);
    made.append(entry('a'));
    made.close();
    appendFileSync(file, `${'\0'.repeat(200)}\n`);
    expect([...opened().lines()]).toHaveLength(1);
  });

  it('says that it is damaged when any other line is wrong, missing or in another place', () => {
    const made = Ledger.create(file, 'database', null, startMs);
    for (const name of ['a', 'b', 'c']) made.append(entry(name));
    made.close();
    const lines = readFileSync(file, 'utf8').split('\n');
    const broken = [
      [lines[0], lines[1]?.replace('3EB0a', '3EB0x'), ...lines.slice(2)],
      [lines[0], ...lines.slice(2)],
      [lines[0], lines[2], lines[1], lines[3], ''],
      [lines[0]?.replace('database":"database', 'database":"other'), ...lines.slice(1)],
    ];
    for (const variant of broken) {
      writeFileSync(file, variant.join('\n'));
      expect(Ledger.open(file)).toMatchObject({ ok: false, failure: { code: 'ledger_damaged' } });
    }
  });

  it('refuses to append once its file was moved or replaced', () => {
    const made = Ledger.create(file, 'database', null, startMs);
    renameSync(file, `${file}.away`);
    expect(() => made.append(entry('a'))).toThrow(/moved or replaced/);
    made.close();
  });

  it('is never made anew over one that is there, and holds no phone number', () => {
    const made = Ledger.create(file, 'database', null, startMs);
    made.append({ ...entry('a'), aliases: [made.hash('phone:+447700900101')] });
    made.close();
    expect(() => Ledger.create(file, 'database', null, startMs)).toThrow(/EEXIST/);
    expect(readFileSync(file, 'utf8')).not.toContain('447700900101');
  });
});
