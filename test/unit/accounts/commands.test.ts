import { expect, it } from 'vitest';
import type { AccountView } from '../../../domain/contract.ts';
import { accountCommands } from '../../../electron/accounts/commands.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

it('gives no two accounts one name: a list names them by these', async () => {
  const { accounts } = temporaryStores();
  accounts.linked(accounts.here()[0]?.id ?? 0, '+447700900118');
  accounts.linked(accounts.add().id, '+447700900121');
  const [office, clinic] = accounts.here();
  if (!office || !clinic) throw new Error('two accounts');
  const commands = accountCommands({
    accounts: {
      find: (id) => accounts.get(id),
      views: () => accounts.here() as unknown as AccountView[],
      add: () => null,
      rename: ({ id }, name) => accounts.rename(id, name),
      remove: async () => undefined,
    },
  });
  const rename = (id: number, name: string) => commands['account:rename']({ id, name });
  expect(await rename(office.id, 'Clinic')).toMatchObject({ ok: true });
  expect(await rename(clinic.id, 'CLINIC')).toMatchObject({ ok: false, failure: { code: 'name_taken' } });
  expect(await rename(office.id, 'clinic')).toMatchObject({ ok: true });
  for (const { id } of [office, clinic]) expect(await rename(id, '')).toMatchObject({ ok: true });
});
