import { z } from 'zod';

import type { AuthenticationMethod, SystemTemplate } from '../catalogue/template.ts';
import type { VariableValues } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { createRedactor } from './redactor.ts';

/** What is known after the third party was asked, without any secret. */
export interface CredentialCheck {
  passed: boolean;
  request: { method: string; url: string; headers: Record<string, string>; body: string | null };
  response: {
    /** Null: it did not answer. */
    status_code: number | null;
    headers: Record<string, string>;
    body: string | null;
    message: string | null;
  };
}

/** Credentials of one method, complete. */
export interface Credentials {
  template: SystemTemplate;
  method: AuthenticationMethod;
  values: VariableValues;
  accessToken: string | null;
}

interface Call {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

const patienceMs = 1500;
const greatestBodyBytes = 4096;
const tokenAnswer = z.object({ access_token: z.string().min(1) });

/** Asks the third party whether these credentials work. */
export async function checkCredentials(
  services: PatchworksServices,
  credentials: Credentials,
): Promise<CredentialCheck> {
  const { template, method, values, accessToken } = credentials;
  const call = callWith(services.thirdPartyOrigin(), credentials);
  const secrets = method.variables.flatMap(({ key, secret }) => (secret ? [values[key] ?? ''] : []));
  const redactor = createRedactor([...secrets, accessToken ?? '', ...sentForms(method, values)]);
  const request = {
    method: call.method,
    url: redactor.text(call.url),
    headers: redactor.headers(call.headers),
    body: call.body === null ? null : redactor.text(call.body),
  };
  const answer = await send(call);
  if (!answer) {
    const message = `${template.name} timed out`;
    return { passed: false, request, response: { status_code: null, headers: {}, body: null, message } };
  }
  return {
    passed: answer.status >= 200 && answer.status < 300,
    request,
    response: {
      status_code: answer.status,
      headers: redactor.headers(answer.headers),
      body: cut(redactor.text(answer.body)),
      message: null,
    },
  };
}

/** Gives the third party's code for a token; undefined when it does not take the code. */
export async function exchangeCode(
  services: PatchworksServices,
  template: SystemTemplate,
  code: string,
): Promise<string | undefined> {
  const answer = await send({
    method: 'POST',
    url: `${services.thirdPartyOrigin()}/third-party/${template.slug}/oauth/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'authorization_code', code }).toString(),
  });
  if (answer?.status !== 200) return undefined;
  return tokenAnswer.safeParse(JSON.parse(answer.body)).data?.access_token;
}

function callWith(origin: string, { template, method, values, accessToken }: Credentials): Call {
  const address = new URL(`${origin}/third-party/${template.slug}${template.checkPath}`);
  const { sending } = method;
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'Patchworks' };
  for (const { key, secret } of method.variables) {
    const value = values[key] ?? '';
    const isSentApart = sending.kind === 'basic' && (key === sending.username || key === sending.password);
    if (!secret && value !== '' && sending.kind !== 'body' && !isSentApart) address.searchParams.set(key, value);
  }
  switch (sending.kind) {
    case 'none':
      break;
    case 'basic':
      headers['authorization'] = `Basic ${Buffer.from(basicPair(sending, values)).toString('base64')}`;
      break;
    case 'header':
      headers[sending.header] = headerValue(sending, values);
      break;
    case 'query':
      address.searchParams.set(sending.parameter, values[sending.variable] ?? '');
      break;
    case 'body':
      headers['content-type'] = 'application/json';
      return { method: 'POST', url: address.href, headers, body: JSON.stringify(values) };
    case 'oauth':
      headers['authorization'] = `Bearer ${accessToken ?? ''}`;
      break;
  }
  return { method: 'GET', url: address.href, headers, body: null };
}

/** What the secrets have become on their way. */
function sentForms({ sending }: AuthenticationMethod, values: VariableValues): string[] {
  if (sending.kind === 'basic') return [basicPair(sending, values)];
  if (sending.kind === 'header') return [headerText(values[sending.variable] ?? '')];
  return [];
}

function headerValue({ header, variable }: { header: string; variable: string }, values: VariableValues): string {
  const value = headerText(values[variable] ?? '');
  return header === 'authorization' ? `Bearer ${value}` : value;
}

/** A header takes no other characters than these. */
function headerText(value: string): string {
  return value.replaceAll(/[^\u0020-\u007e]/g, '?').trim();
}

function basicPair(sending: { username: string; password: string }, values: VariableValues): string {
  return `${values[sending.username] ?? ''}:${values[sending.password] ?? ''}`;
}

async function send(
  call: Call,
): Promise<{ status: number; headers: Record<string, string>; body: string } | undefined> {
  try {
    const answer = await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  } catch {
    return undefined;
  }
}

function cut(body: string): string {
  const bytes = Buffer.from(body);
  return bytes.length <= greatestBodyBytes ? body : bytes.subarray(0, greatestBodyBytes).toString('utf8');
}
