import { queryOptions } from '@tanstack/react-query';
import {
  getConnections,
  getInstanceForm,
  getOwners,
  getPageContent,
  getVersionForm,
  getVersions,
  type InstanceFormResponse,
} from '#contract/endpoints/deployables.ts';
import type { Vendor } from '#contract/vendors.ts';
import { queryClient } from '#src/api/caches.ts';
import { send } from '#src/api/http.ts';

/** How often it is asked whether somebody has agreed, and for how long after **Connect** was pressed. */
export const consentPollMs = 3000;
export const consentWatchMs = 120_000;

/** The published versions of a template, the newest first. */
export function versionsQuery(vendor: Vendor, templateId: string) {
  return queryOptions({
    queryKey: ['template', 'versions', vendor, templateId],
    queryFn: async ({ signal }) => (await send(at(getVersions, { vendor, templateId }), { signal })).versions,
  });
}

/** What a version asks for. A published version does not change any more. */
export function versionFormQuery(vendor: Vendor, versionId: string) {
  return queryOptions({
    queryKey: ['template', 'form', vendor, versionId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await send(at(getVersionForm, { vendor, versionId }), { signal })).form,
  });
}

/** The first page of the owners whose name contains the text. Whoever is not on it is found by more of the name. */
export function ownersQuery(vendor: Vendor, text: string) {
  return queryOptions({
    queryKey: ['owners', vendor, text],
    queryFn: ({ signal }) => send(at(getOwners, { vendor, q: text }), { signal }),
  });
}

/** The form about an instance with what it holds. */
export function instanceFormQuery(instanceId: string) {
  return queryOptions({
    queryKey: ['instance', instanceId, 'form'],
    queryFn: ({ signal }) => send(getInstanceForm, { params: { id: instanceId }, signal }),
    // What is typed is not touched by it; it is read anew when somebody comes to the page.
    staleTime: 0,
  });
}

/** The choices of a page that a third party offers. */
export function pageContentQuery(instanceId: string, pageName: string) {
  return queryOptions({
    queryKey: ['page-content', instanceId, pageName],
    queryFn: ({ signal }) => send(at(getPageContent, { page: pageName }), { params: { id: instanceId }, signal }),
    staleTime: 60_000,
  });
}

/** How the connections stand; to be asked again and again while somebody may be agreeing. */
export function connectionsQuery(instanceId: string) {
  return queryOptions({
    queryKey: ['connections', instanceId],
    queryFn: async ({ signal }) => (await send(getConnections, { params: { id: instanceId }, signal })).connections,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Notes what is stored now, so that it need not be read again. */
export function noteStored(instanceId: string, stored: Partial<InstanceFormResponse>): void {
  queryClient.setQueryData(instanceFormQuery(instanceId).queryKey, (known) => known && { ...known, ...stored });
}

/** An endpoint at an address with these in its search. */
function at<Endpoint extends { path: string }>(endpoint: Endpoint, search: Record<string, string>): Endpoint {
  return { ...endpoint, path: `${endpoint.path}?${new URLSearchParams(search).toString()}` };
}
