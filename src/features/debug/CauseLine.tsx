import { Link } from 'react-router-dom';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import type { DebugCause, DebugNext } from './debug-cause.ts';

const messages = i18n('debugCauseLine', { next: 'Next:' });

/** The plain sentences on top of the debug view, with the one way on. */
export function CauseLine({ cause: { lamp, text, next } }: { cause: DebugCause }) {
  const t = useMessages(messages);
  return (
    <>
      <Lamp kind={lamp} />
      <span>
        {text}
        {next && (
          <>
            {' '}
            {t.next} <Way next={next} />
          </>
        )}
      </span>
    </>
  );
}

function Way({ next: { words, to } }: { next: DebugNext }) {
  if (to.startsWith('#')) return <a href={to}>{words}</a>;
  // The address comes from what the operator has configured; the server takes none but the web’s own schemes.
  if (!to.startsWith('/')) {
    return (
      <a href={to} target="_blank" rel="noreferrer">
        {words} <Icon name="outside" />
      </a>
    );
  }
  return <Link to={to}>{words}</Link>;
}
