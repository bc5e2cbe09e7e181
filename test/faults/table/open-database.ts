/** Opens a database with the migrations of a folder, however long they take. */
import { newestOf, schemaHashes } from '../../../db/expected-schema.ts';
import { openDatabase } from '../../../db/open.ts';
import { startMs } from '../../support/temporary-database.ts';

const [file = '', migrationsFolder = '', backupsFolder = ''] = process.argv.slice(2);
const schemas = new Map([...schemaHashes, [newestOf(schemaHashes) + 1, 'not looked at']]);
openDatabase(file, { migrationsFolder, backupsFolder, schemas, nowMs: startMs });
