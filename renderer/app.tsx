import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { type ReactNode, useEffect, useLayoutEffect } from 'react';
import type { StoreApi } from 'zustand';
import { type Language, languages } from '../domain/settings.ts';
import { directions, languageOf } from '../domain/text/languages.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Shell } from './shell/shell.tsx';
import type { Store } from './store/store.ts';
import { StoreContext, useStore } from './store/use-store.ts';
import { TextProvider, useLanguage, useText } from './text.tsx';
import { Banner } from './ui/banner.tsx';
import { Button } from './ui/button.tsx';
import { Spinner } from './ui/sign.tsx';
import { ToastProvider } from './ui/toast.tsx';

/** The whole window. Its store comes from the caller, so that a test can inspect it. */
export function App({ store }: { store: StoreApi<Store> }) {
  useEffect(() => store.getState().start(), [store]);
  return (
    <StoreContext value={store}>
      {/* The page's content security policy allows no inline styles, so Base UI may not add its own. */}
      <CSPProvider disableStyleElements>
        <Looks>
          <Tooltip.Provider>
            <ToastProvider>
              <Loaded />
            </ToastProvider>
          </Tooltip.Provider>
        </Looks>
      </CSPProvider>
    </StoreContext>
  );
}

/** Replaces the app while data from another computer is being checked. Main answers no commands meanwhile. */
export function Checking() {
  return (
    <TextProvider language={firstLanguage()}>
      <Direction>
        <CheckingData />
      </Direction>
    </TextProvider>
  );
}

function CheckingData() {
  const text = useText();
  return (
    <main className="opening row middle quiet" role="status">
      <Spinner />
      <div>
        <p>{text('shell.checkingMoved')}</p>
        <p>{text('shell.checkingMovedWhy')}</p>
      </div>
    </main>
  );
}

/** Provides language and theme to everything below. */
function Looks({ children }: { children: ReactNode }) {
  const language = useStore(({ overview }) => overview?.settings.language ?? firstLanguage());
  const theme = useStore(({ overview }) => overview?.settings.theme ?? 'system');
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', theme);
  }, [theme]);
  return (
    <TextProvider language={language}>
      <Direction>{children}</Direction>
    </TextProvider>
  );
}

/** Main puts the operator's language into the window's address, so that even the first words are in it. */
function firstLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('language');
  return languages.find((language) => language === asked) ?? languageOf(navigator.language);
}

/** Changes the direction together with the words, not before them. */
function Direction({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const direction = directions[language];
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);
  return <DirectionProvider direction={direction}>{children}</DirectionProvider>;
}

function Loaded() {
  const text = useText();
  const isLoaded = useStore(({ overview }) => overview !== null);
  const failure = useStore(({ loadFailure }) => loadFailure);
  if (isLoaded) {
    return (
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
    );
  }
  if (failure === null) {
    return (
      <main className="opening row middle quiet" role="status">
        <Spinner />
        {text('shell.starting')}
      </main>
    );
  }
  return (
    <main className="opening row middle quiet">
      <Banner
        kind="alarm"
        boxed
        title={text('shell.couldNotLoad')}
        actions={<Button onPress={() => window.location.reload()}>{text('shell.tryAgain')}</Button>}
      >
        {text(`failure.${failure.code}`)}
      </Banner>
    </main>
  );
}
