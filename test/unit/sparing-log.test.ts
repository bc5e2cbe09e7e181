import { describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { playedAck } from '../../domain/messages/message.ts';
import type { Log } from '../../electron/ports.ts';
import { sparingLog } from '../../electron/sparing-log.ts';
import { makeRig } from '../support/dispatch-rig.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { startMs } from '../support/temporary-database.ts';

function written() {
  const lines: unknown[] = [];
  const write = (...line: unknown[]) => void lines.push(line);
  const clock = new FakeClock(startMs);
  const log: Log = { info: write, warn: write, error: write };
  return { lines, clock, log: sparingLog(log, clock) };
}

describe('the log of what a page brings about', () => {
  it('has one line per kind and minute, which says how many were left out', async () => {
    const { lines, clock, log } = written();
    for (let call = 0; call < 19_000; call += 1) {
      log.info('an acknowledgement that says nothing', { ack: call });
      log.warn('gate refused', { why: call % 2 === 0 ? 'unknown_attempt' : 'duplicate' });
      log.error('send gate', new Error(`${call}`));
    }
    expect(lines).toEqual([
      ['an acknowledgement that says nothing', { ack: 0 }],
      ['gate refused', { why: 'unknown_attempt' }],
      ['send gate', new Error('0')],
      ['gate refused', { why: 'duplicate' }],
    ]);
    clock.jumpMs(-limits.logKindEveryMs);
    await clock.pass(limits.logKindEveryMs);
    log.info('an acknowledgement that says nothing', { ack: 7 });
    expect(lines.at(-1)).toEqual(['an acknowledgement that says nothing', { ack: 7, leftOut: 18_999 }]);
  });

  it('holds what the gate refuses and what is acknowledged', () => {
    const lines: string[] = [];
    const write = (what: string) => void lines.push(what);
    const rig = makeRig({ log: { info: write, warn: write, error: write } });
    const key = { serialized: '', random: 'R', fromMe: true, remote: '1@c.us' };
    const standing = {
      socketState: 'CONNECTED',
      streamState: '',
      isCaughtUp: true,
      askedAtMs: startMs,
      accountIds: [],
    };
    for (let call = 0; call < 100; call += 1) {
      rig.judge.answer({ token: `${call}`, key, ids: [], type: 'chat', text: '', fileHash: null, ...standing });
      rig.ackReceipt.receive({ random: `${call}`, fromMe: true, remote: '1@c.us', ack: playedAck + 1 });
    }
    expect(lines).toEqual(['gate refused', 'an acknowledgement that is none']);
    return rig.close();
  });
});
