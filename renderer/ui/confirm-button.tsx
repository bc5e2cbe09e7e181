import { type ComponentProps, useState } from 'react';
import { Button } from './button.tsx';
import { ConfirmDialog } from './dialog.tsx';

type Props = Omit<ComponentProps<typeof ConfirmDialog>, 'open' | 'onClose'> & {
  readonly label: string;
  readonly kind?: ComponentProps<typeof Button>['kind'];
};

/** A button that asks once more before it does what it says. */
export function ConfirmButton({ label, kind, ...asked }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button {...(kind === undefined ? {} : { kind })} onPress={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} {...asked} />
    </>
  );
}
