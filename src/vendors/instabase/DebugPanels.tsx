import { Link } from 'react-router-dom';
import { deploymentWords, visibilityWord } from '#src/features/deployments/deployment-words.ts';
import { MetadataView } from '#src/features/jobs/MetadataView.tsx';
import { OutcomeBanners } from '#src/features/instances/OutcomeBanners.tsx';
import { NotToldPanel } from '#src/features/debug/NotToldPanel.tsx';
import { durationWords } from '#src/features/jobs/exact-time.ts';
import { ExactMoment } from '#src/features/jobs/ExactMoment.tsx';
import { jobPath } from '#src/features/jobs/job-path.ts';
import { jobState, jobWords } from '#src/features/jobs/job-words.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { CopyableId } from '#src/ui/CopyableId.tsx';
import { DataTable } from '#src/ui/DataTable.tsx';
import { DefinitionList } from '#src/ui/DefinitionList.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { Panel } from '#src/ui/Panel.tsx';
import type { DebugPanelProps } from '../debug-panel.ts';
import { useDebugJobs } from './debug-jobs.ts';
import styles from './DebugPanels.module.css';

const messages = i18n('instabaseDebugPanels', {
  solution: 'Deployed solution',
  visibility: 'Visibility',
  packagePath: 'Deployed from',
  thePath: 'path of the package',
  prefixes: 'Folders of the account',
  description: 'Description',
  metadata: 'Metadata',
  jobs: 'Newest jobs',
  state: 'State',
  started: 'Started',
  duration: 'Duration',
  message: 'Message',
  folder: 'Output folder',
  job: 'Job',
  open: 'Open the job',
  theJob: 'job id',
  none: 'None in the spaces of its account.',
  noSteps: 'The steps and the log of a job: it tells how a job stands, one sentence, and where the output is.',
  noPlaces: 'Jobs that wrote into other spaces than those of the account, or of the operator’s user.',
  noVisibility: 'How visible a solution is: that is in no answer, and is found out by asking for those of each kind.',
  noRetention: 'How long it keeps jobs: its documentation does not say.',
});

/** What the vendor says about a deployed solution, and how its newest jobs went. */
export function DebugPanels({ view }: DebugPanelProps) {
  const t = useMessages(messages);
  const words = useMessages(deploymentWords);
  const jobWord = useMessages(jobWords);
  const jobs = useDebugJobs(view);
  const { row, deployedSolution: solution } = view;
  return (
    <>
      {solution && (
        <>
          <Panel title={t.solution}>
            <DefinitionList
              entries={[
                [t.visibility, visibilityWord(words, solution.visibility)],
                [
                  t.packagePath,
                  solution.packagePath && <CopyableId key="path" id={solution.packagePath} what={t.thePath} />,
                ],
                [
                  t.prefixes,
                  solution.folderPrefixes.length > 0 ? <code key="in">{solution.folderPrefixes.join(' ')}</code> : null,
                ],
                [t.description, solution.description ? <bdi key="text">{solution.description}</bdi> : null],
              ]}
            />
          </Panel>
          <Panel title={t.metadata}>
            <MetadataView metadata={solution.metadata} />
          </Panel>
        </>
      )}
      <Panel title={t.jobs}>
        {jobs && <OutcomeBanners outcomes={[jobs.outcome]} problem={null} />}
        {jobs && (
          <DataTable
            label={t.jobs}
            none={t.none}
            columns={[t.state, t.started, t.duration, t.message, t.folder, t.job]}
            rows={jobs.nodes.map((job) => {
              const { lamp, word } = jobState(jobWord, job);
              return {
                key: job.id,
                cells: [
                  <span key="state" className={styles['state']}>
                    <Lamp kind={lamp} /> {word}
                  </span>,
                  job.startedAt ? <ExactMoment key="started" time={job.startedAt} /> : jobWord.notTold,
                  job.durationNanoseconds === null ? '' : (durationWords(job.durationNanoseconds) ?? ''),
                  job.message ?? '',
                  job.outputFolder ?? '',
                  <span key="job" className={styles['job']}>
                    <Link to={jobPath(row.id, job.id, job.outputFolder)}>{t.open}</Link>
                    <CopyableId id={job.id} what={t.theJob} />
                  </span>,
                ],
              };
            })}
          />
        )}
      </Panel>
      <NotToldPanel view={view} facts={[t.noSteps, t.noPlaces, t.noVisibility, t.noRetention]} />
    </>
  );
}
