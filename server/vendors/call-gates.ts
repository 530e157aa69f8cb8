import { type CallGate, type CallGateOptions, createCallGate } from './call-gate.ts';

/** Where the calls to one vendor wait: all at one gate, or those for each owner at a gate of their own. */
export function createCallGates(options: CallGateOptions): CallGate {
  return options.limits.per === 'vendor'
    ? createCallGate(options)
    : createOwnerGates((owner, onIdle) => createCallGate(options, owner, onIdle));
}

/** A gate stands while somebody waits at it, so that there are never more of them than calls that wait. */
export function createOwnerGates(open: (owner: string, onIdle: () => void) => CallGate): CallGate {
  const gates = new Map<string, CallGate>();
  return {
    admit: (key, urgency) => {
      const gate = gates.get(key) ?? open(key, () => gates.delete(key));
      gates.set(key, gate);
      return gate.admit(key, urgency);
    },
  };
}
