import { screen } from '@testing-library/react';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { Person } from '#contract/people.ts';
import { type formField, formResponse, instanceForm, prismaticSession } from './deployable-fixtures.ts';
import { type Answer, answerJson, installFakeServer } from './fake-server.ts';
import { instanceRow, maya } from './fixtures.ts';
import { renderApp } from './render-app.tsx';
import type { deploymentFlags } from './run-fixtures.ts';

export const id = '6f0e3a52-2b7e-4f0e-8f3c-1f0d5a4c9b21';
export const address = `/instances/${id}/configure`;
const noConnections = { connections: [] };

interface Setting {
  data?: InstanceFormResponse;
  path?: string;
  person?: Person;
  deployment?: ReturnType<typeof deploymentFlags>;
  put?: (body: unknown) => Answer | Promise<Answer>;
  rest?: Record<string, (body: unknown) => Answer | Promise<Answer>>;
}

/** A server that stores what it is told, and the page on it. */
export function show({
  data = formResponse(),
  path = address,
  person = maya,
  deployment,
  put,
  rest = {},
}: Setting = {}) {
  const stored: unknown[] = [];
  const row = instanceRow({ id, name: 'Stock', vendor: 'prismatic', deployment: deployment ?? null });
  const server = installFakeServer({
    session: prismaticSession(person),
    graph: { ConfiguredInstance: () => ({ instance: { __typename: 'PrismaticInstance', id, row } }) },
    rest: {
      [`GET /api/instances/${id}/form`]: () => data,
      [`PUT /api/instances/${id}/values`]: (body) => {
        stored.push(body);
        if (put) return put(body);
        return { values: data.values, connections: data.connections, missingKeys: [] };
      },
      ...rest,
    },
  });
  return { ...renderApp(path), server, stored };
}

/** The page of values alone, with these fields. */
export function withFields(fields: ReturnType<typeof formField>[], rest: Partial<InstanceFormResponse> = {}) {
  const form = instanceForm({ ...noConnections, fields });
  return formResponse({ form: { ...form, pages: form.pages.slice(1) }, ...rest });
}

export const heading = (name: RegExp) => screen.findByRole('heading', { level: 2, name });
export const button = (name: string | RegExp) => screen.getByRole('button', { name });
export const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });

export function problem(code: string, status: number, rest: object = {}): Response {
  return answerJson({ problem: { code, changed: 'nothing', requestId: '12345678-9', ...rest } }, status);
}
