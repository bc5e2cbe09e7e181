import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from '../store/use-store.ts';

/** One subject: its name at the side, its settings beside it. It comes into sight where the operator was sent to it. */
export function SettingsPart(props: {
  readonly title: string;
  readonly part?: 'browser' | 'accounts';
  readonly children: ReactNode;
}) {
  const { title, part, children } = props;
  const isWanted = useStore(({ route }) => part !== undefined && route.screen === 'settings' && route.part === part);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) section.current?.scrollIntoView();
  }, [isWanted]);
  return (
    <section ref={section} className="settings-part grid lined" aria-label={title}>
      <h2>{title}</h2>
      <div className="settings-fields grid">{children}</div>
    </section>
  );
}
