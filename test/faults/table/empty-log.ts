/** Empties the log of a database beside whoever else uses it, and says whether it could. */
import { openSecondConnection } from '../../../db/open.ts';

const db = openSecondConnection(process.argv[2] ?? '');
process.stdout.write('begins\n');
process.stdout.write(db.emptyLog() ? 'emptied\n' : 'left\n');
db.close();
