import createCache from '@emotion/cache';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { App } from '#src/app/App.tsx';

/** Renders the whole page at an address, with a user to act on it. Put a fake server in place first. */
export function renderApp(path: string) {
  history.replaceState(null, '', path);
  const user = userEvent.setup();
  return { user, ...render(<App emotionCache={createCache({ key: 'jf' })} />) };
}
