/** A first copy: takes the lock of a data folder, says so, and stays until it is ended. */
import { takeInstanceLock } from '../../../db/folder/instance-lock.ts';

const lock = takeInstanceLock(process.argv[2] ?? '');
process.stdout.write(lock ? 'taken\n' : 'refused\n');
setInterval(() => lock, 1_000);
