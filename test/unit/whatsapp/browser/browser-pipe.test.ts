import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import { MessageMeter, readInPieces } from '../../../../electron/whatsapp/browser/browser-pipe.ts';
import type { Browser } from '../../../../electron/whatsapp/client.ts';

const call = (bytes: number) => `{"method":"Runtime.bindingCalled","params":"${'x'.repeat(bytes)}"}`;
const answer = (bytes: number) => `{"id":7,"result":"${'x'.repeat(bytes)}"}`;

/** What puppeteer would parse of a browser's output, in pieces of the given sizes. */
function read(messages: readonly string[], sizes: readonly number[] = [16 * 1024]): string[] {
  const meter = new MessageMeter();
  const written = Buffer.from(messages.map((message) => `${message}\0`).join(''));
  const whole: Buffer[] = [];
  let at = 0;
  for (let turn = 0; at < written.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    whole.push(...meter.take(written.subarray(at, at + size)));
    at += size;
  }
  return Buffer.concat(whole).toString().split('\0').slice(0, -1);
}

describe('what the browser writes', () => {
  it('is handed on as it came, however it was cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.json().map((text) => text.replaceAll('\0', '')),
            fc.constant(call(3)),
            fc.constant(answer(3)),
          ),
        ),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (messages, sizes) => void expect(read(messages, sizes)).toEqual(messages),
      ),
    );
  });

  it.for([[7, 16 * 1024], [16 * 1024]])('is left out where it is too long, in pieces of %s bytes', (sizes) => {
    const first = 50 * 1024 * 1024;
    expect(read([call(1), call(first), answer(2)], sizes)).toEqual([call(1), answer(2)]);
  });

  it('is left out where it is too long, byte by byte where it begins, becomes too long and ends', () => {
    const slowly = Array<number>(200).fill(1);
    const sizes = [...slowly, limits.pageMessageBytes - 200, ...slowly, ...slowly];
    const messages = [call(1), call(limits.pageMessageBytes), answer(2)];
    expect(messages.join('').length).toBeLessThan(limits.pageMessageBytes + 300);
    expect(read(messages, sizes)).toEqual([call(1), answer(2)]);
  });

  it('may be longer where it answers what was asked', () => {
    const [long, tooLong] = [answer(2 * limits.pageMessageBytes), answer(limits.pageAnswerBytes)];
    expect(read([long, tooLong, call(1)]).map((message) => message.length)).toEqual([long.length, call(1).length]);
  });

  it('reaches whoever listens to the pipe without the message that is too long', async () => {
    const pipe = new Readable({ read: () => undefined });
    readInPieces({ process: () => ({ stdio: [null, null, null, null, pipe] }) } as unknown as Browser);
    const heard: Buffer[] = [];
    pipe.on('data', (data: Buffer) => heard.push(data));
    pipe.push(Buffer.from(`${call(1)}\0${call(limits.pageMessageBytes)}\0${answer(1)}\0`));
    pipe.push(null);
    await new Promise((resolve) => pipe.once('end', resolve));
    expect(Buffer.concat(heard).toString()).toBe(`${call(1)}\0${answer(1)}\0`);
  });
});
