import type { CampaignDetail, CommandInput, CommandOutput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { succeed } from '../../domain/result.ts';
import type { Attachments } from '../files/attachments.ts';
import type { Uploads } from '../files/uploads.ts';
import { setAttachment } from './drafts.ts';
import type { CampaignParts } from './parts.ts';

/** Gives a draft the file that was uploaded. */
export async function attach(
  parts: CampaignParts & { readonly uploads: Uploads; readonly attachments: Attachments },
  { id, uploadId, mimeType }: CommandInput<'campaign:attach'>,
): Promise<CommandResult<CampaignDetail>> {
  const { uploads, attachments, campaigns, clock } = parts;
  const upload = uploads.get(uploadId);
  if (!upload) return refuse('not_found');
  const taken = await attachments.take(upload, mimeType);
  uploads.drop(uploadId);
  if (!taken.ok) return taken;
  campaigns.addAttachment(taken.value, clock.nowMs());
  return setAttachment(parts, id, taken.value.hash);
}

/**
 * The attached picture as a data URL, and whether it, or another file, says where it was taken. One that is gone, or is not what was attached, is shown as nothing here: before a
 * send it is found out as well.
 */
export async function readPicture(
  { attachments, campaigns }: Pick<CampaignParts, 'campaigns'> & { readonly attachments: Attachments },
  campaignId: number,
): Promise<CommandResult<CommandOutput<'campaign:picture'>>> {
  const campaign = campaigns.get(campaignId);
  if (!campaign) return refuse('not_found');
  const file = campaigns.attachmentOf(campaign);
  if (file === null) return succeed(null);
  if (file.kind !== 'image')
    return succeed({ url: null, hasPlace: await attachments.saysPlace(file).catch(() => false) });
  const read = await attachments.read(file, false).catch(() => null);
  if (read === null) return succeed(null);
  return succeed({ url: `data:${read.mimeType};base64,${read.base64}`, hasPlace: read.sentHash !== undefined });
}
