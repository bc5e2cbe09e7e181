/** A first copy of the app: takes the lock of a data folder, prints that, and holds it until it is killed. */
import { takeInstanceLock } from '../../../db/folder/instance-lock.ts';

const lock = takeInstanceLock(process.argv[2] ?? '');
process.stdout.write(lock ? 'taken\n' : 'refused\n');
setInterval(() => lock, 1_000);
