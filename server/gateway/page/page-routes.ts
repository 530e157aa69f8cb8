import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import type { GatewayEnvironment } from '../request-variables.ts';
import { isPagePath } from './page-paths.ts';

/** Serves the built app: its files, which are named by their content, and its document for every page. */
export function addPageRoutes(
  app: Hono<GatewayEnvironment>,
  options: { clientFolder: string; renderDocument: ((nonce: string) => string) | null },
): void {
  app.use(
    '/assets/*',
    serveStatic({
      root: options.clientFolder,
      precompressed: true,
      onFound: (_path, context) => context.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.use('/*', async (context, next) => {
    // The document is rendered below, never served as the file it is made from.
    if (context.req.path === '/' || context.req.path === '/index.html') return next();
    return serveStatic<GatewayEnvironment>({ root: options.clientFolder })(context, next);
  });
  app.get('/*', (context) => {
    if (!options.renderDocument) return context.text('The page has not been built: run npm run build.', 503);
    context.header('Cache-Control', 'no-store');
    return context.html(options.renderDocument(context.get('nonce')), isPagePath(context.req.path) ? 200 : 404);
  });
}
