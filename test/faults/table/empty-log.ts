/** Empties the log of a database that another process may use, and prints whether that worked. */
import { openSecondConnection } from '../../../db/open.ts';

const db = openSecondConnection(process.argv[2] ?? '');
process.stdout.write('begins\n');
process.stdout.write(db.emptyLog() ? 'emptied\n' : 'left\n');
db.close();
