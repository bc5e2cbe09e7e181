import { readFileSync, statSync } from 'node:fs';

const walHeaderBytes = 32;
const frameBytes = 24 + 4_096;
/** Where a log frame holds the database's size after a commit: 0 in all but the last of a transaction. */
const commitAt = 4;

/** What was written since SQLite's log began: pages, durable transactions, and the ledger's bytes. */
export function durableWrites(folder: string): { frames: number; commits: number; ledgerBytes: number } {
  const wal = readFileSync(`${folder}/sendonce.db-wal`);
  const frames = Math.floor((wal.byteLength - walHeaderBytes) / frameBytes);
  let commits = 0;
  for (let frame = 0; frame < frames; frame += 1)
    if (wal.readUInt32BE(walHeaderBytes + frame * frameBytes + commitAt) !== 0) commits += 1;
  return { frames, commits, ledgerBytes: statSync(`${folder}/ledger/fences.ledger`).size };
}
