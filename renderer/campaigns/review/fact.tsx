import type { ReactNode } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import type { CampaignStep } from '../../store/route.ts';
import { useText } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import type { Draft } from '../use-draft.ts';

export type ReviewProps = {
  readonly draft: Draft;
  readonly check: CampaignCheck;
  readonly nowMs: number;
  readonly isStarting: boolean;
  readonly onCheckAgain: () => Promise<void>;
  readonly onStep: (step: CampaignStep) => void;
  /** Goes to where the fall-back of a placeholder is written. */
  readonly onFallback: (name: string) => void;
};

export type FactsProps = {
  readonly draft: Draft;
  readonly check: CampaignCheck | null;
  readonly nowMs: number;
  /** Null while the campaign is starting, when nothing can be changed. */
  readonly onStep: ((step: CampaignStep) => void) | null;
};

/** A line with a label, its value, and a link to where it is set. */
export function Fact(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly step?: CampaignStep;
  readonly onStep?: FactsProps['onStep'];
  readonly end?: ReactNode;
}) {
  const text = useText();
  const { step, onStep } = props;
  return (
    <div className="fact grid gap-4 lined">
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
      {props.end !== undefined && <dd>{props.end}</dd>}
      {step !== undefined && onStep && (
        <dd>
          <LinkButton onPress={() => onStep(step)}>
            <span aria-hidden="true">{text('campaign.check.change')}</span>
            <span className="visually-hidden">{text('campaign.check.changeWhat', { what: props.label })}</span>
          </LinkButton>
        </dd>
      )}
    </div>
  );
}
