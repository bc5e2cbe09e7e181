import { Component, type ReactNode } from 'react';
import { useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly isBroken: boolean };

/** Keeps an error in one part from emptying the window, so that sending stays visible. React needs a class for it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { isBroken: false };

  static getDerivedStateFromError(): State {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return <Broken onAgain={() => this.setState({ isBroken: false })} />;
  }
}

function Broken({ onAgain }: { onAgain: () => void }) {
  const text = useText();
  return (
    <Banner
      kind="alarm"
      boxed
      title={text('shell.cannotShow')}
      actions={<Button onPress={onAgain}>{text('shell.tryAgain')}</Button>}
    >
      {text('shell.cannotShowWhy')}
    </Banner>
  );
}
