import { useEffect, useState } from 'react';

const settleMs = 250;

/** A value as it is once it has not changed for a moment: what is typed is asked for when typing pauses. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
