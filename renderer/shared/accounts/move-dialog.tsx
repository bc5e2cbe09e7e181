import { useEffect, useEffectEvent, useState } from 'react';
import type { AccountView, CommandInput, MessageTarget, Moving } from '../../../domain/contract.ts';
import { canBeMovedTo } from '../../../domain/state/account.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioChoices } from '../../ui/fields/choice.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { Sign } from '../../ui/sign.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useAccountName, useNameOfAccount } from './account-now.tsx';

type Props = {
  readonly target: MessageTarget;
  readonly onStart?: (() => void) | undefined;
  readonly onClose: () => void;
};

const evenly = 'evenly';

/** A button that asks to which account some messages are to be moved. */
export function MoveButton({ target, onStart }: Omit<Props, 'onClose'>) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onPress={() => setAsking(true)}>{text('moveTo.button')}</Button>
      {asking && <MoveDialog target={target} onStart={onStart} onClose={() => setAsking(false)} />}
    </>
  );
}

function useMoveMessages(): (move: CommandInput<'message:move'>) => Promise<void> {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  return async (move) => {
    const result = await ask('message:move', move);
    if (result === null) return;
    const { changed, stayed, stopped } = result;
    const words: string[] = [text('moveTo.moved', { people: changed })];
    if (stayed > 0) words.push(text('moveTo.stayed', { people: stayed }));
    if (stopped) words.push(text('outbox.bulkStopped'));
    toast(changed > 0 ? 'good' : 'bad', words.join(' '));
  };
}

function MoveDialog({ target, onStart, onClose }: Props) {
  const text = useText();
  const ask = useAsk();
  const move = useMoveMessages();
  const nameOf = useNameOfAccount();
  const [moving, setMoving] = useState<Moving | null>(null);
  const options = useTargets(moving);
  const [chosen, setChosen] = useState<string | null>(null);
  // The question is about the messages that there were at the press.
  const look = useEffectEvent(async () => {
    const found = await ask('message:moving', { target });
    if (found === null) onClose();
    else setMoving(found);
  });
  useEffect(() => void look(), []);
  if (moving === null) return null;
  const people = moving.from.reduce((sum, one) => sum + one.people, 0);
  const [only] = moving.from;
  const value = chosen ?? options[0]?.value ?? null;
  const canMove = people > 0 && value !== null;
  const go = () => {
    const to = options.find((option) => option.value === value)?.to ?? [];
    void move({ target, to: [...to], unread: moving.unread.map(({ phone }) => phone) });
    onStart?.();
    onClose();
  };
  const confirm = moving.unread.length > 0 ? 'moveTo.confirmUnread' : 'moveTo.confirm';
  return (
    <Dialog
      onClose={onClose}
      title={
        moving.from.length === 1 && only
          ? text('moveTo.titleOf', { account: nameOf(only.phone) })
          : text('moveTo.title')
      }
      close={text('moveTo.keep')}
      actions={
        canMove && (
          <Button kind="primary" onPress={go}>
            {text(confirm, { people })}
          </Button>
        )
      }
    >
      <p className="quiet">{people > 0 ? text('moveTo.count', { people }) : text('moveTo.nothing')}</p>
      {people > 0 && value === null && <p>{text('moveTo.nowhere')}</p>}
      {canMove && <RadioChoices label={text('sentFrom.title')} value={value} options={options} onChange={setChosen} />}
      {canMove && <WhatToKnow moving={moving} />}
    </Dialog>
  );
}

function WhatToKnow({ moving: { stay, unread } }: { moving: Moving }) {
  const text = useText();
  const nameOf = useNameOfAccount();
  return (
    <ul className="grid gap-3">
      {stay > 0 && (
        <li className="row gap-2">
          <Sign kind="unconfirmed" className="tone-warn rigid" />
          {text('moveTo.stay', { people: stay })}
        </li>
      )}
      {unread.map(({ phone, people }) => (
        <li key={phone} className="row gap-2">
          <Sign kind="held" className="tone-warn rigid" />
          {text('moveTo.unread', { account: nameOf(phone), people })}
        </li>
      ))}
      <li className="quiet">{text('moveTo.seen')}</li>
    </ul>
  );
}

/** Each account that can send, and all of them together. */
function useTargets(moving: Moving | null) {
  const { text, format } = useWords();
  const nameOf = useAccountName();
  const [only, ...further] = moving?.from ?? [];
  const accounts = useOverview((overview) => overview.accounts).filter(
    (account): account is AccountView & { readonly phone: string } =>
      canBeMovedTo(account) && (further.length > 0 || account.phone !== only?.phone),
  );
  const each = accounts.map((account) => ({
    value: account.phone,
    label: <bdi>{nameOf(account)}</bdi>,
    to: [account.phone],
    ...(account.pending > 0 ? { hint: text('accounts.people', { people: account.pending }) } : {}),
  }));
  if (each.length < 2) return each;
  // Each name is isolated, since it may be in a script of the other direction.
  const names = format.list(accounts.map((account) => `\u2068${nameOf(account)}\u2069`));
  const all = { value: evenly, label: text('moveTo.evenly', { accounts: names }), to: each.flatMap(({ to }) => to) };
  return [all, ...each];
}
