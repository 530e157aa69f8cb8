import type { EmotionCache } from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { ThemeProvider } from '@mui/material/styles';
import { useStore } from '@nanostores/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { Fragment, useEffect } from 'react';
import { BrowserRouter } from 'react-router-dom';
import { Provider as GraphProvider } from 'urql';
import { caches, queryClient } from '#src/api/caches.ts';
import { watchSession } from '#src/features/session/session.ts';
import { theme } from '#src/theme/theme.ts';
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx';
import { showPreferences } from './show-preferences.ts';
import { AppRoutes } from './AppRoutes.tsx';
import { GuardedNavigation } from './GuardedNavigation.tsx';

/** Everything around the pages. Dropping the caches mounts all of it anew: nothing of the former person stays on show. */
export function App({ emotionCache }: { emotionCache: EmotionCache }) {
  const { graph, generation } = useStore(caches);
  useEffect(watchSession, []);
  useEffect(showPreferences, []);
  return (
    <CacheProvider value={emotionCache}>
      <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="jackfield.theme">
        <PanelBoundary>
          <Fragment key={generation}>
            <QueryClientProvider client={queryClient}>
              <GraphProvider value={graph.client}>
                <BrowserRouter>
                  <GuardedNavigation>
                    <AppRoutes />
                  </GuardedNavigation>
                </BrowserRouter>
              </GraphProvider>
            </QueryClientProvider>
          </Fragment>
        </PanelBoundary>
      </ThemeProvider>
    </CacheProvider>
  );
}
