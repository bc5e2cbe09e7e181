import { type ComponentProps, useState } from 'react';
import { Button } from './button.tsx';
import { ConfirmDialog } from './dialog.tsx';

type ButtonProps = Pick<ComponentProps<typeof Button>, 'kind' | 'icon' | 'disabled' | 'aria-label'>;
type Props = Omit<ComponentProps<typeof ConfirmDialog>, 'open' | 'onClose'> & ButtonProps & { readonly label: string };

/** A button that asks for confirmation first. */
export function ConfirmButton({ label, kind, icon, disabled, 'aria-label': name, ...asked }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind={kind} icon={icon} disabled={disabled} aria-label={name} onPress={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} {...asked} />
    </>
  );
}
