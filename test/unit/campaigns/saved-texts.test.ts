import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SavedTexts } from '../../../db/campaigns/saved-texts.ts';
import { renameText, saveText } from '../../../electron/campaigns/saved-texts.ts';
import { granted } from '../../support/granted.ts';
import { openTestDatabase, startMs, temporaryFolder } from '../../support/temporary-database.ts';

let folder: ReturnType<typeof temporaryFolder>;
let db: ReturnType<typeof openTestDatabase>;
let texts: SavedTexts;
beforeEach(() => {
  folder = temporaryFolder();
  db = openTestDatabase(`${folder.folder}/sendonce.db`);
  texts = new SavedTexts(db);
});
afterEach(() => {
  db.close();
  folder.remove();
});

const keep = (name: string, text: string, replaces = false) => saveText(texts, { name, text, replaces }, startMs);
const shown = () => texts.all().map(({ name, text }) => ({ name, text }));

describe('texts that are kept', () => {
  it('come by name, with the time at which they were saved', () => {
    keep('Thank you', 'Thanks, {{name}}');
    expect(granted(keep('reminder', 'Tomorrow at 10'))).toMatchObject([
      { name: 'reminder', text: 'Tomorrow at 10', savedAtMs: startMs },
      { name: 'Thank you', text: 'Thanks, {{name}}' },
    ]);
  });

  it('never give way to another of the same name unless the operator says so', () => {
    keep('Thank you', 'one');
    expect(keep('thank YOU ', 'two')).toMatchObject({ ok: false, failure: { code: 'name_taken' } });
    expect(shown()).toEqual([{ name: 'Thank you', text: 'one' }]);
    granted(keep('thank YOU', 'two', true));
    expect(shown()).toEqual([{ name: 'Thank you', text: 'two' }]);
  });

  it('are renamed, though not to the name of another, and deleted', () => {
    const [first] = granted(keep('A', 'one'));
    keep('B', 'two');
    const id = first?.id ?? 0;
    expect(renameText(texts, { id, name: 'b' })).toMatchObject({ ok: false, failure: { code: 'name_taken' } });
    granted(renameText(texts, { id, name: 'a' }));
    expect(shown()[0]).toEqual({ name: 'a', text: 'one' });
    texts.delete(id);
    expect(shown()).toEqual([{ name: 'B', text: 'two' }]);
  });
});
