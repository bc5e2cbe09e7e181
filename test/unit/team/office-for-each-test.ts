import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { TestPostgres } from '../../support/postgres.ts';
import { type Office, openOffice } from '../../support/team-office.ts';

/** A new office for each test of a file, all on one server. It is open while a test runs. */
export function officeForEachTest(): Office {
  const office = {} as Office;
  let server: TestPostgres;
  beforeAll(async () => {
    server = await TestPostgres.start();
  });
  beforeEach(async () => void Object.assign(office, await openOffice(server)));
  afterEach(() => office.close());
  afterAll(() => server.remove());
  return office;
}
