import { useRef, useState } from 'react';
import { call } from '../api.ts';
import { useText } from '../text.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';

/** Asks before this computer leaves; and once more where the team cannot be told. */
export function LeaveDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const text = useText();
  const ask = useAsk();
  const [isUntold, setUntold] = useState(false);
  // The first question closes after its answer; what it led to is to stay.
  const goesOn = useRef(false);
  const shared = { title: text('team.leaveTitle', { name }), keep: text('team.leaveKeep') };
  return (
    <>
      <ConfirmDialog
        {...shared}
        open={!isUntold}
        confirm={text('team.leaveConfirm')}
        onConfirm={async () => {
          goesOn.current = !(await call('team:leave', { isUntold: false })).ok;
          setUntold(goesOn.current);
        }}
        onClose={() => goesOn.current || onClose()}
      >
        {text('team.leaveBody')}
      </ConfirmDialog>
      <ConfirmDialog
        {...shared}
        open={isUntold}
        confirm={text('team.leaveUntoldConfirm')}
        onConfirm={() => ask('team:leave', { isUntold: true })}
        onClose={onClose}
      >
        {text('team.leaveUntold')}
      </ConfirmDialog>
    </>
  );
}
