import { Check, Minus, TriangleAlert, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useOverview } from '../../store/use-store.ts';
import { RichText, useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ReviewProps } from './fact.tsx';
import { WhoLink } from './who-link.tsx';
import type { Who } from './who-list.tsx';

/** People on the list who heard from another campaign lately, and the operator's decision. Undecided means left out. */
export function Contacts({ draft, check, nowMs, isStarting }: ReviewProps) {
  const { text, format } = useWords();
  const quietDays = useOverview(({ settings }) => settings.quietDays);
  const { open, leftOut, sent, byRule, waiting } = check.contacts;
  const decide = async (contactsAnswer: 'leave_out' | 'send' | null) => {
    draft.change({ contactsAnswer });
    await draft.flush();
  };
  const undo = isStarting ? null : () => decide(null);
  const held = (count: number): Who => ({
    campaignId: draft.detail.id,
    group: { kind: 'left_out', reason: 'contacted_recently' },
    what: text('leftOut.contacted_recently'),
    count,
  });
  if (open + leftOut + sent + byRule === 0) return null;
  return (
    <KeptPlace>
      {open > 0 && (
        <section className="decision marked gap-3" aria-labelledby="heard">
          <Icon of={TriangleAlert} />
          <div>
            <h3 id="heard">{text('campaign.check.heardTitle', { count: open })}</h3>
            <p>
              <LatestContact check={check} nowMs={nowMs} />{' '}
              {waiting > 0 && <>{text('campaign.check.heardWaiting', { count: waiting })} </>}
              {text('campaign.check.heardOpen')}
            </p>
            <div className="row wrap gap-2-3 above-3">
              {!isStarting && (
                <>
                  <Button aria-describedby="heard" onPress={() => decide('leave_out')}>
                    {text('campaign.check.heardLeaveOut')}
                  </Button>
                  <Button kind="quiet" aria-describedby="heard" onPress={() => decide('send')}>
                    {text('campaign.check.heardSend')}
                  </Button>
                </>
              )}
              <WhoLink {...held(open)} words={text('campaign.who.seeThe', { count: open })} />
            </div>
          </div>
        </section>
      )}
      {leftOut > 0 && (
        <Decided
          icon={Minus}
          words={text('campaign.check.heardLeftOut', { count: leftOut })}
          who={held(leftOut)}
          onUndo={undo}
        />
      )}
      {sent > 0 && (
        <Decided
          icon={Check}
          words={text('campaign.check.heardSent', { count: sent })}
          who={{ ...held(sent), group: { kind: 'heard' } }}
          onUndo={undo}
        />
      )}
      {byRule > 0 && (
        <Decided
          icon={Minus}
          words={text('campaign.check.heardByRule', {
            count: byRule,
            days: format.duration((quietDays ?? 0) * dayMs),
          })}
          who={held(byRule)}
          onUndo={null}
        />
      )}
    </KeptPlace>
  );
}

/** A place that keeps the focus when a decision removes the button that had it. */
export function KeptPlace({ children }: { children: ReactNode }) {
  return (
    <div className="stack" tabIndex={-1}>
      {children}
    </div>
  );
}

const dayMs = 86_400_000;

function LatestContact({ check, nowMs }: Pick<ReviewProps, 'check' | 'nowMs'>) {
  const { text, format } = useWords();
  const { latest } = check.contacts;
  if (latest === null) return null;
  const ago = format.duration(Math.max(0, nowMs - latest.atMs));
  return latest.campaignName === null
    ? text('campaign.check.heardLastUnknown', { ago })
    : text('campaign.check.heardLast', { campaign: latest.campaignName, ago });
}

export function Decided(props: {
  readonly icon: typeof Check;
  readonly words: string;
  readonly who: Who;
  /** Null where it cannot be undone here. */
  readonly onUndo: (() => unknown) | null;
}) {
  const text = useText();
  return (
    <div className="decided row framed">
      <Icon of={props.icon} className={props.icon === Check ? 'tone-good' : 'faint'} />
      <p className="grow">
        <RichText words={props.words} />
      </p>
      <WhoLink {...props.who} words={text('campaign.who.see')} />
      {props.onUndo && (
        <Button kind="quiet" size="small" icon={Undo2} onPress={props.onUndo}>
          {text('campaign.check.undo')}
        </Button>
      )}
    </div>
  );
}
