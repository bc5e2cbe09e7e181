/** Checks, in the window of a started app in practice mode, the parts that only packing can break. */
import type { Page } from 'playwright-core';
import type { Api, Channel, CommandInput, CommandOutput, CommandResult } from '../../domain/contract.ts';

const windowTimeoutMs = 120_000;
const linkTimeoutMs = 180_000;
const pollMs = 200;

type Bridge = { sendonce: Api };

async function ask<Name extends Channel>(page: Page, name: Name, input: CommandInput<Name>) {
  return (await page.evaluate(
    ([channel, given]) => (window as unknown as Bridge).sendonce.commands[channel](given as never),
    [name, input] as const,
  )) as CommandResult<CommandOutput<Name>>;
}

async function call<Name extends Channel>(page: Page, name: Name, input: CommandInput<Name>) {
  const reply = await ask(page, name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.failure.code} ${reply.failure.detail}`);
  return reply.value;
}

/** Throws at the first part that does not work; `say` is called for each part that does. */
export async function probe(page: Page, say: (line: string) => void = () => undefined): Promise<void> {
  await page.getByRole('navigation').first().waitFor({ timeout: windowTimeoutMs });
  const { version, platform } = await call(page, 'app:overview', undefined);
  say(`window, preload, commands, database: ${version} on ${platform}`);
  const backup = await call(page, 'backup:make', undefined);
  say(`a worker from the archive with the native module in it: a backup of ${backup.bytes} bytes`);
  say(`bytes through the bridge into the reading of lists: ${await readList(page)}`);
  const list = await call(page, 'app:exampleList', undefined);
  if (!list) throw new Error('the example list is missing');
  say(`the practice page’s files: ${list.fileName}`);
  say(`the library of a team’s database, loaded with the first question to one: ${await askNoDatabase(page)}`);
  await untilLinked(page);
  say('the library drives a browser: linked');
}

async function readList(page: Page): Promise<string> {
  const fileName = 'list.csv';
  const text = 'Name,Phone\nAna,+447700900301\n';
  const { uploadId } = await call(page, 'file:beginUpload', { fileName, bytes: text.length });
  const chunk = await page.evaluate(
    ([id, content]) => {
      const bytes = new TextEncoder().encode(content);
      return (window as unknown as Bridge).sendonce.commands['file:addChunk']({ uploadId: id, bytes });
    },
    [uploadId, text] as const,
  );
  if (!chunk.ok) throw new Error(`upload:chunk: ${chunk.failure.code}`);
  const inspected = await call(page, 'list:inspect', { uploadId, header: null });
  if (!JSON.stringify(inspected).includes('Phone')) throw new Error('the list was not read');
  return fileName;
}

/** Nothing listens at this address: the answer comes from the library itself. */
async function askNoDatabase(page: Page): Promise<string> {
  const asked = await ask(page, 'team:check', { address: 'localhost:1/none', user: 'nobody', password: 'none' });
  const code = asked.ok ? 'a database' : asked.failure.code;
  if (code !== 'team_unreachable') throw new Error(`team:check: ${code}`);
  return code;
}

async function untilLinked(page: Page): Promise<void> {
  const endMs = performance.now() + linkTimeoutMs;
  for (;;) {
    const { link } = await call(page, 'app:overview', undefined);
    if (link.phase === 'ready') return;
    if (performance.now() > endMs) throw new Error(`not linked: ${JSON.stringify(link)}`);
    await page.waitForTimeout(pollMs);
  }
}
