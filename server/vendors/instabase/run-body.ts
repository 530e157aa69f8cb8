import type { WantedRun, WantedSettings } from '../deployments.ts';

/** What a run is asked to do, in Instabase's words. `settings` is sent also when there are none: it is not documented as optional. */
export function runBody({ inputFolder, outputFolder, runId, settings }: WantedRun): Record<string, unknown> {
  return {
    input_dir: inputFolder,
    ...(outputFolder === null ? {} : { output_dir: outputFolder }),
    ...(runId === null ? {} : { job_id: runId }),
    settings: settingsBody(settings),
  };
}

/** A setting that was not chosen is left to the vendor's default, which is not documented. */
function settingsBody({ clearsOutputFolder, addsRunIdToFolder, notifiedEmails, more }: WantedSettings) {
  return {
    ...more,
    ...(clearsOutputFolder === null ? {} : { delete_out_dir: clearsOutputFolder }),
    ...(addsRunIdToFolder === null ? {} : { output_has_run_id: addsRunIdToFolder }),
    ...(notifiedEmails.length === 0 ? {} : { notification_emails: notifiedEmails }),
  };
}
