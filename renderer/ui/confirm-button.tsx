import { type ComponentProps, useState } from 'react';
import { Button } from './button.tsx';
import { ConfirmDialog } from './dialog.tsx';

type Props = Omit<ComponentProps<typeof ConfirmDialog>, 'open' | 'onClose'> &
  Pick<ComponentProps<typeof Button>, 'kind' | 'icon'> & {
    readonly label: string;
  };

/** A button that asks once more before it does what it says. */
export function ConfirmButton({ label, kind, icon, ...asked }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind={kind} icon={icon} onPress={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} {...asked} />
    </>
  );
}
