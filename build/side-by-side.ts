/**
 * Runs scripts of package.json side by side, and ends with 1 where one of them failed: `node build/side-by-side.ts
 * 'typecheck -- --singleThreaded' lint test:built`. The output of the last script appears as it runs, that of each
 * other script at its end, so that two outputs do not mix.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

async function run(script: string, place: number, { length }: readonly string[]): Promise<boolean> {
  const output = place === length - 1 ? 'inherit' : 'pipe';
  // Through a shell, because npm is a script on Windows.
  const running = spawn(`npm run -s ${script}`, { shell: true, stdio: ['ignore', output, output] });
  const said: Buffer[] = [];
  for (const stream of [running.stdout, running.stderr]) stream?.on('data', (chunk: Buffer) => void said.push(chunk));
  const [code] = await once(running, 'close');
  process.stdout.write(Buffer.concat(said));
  if (code !== 0) console.error(`npm run ${script} failed.`);
  return code === 0;
}

const passed = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
