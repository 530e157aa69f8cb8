import { useState } from 'react';
import { postFlowTest } from '#contract/endpoints/runs.ts';
import type { FlowTestResponse } from '#contract/endpoints/runs.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { refresh } from '#src/api/refresh.ts';
import type { InstanceFlow } from '#src/features/instances/deployable-detail.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import { TextArea } from '#src/ui/TextArea.tsx';
import { TextField } from '#src/ui/TextField.tsx';
import { parseHeaders } from './flow-headers.ts';
import { FlowAnswer } from './FlowAnswer.tsx';

const messages = i18n('prismaticFlowTest', {
  title: params<{ flow: string }>('Test {flow}'),
  real: 'It really runs: with the settings and connections of this instance, and what it does at other systems is done.',
  payload: 'Payload',
  payloadHint: 'What the flow is started with. Empty: nothing.',
  contentType: 'Content type',
  contentTypeBad: 'Such as application/json',
  headers: 'Headers',
  headersHint: 'One a line, as Name: value. They are sent once and kept nowhere.',
  headersBad: 'Write one a line, as Name: value',
  run: 'Run test',
  busy: 'Running…',
  close: 'Close',
});

const defaultContentType = 'application/json';

export interface FlowTestProps {
  row: InstanceRowData;
  flow: InstanceFlow;
  onClose: () => void;
}

/** Starts a flow as a call from outside would, and shows what it answered. */
export function FlowTestDialog({ row, flow, onClose }: FlowTestProps) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [payload, setPayload] = useState(flow.testPayload ?? '');
  const [contentType, setContentType] = useState(flow.testContentType ?? defaultContentType);
  const [headers, setHeaders] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const [problem, setProblem] = useState<ClientProblem | null>(null);
  const [answer, setAnswer] = useState<FlowTestResponse | null>(null);
  const body = {
    payload: payload === '' ? null : payload,
    contentType: contentType.trim() === '' ? null : contentType.trim(),
    headers: parseHeaders(headers),
  };
  const isTypeBad = postFlowTest.request?.safeParse({ ...body, headers: {} }).success === false;

  async function submit() {
    if (isBusy) return;
    setWasTried(true);
    if (body.headers === null || isTypeBad) return;
    setIsBusy(true);
    setProblem(null);
    setAnswer(null);
    try {
      const places = { id: row.id, flowId: flow.id };
      setAnswer(await send(postFlowTest, { params: places, body: { ...body, headers: body.headers } }));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setIsBusy(false);
    refresh('instance', row.id);
  }

  const said = problem && wordsOfProblem(problems, problem, row.name);
  return (
    <Dialog
      title={t.title({ flow: `\u2068${flow.name}\u2069` })}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t.close}</Button>
          <Button variant="filled" type="submit" disabledReason={isBusy ? t.busy : null}>
            {t.run}
          </Button>
        </>
      }
    >
      <p>{t.real}</p>
      {said && (
        <Banner tone="bad" urgent>
          {said.what} {said.changed} {said.next} {said.quote && <q>{said.quote}</q>}{' '}
          {said.requestId && <RequestId id={said.requestId} />}
        </Banner>
      )}
      <TextArea
        label={t.payload}
        hint={t.payloadHint}
        isMono
        rows={5}
        spellCheck={false}
        maxLength={50_000}
        value={payload}
        onChange={(event) => setPayload(event.target.value)}
      />
      <TextField
        label={t.contentType}
        value={contentType}
        maxLength={200}
        spellCheck={false}
        autoCapitalize="none"
        error={wasTried && isTypeBad ? t.contentTypeBad : null}
        onChange={(event) => setContentType(event.target.value)}
      />
      <TextArea
        label={t.headers}
        hint={t.headersHint}
        isMono
        rows={2}
        spellCheck={false}
        autoComplete="off"
        value={headers}
        error={wasTried && body.headers === null ? t.headersBad : null}
        onChange={(event) => setHeaders(event.target.value)}
      />
      <div aria-live="polite">{answer && <FlowAnswer instanceId={row.id} answer={answer} onLeave={onClose} />}</div>
    </Dialog>
  );
}
