import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Db } from '../../db/database.ts';
import { writeMeta } from '../../db/meta.ts';
import { systemClock as clock } from '../../electron/clock.ts';
import { Together } from '../../electron/dispatch/together.ts';
import { TeamAtWork } from '../../electron/team/at-work.ts';
import { TeamChanges } from '../../electron/team/changes.ts';
import { MembershipFile } from '../../electron/team/membership-file.ts';
import { silentLog } from './dispatch-rig.ts';
import type { TestPostgres } from './postgres.ts';
import { teamFolder } from './team.ts';
import { partsOn } from './team-rig.ts';
import { emptyDatabases, makeStores, openTestDatabase, temporaryFolder } from './temporary-database.ts';

/** A computer whose operator makes, joins and leaves teams: the real commands on a database and a file of its own. */
export function makeTeamDesk() {
  const { folder, remove } = temporaryFolder();
  const membershipFile = join(folder, 'team-membership');
  const told: string[] = [];
  const start = (db: Db) => {
    const team: TeamAtWork = new TeamAtWork({
      db,
      clock,
      log: silentLog,
      file: new MembershipFile(membershipFile),
      onChange: () => told.push(JSON.stringify(team.view)),
      onOpen: () => undefined,
      campaigns: () => partsOn(makeStores(db), clock),
    });
    const together = new Together({ db, log: silentLog });
    const changes = new TeamChanges({
      team,
      clock,
      teamFolder,
      pauseIfWaiting: () => told.push('paused'),
      betweenMessages: (work) => together.beforeGate(work),
      isPractice: false,
      askWhereToSave: async () => null,
      untilWritten: (_path, writing) => writing,
      settings: () => {
        throw new Error('no file is saved here');
      },
    });
    return { db, team, changes, together };
  };
  let running = start(emptyDatabases.open(join(folder, 'sendonce.db')));
  writeMeta(running.db, 'database', randomUUID());
  return {
    folder,
    membershipFile,
    /** What the window was told, and whether sending was paused. */
    told,
    get db() {
      return running.db;
    },
    get team() {
      return running.team;
    },
    get changes() {
      return running.changes;
    },
    get together() {
      return running.together;
    },
    /** Ends the app and starts it again. `meanwhile` may change its folder in between. */
    async restart(meanwhile: () => void = () => undefined): Promise<void> {
      await running.team.stop();
      running.db.close();
      meanwhile();
      running = start(openTestDatabase(join(folder, 'sendonce.db')));
      running.team.begin();
    },
    async remove(): Promise<void> {
      await running.team.stop();
      running.db.close();
      remove();
    },
  };
}

export type TeamDesk = ReturnType<typeof makeTeamDesk>;

/** A database of its own on a server, and the login of the server's owner in the form that the operator types. */
export async function ownedDatabase(server: TestPostgres) {
  const database = `owned_${randomUUID().replaceAll('-', '')}`;
  await server.asOwner(`CREATE DATABASE ${database}`);
  const login = { user: 'owner', password: server.password };
  return { database, login, owner: { ...login, address: `127.0.0.1:${server.port}/${database}` } };
}
