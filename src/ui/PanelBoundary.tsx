import { Component } from 'react';
import type { ReactNode } from 'react';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { ChunkError } from '#src/lib/lazy-page.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';

const messages = i18n('panelBoundary', {
  failed: 'This part of the page failed to show. The rest still works.',
  again: 'Try again',
  outdated: 'A newer version of Jackfield is there. Reload to go on; nothing you saved is lost.',
  reload: 'Reload',
});

interface State {
  error: unknown;
}

/** Keeps the failure of one part from taking the page with it. Give it a `key` that changes with what it shows. */
export class PanelBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error ?? new Error('unknown') };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <PanelFailure
        isOutdated={this.state.error instanceof ChunkError}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}

function PanelFailure({ isOutdated, onRetry }: { isOutdated: boolean; onRetry: () => void }) {
  const t = useMessages(messages);
  return (
    <Banner
      tone={isOutdated ? 'warn' : 'bad'}
      urgent
      action={
        <Button size="small" onClick={isOutdated ? () => location.reload() : onRetry}>
          {isOutdated ? t.reload : t.again}
        </Button>
      }
    >
      {isOutdated ? t.outdated : t.failed}
    </Banner>
  );
}
