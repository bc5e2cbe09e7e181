/** Opens a database under a folder of migrations, which takes as long as they take. */
import { openDatabase } from '../../../db/open.ts';
import { startMs } from '../../support/temporary-database.ts';

const [file = '', migrationsFolder = '', backupsFolder = '', schema] = process.argv.slice(2);
openDatabase(file, { migrationsFolder, backupsFolder, schema: Number(schema), nowMs: startMs });
