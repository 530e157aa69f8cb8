import { useStore } from '@nanostores/react';
import { useMemo, useRef } from 'react';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { useMedia } from '#src/lib/media.ts';
import { density } from '#src/lib/preferences.ts';
import type { ConnectorInstance } from './connector-queries.ts';
import { InstanceLine } from './InstanceLine.tsx';
import { useNearViewport } from './use-near-viewport.ts';

const messages = i18n('connectorInstanceRows', {
  label: params<{ name: string }>('Instances of {name}'),
  columnName: 'Name',
  columnUse: 'Use',
  columnChecked: 'Credentials',
  columnRate: 'Rate limit',
  columnPool: 'Pool',
  columnActions: 'Actions',
});

/** The heights that InstanceLine.module.css gives its rows, hairlines included, and where it stacks them. */
const rowPx = { comfortable: 45, compact: 37 };
const stackedRowPx = 101;
const stackedQuery = '(max-width: 1180px)';

/** So many rows come and go together. */
const rowsPerGroup = 20;

interface RowsProps {
  instances: readonly ConnectorInstance[];
  /** The vendor was asked; otherwise what stands here is what was read before. */
  isComplete: boolean;
}

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see InstanceLine.tsx

/** The instances of a connector, of which the page holds those that are near to what is in sight. */
export function InstanceRows({ name, instances, isComplete }: RowsProps & { name: string }) {
  const t = useMessages(messages);
  const place = useRef<HTMLDivElement>(null);
  const { isNear, heightPx } = useNearViewport(place);
  const rowHeightPx = useRowHeight();
  const groups = useMemo(() => inGroups(instances), [instances]);
  if (!isNear) return <div ref={place} style={{ height: heightPx ?? instances.length * rowHeightPx }} />;

  const columns = [t.columnName, t.columnUse, t.columnChecked, t.columnRate, t.columnPool, t.columnActions];
  return (
    <div ref={place}>
      <div role="table" aria-label={t.label({ name })} aria-rowcount={instances.length + 1}>
        <div role="rowgroup" className="visually-hidden">
          <div role="row" aria-rowindex={1}>
            {columns.map((column) => (
              <div key={column} role="columnheader">
                {column}
              </div>
            ))}
          </div>
        </div>
        {groups.length === 1 ? (
          <div role="rowgroup">
            <Lines instances={instances} isComplete={isComplete} before={0} />
          </div>
        ) : (
          groups.map((group, index) => (
            <RowGroup
              key={group[0]?.row.id}
              instances={group}
              isComplete={isComplete}
              before={index * rowsPerGroup}
              rowHeightPx={rowHeightPx}
            />
          ))
        )}
      </div>
    </div>
  );
}

/** Some rows of many; height alone while they are far off. */
function RowGroup({ rowHeightPx, ...lines }: LinesProps & { rowHeightPx: number }) {
  const place = useRef<HTMLDivElement>(null);
  const { isNear, heightPx } = useNearViewport(place);
  if (!isNear) return <div ref={place} style={{ height: heightPx ?? lines.instances.length * rowHeightPx }} />;
  return (
    <div ref={place} role="rowgroup">
      <Lines {...lines} />
    </div>
  );
}

interface LinesProps extends RowsProps {
  /** How many instances of the connector come before these. */
  before: number;
}

function Lines({ instances, isComplete, before }: LinesProps) {
  return instances.map((instance, index) => (
    <InstanceLine key={instance.row.id} instance={instance} isComplete={isComplete} index={before + index} />
  ));
}

function useRowHeight(): number {
  const closeness = useStore(density);
  return useMedia(stackedQuery) ? stackedRowPx : rowPx[closeness];
}

function inGroups(instances: readonly ConnectorInstance[]): (readonly ConnectorInstance[])[] {
  const count = Math.ceil(instances.length / rowsPerGroup);
  return Array.from({ length: count }, (_, index) => instances.slice(index * rowsPerGroup, (index + 1) * rowsPerGroup));
}
