import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import { Fragment, type ReactElement, type RefObject } from 'react';
import { Icon } from './icon.tsx';

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: LucideIcon;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** In a menu of choices: whether this is the present one. */
  readonly chosen?: boolean;
  /** A separator above this item. */
  readonly apart?: boolean;
};

/** A menu that opens from a button. */
export function Menu(props: {
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  /** What gets the focus when it closes; the button by default. */
  readonly finalFocus?: RefObject<HTMLElement | null>;
}) {
  const { trigger, items, finalFocus } = props;
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="floating" sideOffset={4} align="start">
          <Base.Popup className="menu menu-scroll" {...(finalFocus === undefined ? {} : { finalFocus })}>
            {items.map((item) => (
              <Fragment key={item.id}>
                {item.apart && <Base.Separator className="menu-line" />}
                <Base.Item
                  className={`menu-item row ${item.danger ? 'menu-item-danger' : ''}`}
                  disabled={item.disabled ?? false}
                  onClick={item.onSelect}
                >
                  {item.icon && <Icon of={item.icon} />}
                  {item.chosen !== undefined && <Icon of={Check} className={item.chosen ? '' : 'is-invisible'} />}
                  <span className="clip">
                    <bdi>{item.label}</bdi>
                  </span>
                </Base.Item>
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
