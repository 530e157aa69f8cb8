import { screen } from '@testing-library/react';
import type { ConnectorForm } from '#contract/connectors.ts';
import type { ConnectorDraft } from '#contract/endpoints/connectors.ts';
import { connectorDraft, connectorForm } from './connector-fixtures.ts';
import { type Answer, answerJson, installFakeServer } from './fake-server.ts';
import { maya, sessionOf } from './fixtures.ts';
import { renderApp } from './render-app.tsx';

/** A draft that was just begun, and its address. */
export const base = connectorDraft();
export const address = `/connectors/add/${base.id}`;
export const secret = 'canary-of-a-secret';
export const named = connectorDraft({ details: { ...base.details, name: 'Shop Norway' } });

interface Setting {
  path?: string;
  draft?: ConnectorDraft;
  form?: ConnectorForm;
  make?: (body: unknown) => Answer | Promise<Answer>;
  put?: (body: unknown) => Answer | Promise<Answer>;
  person?: typeof maya;
}

/** A server that keeps the draft as it is told to, and the page on it. */
export function showWizard({
  path = address,
  draft = base,
  form = connectorForm(),
  make,
  put,
  person = maya,
}: Setting = {}) {
  let kept = draft;
  const made: unknown[] = [];
  const route = `/api/connector-drafts/${draft.id}`;
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {},
    rest: {
      [`GET ${route}`]: () => ({ draft: kept, form }),
      [`PUT ${route}`]: (body) => {
        if (put) return put(body);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the page sends is looked at by the tests
        kept = { ...kept, ...(body as object) };
        return { draft: kept };
      },
      [`POST ${route}/instance`]: (body) => {
        made.push(body);
        return make ? make(body) : { state: 'done', instanceId: 'i-1' };
      },
    },
  });
  return { ...renderApp(path), server, made, kept: () => kept };
}

/** A failure as the server words it. */
export function problem(code: string, status: number, rest: object = {}): Response {
  return answerJson({ problem: { code, changed: 'nothing', requestId: '12345678-9', ...rest } }, status);
}

export const heading = (name: RegExp) => screen.findByRole('heading', { level: 2, name });
export const button = (name: string) => screen.getByRole('button', { name });
export const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
export const keyBox = () => screen.getByLabelText<HTMLInputElement>('API key');
