import { hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { campaignScope, formatScope, parseScope } from '../../domain/messages/scope.ts';
import type { AliasHash } from '../../domain/people/alias.ts';
import { fromJson } from '../../domain/result.ts';

/** The key under which the aliases of people are hashed. */
const LedgerKey = z.string().regex(/^[0-9a-f]{64}$/);

/** Raised whenever hashes or lines are made in another way: hashes of the former kind would block nobody any more. */
export const ledgerVersion = 2;

/** The first line of a ledger. */
export const LedgerHeader = z.object({
  format: z.literal('sendonce fence ledger'),
  version: z.literal(ledgerVersion),
  ledger: z.string(),
  database: z.string(),
  key: LedgerKey,
  /** The keys of the ledgers that this one replaced, under which people are known too. */
  otherKeys: z.array(LedgerKey).default([]),
  createdAtMs: z.int(),
});
export type LedgerHeader = z.infer<typeof LedgerHeader>;

/** A line's values in their order. Without names: these took a third of each line. */
const Values = z.tuple([
  z.int().positive(),
  z.string(),
  z.string(),
  z.int(),
  z.string(),
  z.array(z.string()),
  z.array(z.string().transform((hash) => hash as AliasHash)),
  z.string(),
  z.int(),
]);

const Entry = Values.transform(
  ([number, token, campaign, row, account, scopes, aliases, random, atMs], { addIssue }) => {
    const read = scopes.flatMap((text) => parseScope(isOwn.test(text) ? ownName(campaign) + text : text) ?? []);
    if (read.length < scopes.length) addIssue('no scope');
    return { number, token, campaign, row, account, scopes: read, aliases, random, atMs };
  },
);
/** What is remembered of one opened gate. `campaign` is the campaign's uid, empty for a test to oneself. */
export type LedgerEntry = z.infer<typeof Entry>;
/** A line before the ledger has numbered it. */
export type LedgerLine = Omit<LedgerEntry, 'number'>;

const unseenPrefix = 'bypass-';

/** Stands for the id of a message that went around the gate where nobody saw its id. */
export const unseenRandom = (token: string): string => `${unseenPrefix}${token}`;

/** Whether a random part stands for a message that went around the gate unseen. */
export const isUnseen = (random: string): boolean => random.startsWith(unseenPrefix);

/** Whether a scope is that of the line's own campaign: it is written without the name, which the line has already. */
const isOwn = /^(?:$|[#@])/;
const ownName = (campaign: string) => campaignScope(campaign).name;

/** The place of a line in a ledger: its number, its checksum, and the byte after its end. Number 0 is the header. */
export type LedgerPosition = { readonly number: number; readonly checksum: string; readonly endByte: number };

type Line = { readonly text: string; readonly checksum: string; readonly endByte: number };

/** 132 bits. */
const checksumCharacters = 22;
const newLine = 0x0a;

/** The checksum of a line, which includes the checksum of the line before. */
export function chain(before: string, text: string): string {
  return hash('sha256', `${before}\n${text}`, 'base64url').slice(0, checksumCharacters);
}

/** A line with its checksum, in the form in which it is written. */
export function formatLine(text: string, checksum: string): string {
  return `${text}\t${checksum}\n`;
}

/** Whole lines only: a rest without an end is left. A line longer than any of ours comes in pieces that fit nothing. */
export function* readLines(handle: number, fromByte: number, untilByte: number): Generator<Line> {
  const chunk = Buffer.allocUnsafe(limits.ledgerChunkBytes);
  let rest = Buffer.alloc(0);
  let restStart = fromByte;
  for (;;) {
    const readAt = restStart + rest.byteLength;
    const wanted = Math.min(chunk.byteLength, untilByte - readAt);
    const got = wanted > 0 ? readSync(handle, chunk, 0, wanted, readAt) : 0;
    if (got === 0) return;
    const bytes = Buffer.concat([rest, chunk.subarray(0, got)]);
    let start = 0;
    for (let end = bytes.indexOf(newLine); end >= 0; end = bytes.indexOf(newLine, start)) {
      yield asLine(bytes.toString('utf8', start, end), restStart + end + 1);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    restStart += start;
    if (rest.byteLength <= limits.ledgerLineBytes) continue;
    restStart += rest.byteLength;
    yield asLine(rest.toString('utf8'), restStart);
    rest = Buffer.alloc(0);
  }
}

/**
 * The lines before a byte, each of which fits the one before; null where one does not, or none ends there. The first
 * only supplies the checksum for the next.
 */
export function linesBefore(handle: number, endByte: number, firstByte: number): readonly Line[] | null {
  const fromByte = Math.max(firstByte, endByte - limits.ledgerSampleBytes);
  const lines = [...readLines(handle, fromByte, endByte)];
  // A stretch seldom begins at the start of a line: its first piece is left out.
  const whole = fromByte === firstByte ? lines : lines.slice(1);
  if (whole.at(-1)?.endByte !== endByte) return null;
  return doFit(whole) ? whole : null;
}

/** Whether each line but the first fits the one before it. */
export function doFit(lines: readonly Pick<Line, 'text' | 'checksum'>[]): boolean {
  return lines.every((line, index) => {
    const before = lines[index - 1];
    return before === undefined || line.checksum === chain(before.checksum, line.text);
  });
}

/** The entry of a line; undefined where the text is no entry: that is damage, not an error of the program. */
export function entryOf(text: string): LedgerEntry | undefined {
  return Entry.safeParse(fromJson(text)).data;
}

/** An entry as the text of its line. */
export function textOf({ number, token, campaign, row, account, scopes, aliases, random, atMs }: LedgerEntry): string {
  const own = ownName(campaign);
  const texts = scopes.map((scope) => formatScope(scope).slice(scope.name === own ? own.length : 0));
  const values: z.input<typeof Values> = [number, token, campaign, row, account, texts, [...aliases], random, atMs];
  return JSON.stringify(values);
}

function asLine(line: string, endByte: number): Line {
  const tab = line.lastIndexOf('\t');
  return { text: line.slice(0, tab), checksum: line.slice(tab + 1), endByte };
}
