import type { CampaignSummary } from '../../domain/contract.ts';
import type { DispatcherState, LinkState } from '../../domain/state.ts';
import type { Text } from '../../domain/text/index.ts';

/** What the system tells the operator who is not looking at the window. */
export type Notice = { readonly title: string; readonly body: string };

/** A campaign ended by itself, or stands still until the operator answers. A pause of their own is no news to them. */
export function noticeOfCampaign(text: Text, before: CampaignSummary | undefined, now: CampaignSummary): Notice | null {
  if (before?.state !== 'running') return null;
  if (now.state === 'finished') {
    const { sent, notConfirmed, notSent } = now.counts;
    return {
      title: text('notice.finished', { campaign: now.name }),
      body: text('notice.finishedBody', { sent, notConfirmed, notSent }),
    };
  }
  if (now.state !== 'paused' || now.pauseReason === null || now.pauseReason === 'operator') return null;
  return {
    title: text('notice.campaignPaused', { campaign: now.name }),
    body: text(`campaignPause.${now.pauseReason}`),
  };
}

/** Sending stopped by itself. A lost login has a notice of its own. */
export function noticeOfDispatcher(text: Text, before: DispatcherState, now: DispatcherState): Notice | null {
  if (now.kind !== 'paused' || before.kind === 'paused') return null;
  if (now.reason === 'operator' || now.reason === 'logged_out') return null;
  return { title: text('notice.paused'), body: pauseWords(text, now) };
}

export function noticeOfLink(text: Text, before: LinkState, now: LinkState): Notice | null {
  const wasLinked = before.phase === 'ready' || before.phase === 'disconnected';
  if (now.phase !== 'logged_out' || !wasLinked) return null;
  return { title: text('notice.loginLost'), body: text('notice.loginLostBody') };
}

/** Why the dispatcher stands still, in a sentence. */
export function pauseWords(text: Text, { reason, count }: Extract<DispatcherState, { kind: 'paused' }>): string {
  return text(`dispatcherPause.${reason}`, { count: count ?? 1 });
}
