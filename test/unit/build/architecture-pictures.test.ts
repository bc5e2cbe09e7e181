import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { architecturePage, withPictures } from '../../../build/architecture-pictures.ts';

const page = readFileSync(architecturePage, 'utf8');

it('the pictures of the architecture are as the code is: `npm run pictures:architecture` draws them anew', () => {
  expect(page).toBe(withPictures(page));
  expect(page).toContain('  pending --> sending\n');
  expect(page).not.toContain('sending --> pending');
  expect(page).not.toContain('dispatch --> whatsapp');
});
