import '#src/theme/base.css';
import createCache from '@emotion/cache';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';

// The server allows styles by a nonce that is new with each answer, and puts it here.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

const emotionCache = createCache({ key: 'jf', prepend: true, ...(nonce && { nonce }) });

const root = document.getElementById('root');
if (!root) throw new Error('The document has no #root');
createRoot(root).render(
  <StrictMode>
    <App emotionCache={emotionCache} />
  </StrictMode>,
);
