import { useRef, useState } from 'react';
import type { ReplyRow } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { useControlKey, useShortcutWords } from '../shared/control-key.ts';
import { NewCampaignButton } from '../shared/new-campaign-button.tsx';
import { StopProposals } from '../shared/stop-proposals.tsx';
import { useOverview, useStore } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { CheckboxChoice } from '../ui/fields/choice.tsx';
import { SearchField } from '../ui/fields/search-field.tsx';
import { InlineSelect } from '../ui/fields/select.tsx';
import { useKey } from '../ui/hooks/use-key.ts';
import { ReadFailure } from '../ui/read-failure.tsx';
import { UndoLine } from '../ui/undo-line.tsx';
import { ReplyPanel } from './reply-panel.tsx';
import { ReplyTable } from './reply-table.tsx';
import { useReplies } from './use-replies.ts';
import { useStop } from './use-stop.ts';

/** Who wrote back: those that wait for an answer first. SendOnce reads; the answer is written in WhatsApp. */
export function RepliesScreen({ campaignId }: { readonly campaignId: number | null }) {
  const text = useText();
  const format = useFormat();
  const open = useStore((store) => store.open);
  const waiting = useOverview(({ waitingReplies }) => waitingReplies);
  const [search, setSearch] = useState('');
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  const [openId, setOpenId] = useState<number | null>(null);
  const { rows, failure, again } = useReplies({ campaignId, search, onlyWaiting });
  const { stopped, stop, undoStop } = useStop(again);
  const current = rows?.find(({ messageId }) => messageId === openId) ?? null;
  const go = (by: 1 | -1) => {
    const at = rows?.findIndex(({ messageId }) => messageId === openId) ?? -1;
    const to = rows?.[at + by];
    if (to) setOpenId(to.messageId);
  };
  useKey(
    (event) => event.altKey && event.key === 'ArrowDown',
    () => go(1),
  );
  useKey(
    (event) => event.altKey && event.key === 'ArrowUp',
    () => go(-1),
  );
  const isNarrowed = search !== '' || onlyWaiting;
  return (
    <>
      <header className="screen-header header-plain">
        <div className="screen-header-row">
          <h1>{text('replies.title')}</h1>
          <span className="quiet">{text('replies.waiting', { count: waiting })}</span>
          {campaignId !== null && (
            <div className="header-actions">
              <Button onPress={() => open({ screen: 'report', id: campaignId })}>{text('replies.openReport')}</Button>
            </div>
          )}
        </div>
      </header>
      <div className="split">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard */}
        <section className="scroll list" tabIndex={0} aria-label={text('replies.title')}>
          <ReplyToolbar
            campaignId={campaignId}
            search={search}
            onSearch={setSearch}
            onlyWaiting={onlyWaiting}
            onOnlyWaiting={setOnlyWaiting}
          />
          <div className="reply-stops">
            {stopped && (
              <UndoLine
                words={text('proposals.added', { who: stopped.name || format.phoneInText(stopped.phone) })}
                onUndo={undoStop}
              />
            )}
            <StopProposals onChanged={again} />
          </div>
          {failure !== null && <ReadFailure title={text('replies.cannotRead')} code={failure} onAgain={again} />}
          {rows?.length === 0 && failure === null && <NoReplies isNarrowed={isNarrowed} />}
          {rows !== null && rows.length > 0 && <ReplyTable rows={rows} openId={openId} onOpen={setOpenId} />}
        </section>
        {current && (
          <ReplyPanel
            key={current.messageId}
            reply={current}
            onChanged={again}
            onStop={() => stop(current)}
            onClose={close(current)}
          />
        )}
      </div>
    </>
  );

  function close(reply: ReplyRow) {
    return () => {
      setOpenId(null);
      requestAnimationFrame(() => document.getElementById(`reply-${reply.messageId}`)?.focus());
    };
  }
}

function ReplyToolbar(props: {
  readonly campaignId: number | null;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onlyWaiting: boolean;
  readonly onOnlyWaiting: (onlyWaiting: boolean) => void;
}) {
  const text = useText();
  const format = useFormat();
  const shortcut = useShortcutWords();
  const input = useRef<HTMLInputElement>(null);
  const open = useStore((store) => store.open);
  const campaigns = useOverview((overview) => overview.campaigns).filter(({ replied }) => replied > 0);
  useControlKey('f', () => input.current?.select());
  return (
    <div className="toolbar">
      <SearchField
        label={text('replies.search')}
        value={props.search}
        onChange={props.onSearch}
        shortcut={shortcut('F')}
        inputRef={input}
        maxLength={limits.searchCharacters}
      />
      <InlineSelect
        label={text('replies.campaign')}
        value={String(props.campaignId ?? 'all')}
        options={[
          { value: 'all', label: text('outbox.allCampaigns') },
          ...campaigns.map(({ id, name, replied }) => ({
            value: String(id),
            label: `${name} (${format.number(replied)})`,
          })),
        ]}
        onChange={(value) =>
          open(value === 'all' ? { screen: 'replies' } : { screen: 'replies', campaignId: Number(value) })
        }
      />
      <CheckboxChoice label={text('replies.onlyWaiting')} checked={props.onlyWaiting} onChange={props.onOnlyWaiting} />
    </div>
  );
}

function NoReplies({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const text = useText();
  const isNothingSent = useOverview(({ counts }) => counts.sent === 0);
  return (
    <div className="list-empty">
      <EmptyState
        action={isNothingSent && !isNarrowed && <NewCampaignButton />}
        title={text(isNarrowed ? 'replies.noneFound' : 'replies.emptyTitle')}
      >
        {text(isNarrowed ? 'replies.noneFoundBody' : 'replies.emptyBody')}
      </EmptyState>
    </div>
  );
}
