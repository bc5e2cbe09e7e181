import { describe, expect, it } from 'vitest';
import { languages } from '../../../domain/settings.ts';
import { createText } from '../../../domain/text/index.ts';
import { nameByFile } from '../../../electron/campaigns/name-by-file.ts';

const spring = { before: null, now: 'Spring gala 2026.xlsx' };

describe('a draft whose list came from a file', () => {
  it.each(languages)('is called like the file, where it has the name that a new one has in %s', (language) => {
    const { text } = createText(language);
    expect(nameByFile(text('shell.newCampaignName', { date: '5 Mar' }), spring)).toBe('Spring gala 2026');
  });

  it('is called like its next file, as a person writes it, and keeps a name that somebody gave it', () => {
    const next = (name: string, before: string, now: string) => nameByFile(name, { before, now });
    expect(next('Spring gala 2026', spring.now, 'autumn_gala-final.v2.csv')).toBe('Autumn gala final.v2');
    expect(next('Autumn gala final.v2', 'autumn_gala-final.v2.csv', 'list 2026-11-28.csv')).toBe('List 2026-11-28');
    expect(nameByFile('Invitations', { before: spring.now, now: 'autumn.csv' })).toBeNull();
    expect(nameByFile('Invitations', spring)).toBeNull();
    expect(next('Autumn', 'autumn.csv', `a${'🎉'.repeat(120)}.csv`)?.isWellFormed()).toBe(true);
  });

  it.each(languages)('keeps its name where the rows were pasted, in %s', (language) => {
    const { text } = createText(language);
    const now = `${text('campaign.recipients.pastedName')}.csv`;
    expect(nameByFile(text('shell.newCampaignName', { date: '5 Mar' }), { before: null, now })).toBeNull();
  });
});
