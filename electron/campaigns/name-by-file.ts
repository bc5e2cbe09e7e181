import { languages } from '../../domain/settings.ts';
import { createText, type Text } from '../../domain/text/index.ts';

/** The new name of a draft whose list comes from another file; null for pasted rows or a name a person gave. */
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

/** Whether the draft still has the name of a new campaign, of any day. */
function isUnnamed(name: string, text: Text): boolean {
  const [before = '', after = ''] = text('shell.newCampaignName', { date: '|' }).split('|');
  return name.startsWith(before) && name.endsWith(after);
}
