import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestPostgres } from '../../../support/postgres.ts';
import { CutOffice } from './cuts.ts';

let server: TestPostgres;
let office: CutOffice;
beforeAll(async () => {
  server = await TestPostgres.start();
  office = await CutOffice.open(server);
});
afterAll(async () => {
  await office.close();
  await server.remove();
});

/** Some of the steps from the login over the grant to the report; `npm run faults -- --only team` cuts at each. */
const cuts = [3, 6, 8, 9, 10, 11, 12].map((piece) => ({ piece, goesOn: piece % 2 === 0 }));

it.each(cuts)(
  'a line that is cut at any step of a reservation sends to nobody twice, and leaves nobody unsaid: $piece, $goesOn',
  async (cut) => {
    expect(await office.cut(cut)).not.toBeNull();
  },
);
