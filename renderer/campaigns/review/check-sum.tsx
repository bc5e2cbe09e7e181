import type { CampaignCheck, ListReport } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { LeftOutSum } from '../../ui/left-out-sum.tsx';

/** From the rows of the file to the people who get the message: it ends in the number that the button sends to. */
export function CheckSum({ list, check }: { readonly list: ListReport; readonly check: CampaignCheck }) {
  const text = useText();
  const { open, leftOut, byRule } = check.contacts;
  const lines = [
    { label: text('leftOut.same_number'), count: list.sameNumber },
    { label: text('leftOut.not_chosen'), count: list.notChosen },
    { label: text('leftOut.left_out'), count: list.leftOut },
    { label: text('leftOut.cannot_be_used'), count: list.cannotBeUsed, isOpen: list.cannotBeUsed > 0 },
    { label: text('leftOut.do_not_contact'), count: list.doNotContact + check.doNotContact },
    { label: text('leftOut.already_has_text'), count: check.alreadyHasText },
    { label: text('leftOut.blank_placeholder'), count: check.blanksLeftOut },
    { label: text('leftOut.contacted_recently'), count: open + leftOut + byRule, isOpen: open > 0 },
  ];
  return (
    <section className="card" aria-live="polite">
      <div className="card-header">
        <h2>{text('campaign.recipients.whoGets')}</h2>
      </div>
      <div className="card-body">
        <LeftOutSum
          start={{ label: text('campaign.recipients.sumRows'), count: list.rows }}
          leftOut={lines.filter(({ count }) => count > 0)}
          end={{ label: text('campaign.check.sumEnd'), count: check.willSend }}
        />
      </div>
    </section>
  );
}
