import type { DeploymentDetail } from '../../vendors/deployments.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { Copied } from './copied.ts';

/** Of a deployed solution: the package that it was deployed from holds all that it is; null where nobody knows which. */
export function copyPackage(
  { deployment }: Pick<DeploymentDetail, 'deployment'>,
  { name, templateId, templateName }: Pick<IndexedInstance, 'name' | 'templateId' | 'templateName'>,
  packagePath: string | null,
): Copied {
  return {
    name,
    template: {
      id: templateId,
      name: templateName,
      versionId: null,
      version: deployment.version.trim() === '' ? null : deployment.version,
    },
    content: { kind: 'package', packagePath },
    leftOut: packagePath === null ? [{ title: 'Path of the package', reason: 'unread' }] : [],
  };
}
