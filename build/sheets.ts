/**
 * Draws contact sheets of the screens in all languages, themes, sizes and states into out/sheets.
 *
 *   npm run sheets -- --only campaigns --language ar
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Language } from '../domain/settings.ts';
import { drawContactSheets, sheets } from '../test/browser/screens/contact-sheets.ts';
import { fontEnvironment } from './fonts.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, language: { type: 'string', multiple: true } },
});
const unknown = (values.only ?? []).filter((name) => sheets[name] === undefined);
if (unknown.length > 0) throw new Error(`--only takes ${Object.keys(sheets).join(', ')}`);
Object.assign(process.env, fontEnvironment);
const folder = path.join(import.meta.dirname, '../out/sheets');
await drawContactSheets(
  folder,
  console.log,
  values.only,
  values.language?.map((one) => Language.parse(one)),
);
