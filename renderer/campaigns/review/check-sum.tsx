import type { CampaignCheck, CheckedGroup, ListReport } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { Card } from '../../ui/card.tsx';
import { LeftOutSum } from '../../ui/fields/left-out-sum.tsx';
import { WhoLink } from './who-link.tsx';

type Props = {
  readonly campaignId: number;
  readonly list: ListReport;
  readonly check: CampaignCheck;
  readonly noHoursLeftOut: number;
};
type Reason = Extract<CheckedGroup, { kind: 'left_out' }>['reason'];

/**
 * From the rows of the file to the people who get the message: it ends in the number that the button sends to. Each line
 * opens the list of who that is.
 */
export function CheckSum({ campaignId, list, check, noHoursLeftOut }: Props) {
  const text = useText();
  const { open, leftOut, byRule } = check.contacts;
  const line = (reason: Reason, count: number, isOpen = false) => {
    const label = text(`leftOut.${reason}`);
    const who = { campaignId, group: { kind: 'left_out', reason }, what: label, count } as const;
    return { label, count, isOpen, link: <WhoLink {...who} words={label} /> };
  };
  const lines = [
    line('same_number', list.sameNumber),
    line('not_chosen', list.notChosen),
    line('left_out', list.leftOut),
    line('cannot_be_used', list.cannotBeUsed, true),
    line('do_not_contact', list.doNotContact + check.doNotContact),
    line('already_has_text', check.alreadyHasText),
    line('asked_to_stop', check.askedToStop, true),
    line('left_group', check.leftGroup),
    line('blank_placeholder', check.blanksLeftOut),
    line('no_hours', noHoursLeftOut),
    line('no_moment', check.noMoment, check.momentsOpen > 0),
    line('contacted_recently', open + leftOut + byRule, open > 0),
  ];
  return (
    <Card title={text('campaign.recipients.whoGets')} aria-live="polite">
      <LeftOutSum
        start={{
          label: text(list.audience === null ? 'campaign.recipients.sumRows' : 'campaign.recipients.sumFitting'),
          count: list.rows,
        }}
        leftOut={lines.filter(({ count }) => count > 0)}
        end={{ label: text('campaign.check.sumEnd'), count: check.willSend }}
      />
    </Card>
  );
}
