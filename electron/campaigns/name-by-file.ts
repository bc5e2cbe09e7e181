import { languages } from '../../domain/settings.ts';
import { createText, type Text } from '../../domain/text/index.ts';

/** A draft's name once its list is of another file; null where it was given one, and for pasted rows. */
export function nameByFile(
  name: string,
  { before, now }: { readonly before: string | null; readonly now: string },
): string | null {
  const words = languages.map((language) => createText(language).text);
  const isOwn = name !== withoutExtension(before ?? '') && !words.some((text) => isUnnamed(name, text));
  const found = withoutExtension(now);
  const isPasted = words.some((text) => text('campaign.recipients.pastedName') === found);
  return isOwn || found === '' || isPasted ? null : found;
}

function withoutExtension(fileName: string): string {
  return fileName.replace(/\.[^.]{1,5}$/, '').trim();
}

/** It has the name of a new campaign, of whatever day. */
function isUnnamed(name: string, text: Text): boolean {
  const [before = '', after = ''] = text('shell.newCampaignName', { date: '|' }).split('|');
  return name.startsWith(before) && name.endsWith(after);
}
