/**
 * Measures one part of the goals, by its name and at a size, and writes it to a file: `npm run bench` starts it for
 * each part.
 */
import { writeFileSync } from 'node:fs';
import { type GoalName, goals } from './goals.ts';

const [name = '', size = '', into = ''] = process.argv.slice(2);
writeFileSync(into, JSON.stringify(await goals[name as GoalName](JSON.parse(size))));
