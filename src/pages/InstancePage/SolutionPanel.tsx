import type { TrayDetail } from '#src/features/instances/instance-detail-query.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import styles from './SolutionPanel.module.css';

const messages = i18n('solutionPanel', {
  title: 'Solution',
  name: 'Title',
  id: 'Id',
  theId: 'solution id',
  about: 'Description',
  tags: 'Tags',
});

/** What the instance was made from. */
export function SolutionPanel({ solution }: { solution: TrayDetail['solution'] }) {
  const t = useMessages(messages);
  return (
    <Panel title={t.title}>
      <DefinitionList
        entries={[
          [t.name, <bdi key="title">{solution.title}</bdi>],
          [t.id, <CopyableId key="id" id={solution.id} what={t.theId} />],
          [
            t.about,
            solution.description && (
              <p key="about" dir="auto">
                {solution.description}
              </p>
            ),
          ],
          [
            t.tags,
            solution.tags.length === 0
              ? null
              : solution.tags.map((tag) => (
                  <span key={tag} className={styles['tag']}>
                    {tag}
                  </span>
                )),
          ],
          ...solution.customFields.map(({ key, value }) => [key, value] as const),
        ]}
      />
    </Panel>
  );
}
