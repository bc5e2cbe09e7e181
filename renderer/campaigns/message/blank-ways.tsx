import type { ReactNode } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/fields/choice.tsx';
import type { Draft } from '../use-draft.ts';

type Props = {
  readonly draft: Draft;
  readonly check: CampaignCheck;
  readonly isStarting?: boolean;
  /** Brings the operator to where the fall-back of this placeholder is written. */
  readonly onFallback: (name: string) => void;
  /** The way back to the list; a started campaign has none. */
  readonly onCorrectList?: () => void;
  /** What else helps to decide, such as the way to the people's rows. */
  readonly children?: ReactNode;
};

/** Whether anybody would get a blank. A placeholder that is no column says so itself: it is to be corrected first. */
export function hasBlanks(check: CampaignCheck | null): check is CampaignCheck {
  return check !== null && check.unknownPlaceholders.length === 0 && check.blanks + check.blanksLeftOut > 0;
}

/** Who would get a blank and the ways out of it: a fall-back, leaving these people out, or a corrected list. */
export function BlankWays({ draft, check, isStarting = false, onFallback, onCorrectList, children }: Props) {
  const text = useText();
  const count = check.blanks + check.blanksLeftOut;
  const isLeftOut = check.blanksLeftOut > 0;
  const { leaveBlanksOut, state } = draft.detail;
  // Leaving everybody out is no way to go on, unless it was chosen and may be taken back. A started campaign leaves
  // nobody out any more.
  const canLeaveOut = state === 'draft' && (leaveBlanksOut || check.willSend > check.blanks);
  return (
    <div className="grid gap-2">
      <p role="status">{text(isLeftOut ? 'campaign.blanks.leftOut' : 'campaign.blanks.would', { count })}</p>
      <ul>
        {check.blankColumns.map((column) => (
          <li key={column.name}>
            {text('campaign.blanks.column', { column: column.name, count: column.count })}{' '}
            {!isStarting && (
              <LinkButton onPress={() => onFallback(column.name)}>{text('campaign.blanks.fallback')}</LinkButton>
            )}
          </li>
        ))}
      </ul>
      {children}
      {canLeaveOut && (
        <div className="blank-switch">
          <Switch
            label={text('campaign.blanks.leaveOut', { count })}
            checked={leaveBlanksOut}
            disabled={isStarting}
            onChange={async (leaveOut) => {
              draft.change({ leaveBlanksOut: leaveOut });
              // At once: what is typed afterwards must not ride on a choice that was made without it.
              await draft.flush();
            }}
          />
          <p className="small faint">{text('campaign.blanks.leaveOutHint')}</p>
        </div>
      )}
      {!isStarting && onCorrectList !== undefined && (
        <p>
          {text('campaign.blanks.orList')}{' '}
          <LinkButton onPress={onCorrectList}>{text('campaign.blanks.correctList')}</LinkButton>
        </p>
      )}
    </div>
  );
}
