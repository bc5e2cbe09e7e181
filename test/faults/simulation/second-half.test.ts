import { it } from 'vitest';
import { expectToHold, runsInHalf } from './half.ts';

it(`sends nothing twice and says nothing untrue in ${runsInHalf} random runs, seed 2`, () => expectToHold(2));
