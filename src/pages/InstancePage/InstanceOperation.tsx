import { useQuery } from '@tanstack/react-query';
import type { InstanceRowData, OperationSummary } from '#src/features/instances/instance-row.ts';
import { operationQuery } from '#src/features/wizard/operation-query.ts';
import { OperationSteps } from '#src/features/wizard/OperationSteps.tsx';
import { useWizardFlows } from '#src/features/wizard/wizards.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import styles from './InstanceOperation.module.css';

const messages = i18n('instanceOperation', { goesOn: 'You can close this tab; it goes on here.' });

/** The steps of the work under way on an instance, unless its wizard's panel already shows them. */
export function InstanceOperation({ row }: { row: InstanceRowData }) {
  const flows = useWizardFlows();
  const { operation } = row;
  if (!operation || flows.some((flow) => flow.instanceId === row.id)) return null;
  return operation.state === 'running' || operation.state === 'waiting_for_person' ? (
    <Steps operation={operation} />
  ) : null;
}

function Steps({ operation }: { operation: OperationSummary }) {
  const t = useMessages(messages);
  const { data } = useQuery(operationQuery(operation.id));
  if (!data) return null;
  return (
    <div className={styles['steps']}>
      <OperationSteps operation={data} startedAt={Date.parse(operation.startedAt)} />
      {data.state === 'running' && <p>{t.goesOn}</p>}
    </div>
  );
}
