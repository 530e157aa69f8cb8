import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { Dialog } from '#src/ui/Dialog.tsx';
import { facetWords } from './facet-words.ts';
import { FacetPanel } from './FacetPanel.tsx';
import type { FacetPanelProps } from './FacetPanel.tsx';

const messages = i18n('facetDialog', {
  show: count({ one: 'Show {count} instance', other: 'Show {count} instances' }),
  showList: 'Show the list',
});

/** The filters where there is no room for them beside the list. Each choice counts at once; the button only closes. */
export function FacetDialog({
  totalCount,
  onClose,
  ...panel
}: FacetPanelProps & { totalCount: number | null; onClose: () => void }) {
  const t = useMessages(messages);
  const f = useMessages(facetWords);
  return (
    <Dialog
      title={f.filters}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" variant="filled">
          {totalCount === null ? t.showList : t.show(totalCount)}
        </Button>
      }
    >
      <FacetPanel {...panel} />
    </Dialog>
  );
}
