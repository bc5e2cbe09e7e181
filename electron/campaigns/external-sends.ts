import type { Stores } from '../../db/stores.ts';
import type { CommandResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { campaignScope } from '../../domain/messages/scope.ts';
import type { Reported } from '../../domain/report/reported.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { CommandOf } from '../commands.ts';
import { templateScope } from '../dispatch/text-scope.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Given } from '../ports.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { CampaignParts } from './parts.ts';
import { withRepeat } from './start.ts';

export type ExternalSendsParts = Pick<CampaignParts, 'campaigns' | 'account' | 'clock' | 'changes'> &
  Pick<Stores, 'replay'> &
  Given<'ledger' | 'newToken'>;

/** Reads another computer's report: all in it who have the text, or may have it, count as having this draft's text. */
export const importReport: CommandOf<
  'campaign:importReport',
  ExternalSendsParts & {
    readonly uploads: Uploads;
    readonly startInProcess: StartInProcess;
    readonly isPractice: boolean;
  }
> = async (parts, { id, uploadId }) => {
  const { isPractice } = parts;
  const upload = parts.uploads.get(uploadId);
  if (!upload) return refuse('not_found');
  const read = await parts.startInProcess({ kind: 'people', ...upload, isPractice }, limits.fileJobMaxMs).reply;
  parts.uploads.drop(uploadId);
  return read.ok ? countAsHaving(parts, id, read.value.phones, read.value.leftAtMs) : read;
};

/** Counts everybody named as having this draft's text: they got it from another computer. */
export function countAsHaving(
  parts: ExternalSendsParts,
  id: number,
  phones: readonly string[],
  leftAtMs: Reported['leftAtMs'] = {},
): CommandResult<{ people: number }> {
  const { campaigns, account, replay, ledger, newToken, clock, changes } = parts;
  const row = campaigns.get(id);
  const from = account();
  if (row?.state !== 'draft') return refuse('not_allowed_now');
  if (!from) return refuse('not_linked');
  const scope = templateScope(withRepeat(parts, row));
  if (scope === null) return refuse('empty_text');
  const scopes = [scope, campaignScope(row.uid)];
  const handed = { scopes, account: from.phone, newToken, nowMs: clock.nowMs(), leftAtMs };
  replay.recordExternalSends(phones, handed, ledger);
  // Messages on their way to these people have been stopped.
  changes.manyMessages();
  return succeed({ people: phones.length });
}
