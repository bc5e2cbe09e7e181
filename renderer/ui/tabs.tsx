import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { useFormat } from '../text.tsx';

/** A row of tabs with counts, and the one panel below it that shows the chosen tab. */
export function Tabs<Value extends string>({
  label,
  value,
  tabs,
  onChange,
  children,
}: {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number }[];
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}) {
  const format = useFormat();
  return (
    <Base.Root className="tabs-root" value={value} onValueChange={(chosen: Value) => onChange(chosen)}>
      <Base.List className="tabs" aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className="tab">
            {tab.label}
            {tab.count !== undefined && <span className="number">{format.number(tab.count)}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={value} className="split" tabIndex={-1}>
        {children}
      </Base.Panel>
    </Base.Root>
  );
}
