/** The types whose ids callers send back. */
export type GlobalType =
  | 'Component'
  | 'Connection'
  | 'Customer'
  | 'Expression'
  | 'InputField'
  | 'Instance'
  | 'InstanceConfigVariable'
  | 'InstanceExecutionResult'
  | 'InstanceFlowConfig'
  | 'InstanceStepResult'
  | 'Integration'
  | 'IntegrationFlow'
  | 'Label'
  | 'Log'
  | 'Organization'
  | 'RequiredConfigVariable'
  | 'Role'
  | 'User';

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Prismatic's ids are base64 of `TypeName:uuid`. */
export function globalId(type: GlobalType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64');
}

/** The type and UUID inside an id; undefined for anything that is not one. */
export function readGlobalId(id: unknown): { type: string; uuid: string } | undefined {
  if (typeof id !== 'string') return undefined;
  const text = Buffer.from(id, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const uuid = text.slice(colon + 1);
  return colon > 0 && uuidForm.test(uuid) ? { type: text.slice(0, colon), uuid } : undefined;
}

/** The UUID inside an id of this type; undefined for an id of another type, so that it finds nothing. */
export function uuidOf(type: GlobalType, id: unknown): string | undefined {
  const read = readGlobalId(id);
  return read?.type === type ? read.uuid : undefined;
}
