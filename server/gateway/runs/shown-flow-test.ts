import type { FlowTestResponse } from '#contract/endpoints/runs.ts';
import { isSecretName, lookalikeMask } from '../../platform/lookalike-secrets.ts';
import type { FlowTest } from '../../vendors/runs.ts';
import { longestShownText, shownForeignText } from './shown-result.ts';

const mostHeaders = 100;
const longestHeader = 2_000;
/** A shorter text is no key, and taking it out would leave no word whole. */
const shortestSecret = 4;

/** What a tested flow answered, as it may be shown. `sent`: the headers it was begun with, which it may repeat. */
export function shownFlowTest(test: FlowTest, sent: Record<string, string>): FlowTestResponse {
  const secrets = Object.entries(sent).flatMap(([name, value]) =>
    isSecretName(name) && value.length >= shortestSecret ? [value] : [],
  );
  const withoutSent = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, lookalikeMask), text);
  const headers = Object.entries(test.headers).slice(0, mostHeaders);
  return {
    runId: test.run?.runId ?? null,
    statusCode: test.statusCode,
    headers: Object.fromEntries(
      headers.map(([name, value]) => [
        shownForeignText(name, longestHeader),
        isSecretName(name) ? lookalikeMask : shownForeignText(withoutSent(value), longestHeader),
      ]),
    ),
    body: test.body === null ? null : shownForeignText(withoutSent(test.body), longestShownText),
  };
}
