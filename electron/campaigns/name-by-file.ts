import { nameWithRoom } from '../../domain/people/plain-name.ts';
import { languages } from '../../domain/settings.ts';
import { createText, type Text } from '../../domain/text/index.ts';

/** The new name of a draft whose list comes from another file; null for pasted rows or a name a person gave. */
export function nameByFile(
  name: string,
  { before, now }: { readonly before: string | null; readonly now: string },
): string | null {
  const words = languages.map((language) => createText(language).text);
  const isOwn = name !== nameOf(before ?? '') && !words.some((text) => isUnnamed(name, text));
  const found = nameOf(now);
  const isPasted = words.some((text) => nameOf(text('campaign.recipients.pastedName')) === found);
  return isOwn || found === '' || isPasted ? null : found;
}

/** `spring-supporters_2026.xlsx` as a person would write it. */
function nameOf(fileName: string): string {
  const words = fileName
    .replace(/\.[^.]{1,5}$/, '')
    .replaceAll(/(?:[_\s]|(?<!\d)-|-(?!\d))+/g, ' ')
    .trim();
  return nameWithRoom(`${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}`, 0);
}

/** Whether the draft still has the name of a new campaign, of any day. */
function isUnnamed(name: string, text: Text): boolean {
  const [before = '', after = ''] = text('shell.newCampaignName', { date: '|' }).split('|');
  return name.startsWith(before) && name.endsWith(after);
}
