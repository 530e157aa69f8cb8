const linesShown = 30;

/** Terminal colours, which the runners put into their messages. */
// oxlint-disable-next-line no-control-regex -- that is what they begin with
const colours = /\u001B\[[\d;]*m/g;

/** Each failed test with the beginning of its message, from the JSON reports of Vitest and Playwright; null: no report. */
export function failureSummary(unitReport, journeyReport) {
  return [...failedUnits(unitReport), ...failedJourneys(journeyReport)]
    .map(({ name, message }) => `\nFAILED ${name}\n${beginning(message)}`)
    .join('\n');
}

function failedUnits(report) {
  return (report?.testResults ?? []).flatMap(({ name: file, message: fileMessage, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    // A file that cannot even be read has no tests.
    if (failed.length === 0 && status === 'failed') return [{ name: file, message: fileMessage }];
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${file} › ${fullName}`,
      message: failureMessages.join('\n'),
    }));
  });
}

function failedJourneys(report) {
  const loose = (report?.errors ?? []).map(({ message }) => ({ name: 'journeys', message }));
  return [...loose, ...(report?.suites ?? []).flatMap((suite) => failedIn(suite, []))];
}

function failedIn({ title, specs = [], suites = [] }, above) {
  const path = [...above, title];
  const failed = specs
    .filter(({ ok }) => !ok)
    .map((spec) => ({
      name: [...path, spec.title].join(' › '),
      message: spec.tests
        .flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message)))
        .join('\n'),
    }));
  return [...failed, ...suites.flatMap((suite) => failedIn(suite, path))];
}

function beginning(message) {
  const lines = (message ?? 'It says nothing.').replaceAll(colours, '').split('\n');
  const rest = lines.length - linesShown;
  return [
    ...lines.slice(0, linesShown).map((line) => `  ${line}`.trimEnd()),
    ...(rest > 0 ? [`  (${rest} more lines above)`] : []),
  ].join('\n');
}
