import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { postConnectorDraft } from '#contract/endpoints/connectors.ts';
import { send } from '#src/api/http.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Banner } from '#src/ui/Banner.tsx';
import { Button } from '#src/ui/Button.tsx';
import { RequestId } from '#src/ui/RequestId.tsx';
import type { Connector } from './connector-queries.ts';
import styles from './AddInstanceButton.module.css';

const messages = i18n('addInstanceButton', { add: 'Add instance', busy: 'Opening…' });

/** Begins an instance of a connector and leads to the first page of its wizard. */
export function AddInstanceButton({
  connector,
  titleId,
  offReason,
}: {
  connector: Connector;
  /** The id of the heading that names the connector. */
  titleId: string;
  offReason: string | null;
}) {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const navigate = useNavigate();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ClientProblem | null>(null);

  async function add() {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    try {
      const { draft } = await send(postConnectorDraft, { body: { connectorId: connector.id } });
      await navigate(paths.addInstance.to(draft.id));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsBusy(false);
    }
  }

  const words = problem && wordsOfProblem(problems, problem, connector.name);
  return (
    <>
      <Button
        size="small"
        icon="plus"
        aria-describedby={titleId}
        disabledReason={offReason ?? (isBusy ? t.busy : null)}
        onClick={() => void add()}
      >
        {t.add}
      </Button>
      {words && (
        <div className={styles['problem']}>
          <Banner tone="bad" urgent>
            {words.what} {words.changed} {words.next} {words.requestId && <RequestId id={words.requestId} />}
          </Banner>
        </div>
      )}
    </>
  );
}
