import { writeFile } from 'node:fs/promises';
import type { CommandInput } from '../../domain/contract.ts';
import { createText } from '../../domain/text/index.ts';
import type { Commands } from '../commands.ts';
import { saveFile, written } from '../files/save-file.ts';
import type { TeamChanges } from './changes.ts';
import type { TeamCommandsParts } from './parts.ts';

/** The commands for this computer's team: making one, its members, leaving it. The first one loads the code. */
export function teamCommands(parts: TeamCommandsParts): Commands<'team'> {
  let loaded: Promise<TeamChanges> | undefined;
  const changes = () => {
    loaded ??= import('./changes.ts').then(({ TeamChanges }) => new TeamChanges(parts));
    return loaded;
  };
  return {
    'team:check': async (input) => (await changes()).check(input),
    'team:make': async (input) => (await changes()).make(input),
    'team:invite': async (input) => (await changes()).invite(input),
    'team:saveCode': (input) => saveCode(parts, input),
    'team:readCode': async ({ code }) => (await changes()).readCode(code),
    'team:join': async (input) => (await changes()).join(input),
    'team:leave': async ({ isUntold }) => (await changes()).leave(isUntold),
    'team:rename': async ({ id, name }) => (await changes()).rename(id, name),
    'team:appoint': async ({ id, kind }) => (await changes()).appoint(id, kind),
    'team:remove': async (input) => (await changes()).remove(input),
    'team:move': async (input) => (await changes()).move(input),
    'team:tryNow': async () => (await changes()).tryNow(),
    'team:goOnWithout': async ({ ids }) => (await changes()).goOnWithout(ids),
  };
}

function saveCode(parts: TeamCommandsParts, { code }: CommandInput<'team:saveCode'>) {
  const { text } = createText(parts.settings().language);
  const request = { fileName: text('team.codeFile'), extension: 'txt', kindName: text('team.code') };
  return saveFile(parts, request, (path) => written(path, writeFile(path, code, { mode: 0o600 })));
}
