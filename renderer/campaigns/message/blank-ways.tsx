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
  /** Moves the operator to where this placeholder's fall-back is written. */
  readonly onFallback: (name: string) => void;
  /** Goes back to the list. A started campaign has no such way. */
  readonly onCorrectList?: () => void;
  readonly children?: ReactNode;
};

/** Whether anybody would get a blank. A placeholder without a column is another problem, to be corrected first. */
export function hasBlanks(check: CampaignCheck | null): check is CampaignCheck {
  return check !== null && check.unknownPlaceholders.length === 0 && check.blanks + check.blanksLeftOut > 0;
}

/** The people who would get a blank, and what can be done: a fall-back, leaving them out, or correcting the list. */
export function BlankWays({ draft, check, isStarting = false, onFallback, onCorrectList, children }: Props) {
  const text = useText();
  const count = check.blanks + check.blanksLeftOut;
  const isLeftOut = check.blanksLeftOut > 0;
  const { leaveBlanksOut, state } = draft.detail;
  // If everybody would be left out, this is offered only where it was chosen already and can be undone. A started
  // campaign leaves nobody out any more.
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
              // Saved at once: text typed afterwards must not be saved under a choice that was made without it.
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
