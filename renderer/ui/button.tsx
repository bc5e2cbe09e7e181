import type { LucideIcon } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import { Spinner } from './sign.tsx';
import { Tooltip } from './tooltip.tsx';

type Kind = 'secondary' | 'primary' | 'quiet' | 'danger' | 'danger-quiet';
type Size = 'small' | 'control' | 'large';

type ButtonProps = Omit<ComponentProps<'button'>, 'type' | 'onClick'> & {
  readonly kind?: Kind | undefined;
  readonly size?: Size;
  readonly icon?: LucideIcon | undefined;
  /** If it returns a promise, the button is busy and ignores presses until that settles. */
  readonly onPress?: (() => unknown) | undefined;
  readonly children?: ReactNode;
};

/** A button. A double click or a held key presses it once. */
export function Button({
  kind = 'secondary',
  size = 'control',
  icon,
  onPress,
  className = '',
  children,
  ...rest
}: ButtonProps) {
  const press = usePress(onPress);
  return (
    <button
      type="button"
      {...rest}
      {...(onPress === undefined ? {} : { onClick: press.onClick, onKeyDown: press.onKeyDown })}
      className={classes(kind, size, className)}
      aria-busy={press.pressed || undefined}
      aria-disabled={press.pressed || rest['aria-disabled'] || undefined}
    >
      {press.pressed ? <Spinner /> : icon && <Icon of={icon} />}
      {children}
    </button>
  );
}

/** A button with an icon only. The label is its accessible name and its tooltip. */
export function IconButton(
  props: Omit<ButtonProps, 'children' | 'icon'> & { label: string; icon: LucideIcon; shortcut?: string },
) {
  const { label, icon, shortcut, className = '', ...rest } = props;
  return (
    <Tooltip words={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <Button kind="quiet" {...rest} icon={icon} aria-label={label} className={`button-icon ${className}`} />
    </Tooltip>
  );
}

/** Looks like a link in a sentence but acts within the app. A double click presses it once, like a button. */
export function LinkButton({ onPress, children }: { onPress: () => unknown; children: ReactNode }) {
  const { pressed, onClick, onKeyDown } = usePress(onPress);
  return (
    <button
      type="button"
      className="link-button"
      onClick={onClick}
      onKeyDown={onKeyDown}
      aria-busy={pressed || undefined}
      aria-disabled={pressed || undefined}
    >
      {children}
    </button>
  );
}

/** The name of a row, which opens the row: looks like the name and acts like a link. */
export function NameButton(props: {
  /** For screen readers, if the name alone does not say what opens. */
  readonly label?: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className="name-button" aria-label={props.label} onClick={props.onPress}>
      {props.children}
    </button>
  );
}

function classes(kind: Kind, size: Size, extra: string): string {
  return ['button', kind === 'secondary' ? '' : `button-${kind}`, size === 'control' ? '' : `button-${size}`, extra]
    .filter(Boolean)
    .join(' ');
}

function usePress(onPress: (() => unknown) | undefined) {
  const [pressed, setPressed] = useState(false);
  // State alone would let two clicks within one frame through.
  const held = useRef(false);
  return {
    pressed,
    onClick: async (event: MouseEvent) => {
      // The second click of a double click.
      if (held.current || event.detail > 1 || onPress === undefined) return;
      const answer = onPress();
      if (!(answer instanceof Promise)) return;
      held.current = true;
      setPressed(true);
      try {
        await answer;
      } finally {
        held.current = false;
        setPressed(false);
      }
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    },
  };
}
