import { useId } from 'react';
import type { AuthenticationMethod } from '#contract/connectors.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { stepWords } from './step-words.ts';
import styles from './MethodStep.module.css';

/** Which way to sign in the instance uses. It stays with it. */
export function MethodStep({
  methods,
  chosen,
  error,
  onChoose,
}: {
  methods: readonly AuthenticationMethod[];
  chosen: string | null;
  error: string | null;
  onChoose: (id: string) => void;
}) {
  const t = useMessages(stepWords);
  const name = useId();
  const errorId = `${name}-error`;
  return (
    <fieldset className={styles['methods']} aria-describedby={error ? errorId : undefined}>
      <legend className="visually-hidden">{t.method}</legend>
      {methods.map((method, index) => (
        <label key={method.id} className={styles['method']}>
          <input
            type="radio"
            name={name}
            value={method.id}
            checked={method.id === chosen}
            data-invalid={error && index === 0 ? true : undefined}
            onChange={() => onChoose(method.id)}
          />
          <span>
            <bdi>{method.name}</bdi>
            {method.typeName && method.typeName !== method.name && (
              <small>
                <bdi>{method.typeName}</bdi>
              </small>
            )}
          </span>
        </label>
      ))}
      {error && (
        <p id={errorId} role="alert" className={styles['error']}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
