import { i18n } from '#src/lib/i18n.ts';

export const jobColumnWords = i18n('jobColumns', {
  label: 'Jobs',
  state: 'State',
  started: 'Started',
  duration: 'Duration',
  solution: 'Solution',
  said: 'Message and output folder',
  id: 'Job',
});
