import type { ReportPause } from '../contract.ts';
import type { Text } from '../text/make-text.ts';

/** Why sending stood still, in the words of a report, which tells it afterwards. */
export function pauseWords(text: Text, pause: ReportPause): string {
  if (pause.campaignId !== null) return text(`report.pause.campaign.${pause.reason}`);
  const { reason } = pause;
  if (reason === 'unconfirmed_in_a_row') return text('report.pause.inARow');
  if (reason === 'no_answer') return text('report.pause.noAnswer');
  return text(`pausedShort.${reason}`);
}
